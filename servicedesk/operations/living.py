"""Files that can still be worked on: what was erased stays erased, whatever is tried with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.problems import Refused
from servicedesk.store.tables import Customer

if TYPE_CHECKING:
    from servicedesk.operations.change import Change


def living(work: Change, number: int, *, if_version: int | None = None) -> Customer:
    """The customer file with this number or, where it was joined, the one that its person is kept under.

    Raises NotFound, Conflict, and Refused where it was erased.
    """
    customer = work.get(Customer, number, if_version=if_version)
    while customer.merged_into_id is not None:
        customer = work.get(Customer, customer.merged_into_id)
    refuse_erased(customer)
    return customer


def refuse_erased(customer: Customer) -> None:
    """Raises Refused where the file was erased: nothing new is put into it."""
    if customer.erased_at is not None:
        raise Refused(
            _("Customer C{number} was erased").format(number=customer.id),
            _("Make a new file; the erased one stays empty"),
        )
