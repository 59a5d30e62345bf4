"""Who sent a customer to us, read from a number; a chain of recommendations never leads back to where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.operations.living import living
from servicedesk.problems import Refused
from servicedesk.rules.numbers import read_customer_number
from servicedesk.store.tables import Customer

if TYPE_CHECKING:
    from collections.abc import Collection

    from servicedesk.operations.change import Change


def referrer(work: Change, said: str) -> int | None:
    """The file of the customer with this number; None for no number. Raises BadValue, NotFound, Refused."""
    return living(work, read_customer_number(said)).id if said.strip() else None


def set_referrer(work: Change, customer: Customer, said: str) -> None:
    """Writes who sent a customer. Raises as `referrer` does, and Refused where the chain would lead back."""
    number = referrer(work, said)
    if number == customer.id:
        raise Refused(
            _("Customer C{number} cannot have sent itself").format(number=number),
            _("Name the customer who recommended us"),
        )
    if number is not None and leads_to(work, number, {customer.number}):
        raise Refused(
            _("C{other} came to us through C{number}, so it cannot have sent C{number}").format(
                other=number, number=customer.id
            ),
            _("Look at the chain with: servicedesk customer referrals {number}").format(number=customer.id),
        )
    customer.referred_by_id = number


def leads_to(work: Change, number: int, wanted: Collection[int]) -> bool:
    """Whether a file is one of these, or was sent by one of them, however many steps away."""
    seen: set[int] = set()
    at: int | None = number
    while at is not None and at not in seen:
        if at in wanted:
            return True
        seen.add(at)
        file = work.get(Customer, at)
        at = file.merged_into_id or file.referred_by_id
    return False
