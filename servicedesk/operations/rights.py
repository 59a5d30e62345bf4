"""The rights of a customer over her file: restriction, a legal hold against erasure, correction (R247, R251)."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import change
from servicedesk.operations.entries import checked_text, needed_reason
from servicedesk.operations.living import living
from servicedesk.operations.results import Acted
from servicedesk.problems import BadValue
from servicedesk.rules.permissions import Permission


class Limited(NamedTuple):
    """A file whose use was limited or freed; `already` where it was so before."""

    number: int
    already: bool = False


def restrict(desk: Desk, number: int, reason: str) -> Limited:
    """The file is kept and used for nothing else, while a right is looked into. Raises NotFound, Refused, BadValue."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        text = needed_reason(reason)
        if customer.restricted:
            return Limited(customer.number, already=True)
        customer.restricted = True
        work.record("customer.restricted", customer=customer, text=text)
        return Limited(customer.number)


def lift(desk: Desk, number: int, reason: str = "") -> Limited:
    """The file may be used again; only who may erase decides that. Raises NotFound, Refused, NotPermitted."""
    with change(desk, Permission.CUSTOMER_ERASE) as work:
        customer = living(work, number)
        if not customer.restricted:
            return Limited(customer.number, already=True)
        customer.restricted = False
        work.record("customer.restriction_lifted", customer=customer, text=reason.strip())
        return Limited(customer.number)


def hold(desk: Desk, number: int, reason: str) -> Limited:
    """The file may not be erased, and why: a dispute, a court, the tax office. Raises as `lift` does, and BadValue."""
    with change(desk, Permission.CUSTOMER_ERASE) as work:
        customer = living(work, number)
        text = needed_reason(reason).strip()
        if customer.legal_hold == text:
            return Limited(customer.number, already=True)
        customer.legal_hold = text
        work.record("customer.held", customer=customer)
        return Limited(customer.number)


def end_hold(desk: Desk, number: int) -> Limited:
    """The file may be erased again. Raises as `lift` does."""
    with change(desk, Permission.CUSTOMER_ERASE) as work:
        customer = living(work, number)
        if not customer.legal_hold:
            return Limited(customer.number, already=True)
        customer.legal_hold = ""
        work.record("customer.hold_ended", customer=customer)
        return Limited(customer.number)


def ask_correction(desk: Desk, number: int, text: str, channel: str = "") -> Acted:
    """The customer says that something in her file is wrong: a ticket, so that it has an owner and a due time."""
    from servicedesk.operations.tickets import NewTicket, open_ticket

    if not text.strip():
        raise BadValue(_("Nothing is said to be wrong"), _("Write what is wrong, and what is right"))
    return open_ticket(
        desk,
        NewTicket(
            subject=_("Correction of the customer file"),
            customer=number,
            kind="request",
            channel=channel,
            description=checked_text(text),
            tags="correction",
        ),
    )
