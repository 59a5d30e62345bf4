"""Logging a call, visit or message, in or out, and what follows: calls we owed, waiting, and clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.consents import verdict_on
from servicedesk.operations import promises
from servicedesk.operations.change import Change, change
from servicedesk.operations.customers import row_of
from servicedesk.operations.entries import spoke_with, write_entry
from servicedesk.operations.handling import end_waiting
from servicedesk.operations.living import living
from servicedesk.operations.relations import one_that_stays
from servicedesk.operations.tickets import row_of as ticket_row_of
from servicedesk.operations.tickets import touch
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.codes import OPEN_STATUSES, check_code
from servicedesk.rules.lifecycle import status_after_contact
from servicedesk.rules.numbers import narrow
from servicedesk.rules.outcomes import ENDED_BY_RINGING, after_outcome
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.customers import CustomerRow
from servicedesk.store.queries.tickets import CONCERNED, TicketRow
from servicedesk.store.tables import Callback, Customer, Entry, Ticket

_DIRECTIONS = {
    "in": "in", "incoming": "in", "来": "in", "呼入": "in", "来电": "in",
    "out": "out", "outgoing": "out", "去": "out", "呼出": "out", "去电": "out",
}  # fmt: skip


@dataclass(frozen=True)
class NewContact:
    """What was said, with whom; without a customer, `caller` is what an unknown caller said of herself.

    `at` is aware; left out it is now.
    """

    customer: int | None = None
    text: str = ""
    channel: str = "phone"
    direction: str = "in"
    ticket: int | None = None
    caller: str = ""
    keep_callbacks: bool = False
    at: datetime | None = None


class ClosedCallback(NamedTuple):
    """A call that need not be made any more, since the customer rang."""

    id: int
    reason: str
    due_at: datetime
    promised: bool


class Logged(NamedTuple):
    """A contact that was logged, and what followed; `merged` was named, and is dealt with under `ticket`."""

    number: int
    customer: CustomerRow | None
    ticket: TicketRow | None
    closed: tuple[ClosedCallback, ...] = ()
    resumed: bool = False
    merged: int | None = None
    notes: tuple[str, ...] = ()


def log_contact(desk: Desk, new: NewContact) -> Logged:
    """Logs a contact (R143); one coming in ends the calls we owed and the waiting for the customer.

    A contact going out on a ticket is a word to the customer; what is said about a merged ticket is said on
    the one that stays. Raises NotFound, BadValue.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        at, direction = _moment(work, new.at), read_direction(new.direction)
        named = work.get(Ticket, new.ticket) if new.ticket is not None else None
        ticket = one_that_stays(work, named.number) if named else None
        customer = _customer_of(work, new.customer, named, ticket)
        entry = write_entry(
            work,
            "contact",
            new.text.strip(),
            ticket=ticket,
            customer=customer,
            channel=check_code("channel", new.channel),
            direction=direction,
            at=at,
            caller=" ".join(new.caller.split()),
        )
        spoke_with(work, customer, at)
        resumed = _work_on_ticket(work, ticket, customer, direction, at)
        work.record("contact.logged", ticket=ticket, customer=customer, entry=entry, happened_at=at)
        unasked = direction == "out" and ticket is None
        notes = _unasked_note(work, customer, entry.channel or "") if unasked else ()
        closed = () if direction == "out" or new.keep_callbacks else customer_rang(work, customer, entry)
        return Logged(
            number=entry.id or 0,
            customer=row_of(work, customer) if customer else None,
            ticket=ticket_row_of(work, ticket) if ticket else None,
            closed=closed,
            resumed=resumed,
            merged=named.number if named and named is not ticket else None,
            notes=notes,
        )


def _unasked_note(work: Change, customer: Customer | None, channel: str) -> tuple[str, ...]:
    """Who is turned to without a matter of her own may not want it; what was done is kept all the same."""
    if customer is None:
        return ()
    verdict = verdict_on(work.reader, work.desk, customer.number, "follow_up", channel)
    if verdict.allowed:
        return ()
    return (_("Do not turn to this customer unasked: {reason}").format(reason=verdict.words),)


def attach_contact(desk: Desk, number: int, customer_number: int) -> Logged:
    """Puts the contact of an unknown caller into the file found later. Raises NotFound, Refused."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        entry = work.session.get(Entry, number)
        if entry is None or entry.kind != "contact":
            raise NotFound(
                _("There is no contact {number}").format(number=number), _("See: servicedesk contact list")
            )
        customer = living(work, customer_number)
        if entry.customer_id not in (None, customer.id):
            raise Refused(
                _("Contact {number} is in the file of customer {customer} already").format(
                    number=number, customer=entry.customer_id
                ),
                _("Only the contact of an unknown caller can be put into a file"),
            )
        if entry.customer_id is None:
            entry.customer_id = customer.id
            spoke_with(work, customer, entry.at)
            work.record("contact.attached", customer=customer, entry=entry, happened_at=entry.at)
        return Logged(number, row_of(work, customer), None)


def customer_rang(
    work: Change, customer: Customer | None, entry: Entry | None = None
) -> tuple[ClosedCallback, ...]:
    """Closes the promised and hand-made calls we owed a customer who rang first, each with its event."""
    if customer is None:
        return ()
    closed = []
    for callback in work.all(Callback, Callback.customer_id == customer.id, Callback.state == "due"):
        if callback.origin in ENDED_BY_RINGING:
            following = after_outcome("customer_rang", callback.attempts, callback.max_attempts, work.now)
            callback.state, callback.last_outcome = following.state, following.last_outcome
            callback.done_at = work.now
            work.record("callback.customer_rang", callback=callback, contact=entry.id if entry else None)
            closed.append(
                ClosedCallback(callback.number, callback.reason, callback.due_at, callback.promised)
            )
    return tuple(closed)


def read_direction(said: str) -> str:
    """`in` or `out`, in either language. Raises BadValue."""
    code = _DIRECTIONS.get(narrow(said).strip().casefold())
    if code is None:
        raise BadValue(
            _("{text} is not a direction").format(text=said),
            _("Say in when the customer came to us, out when we went to the customer"),
        )
    return code


def _moment(work: Change, said: datetime | None) -> datetime:
    if said is not None and said > work.now:
        raise BadValue(_("A contact cannot have been in the future"), _("Leave the time out for now"))
    return said or work.now


def _customer_of(work: Change, named: int | None, *tickets: Ticket | None) -> Customer | None:
    """The customer named, else a ticket's; a neighbour may ring about a ticket of somebody else."""
    numbers = (named, *(ticket.customer_id for ticket in tickets if ticket))
    number = next((one for one in numbers if one is not None), None)
    return living(work, number) if number is not None else None


def _work_on_ticket(
    work: Change, ticket: Ticket | None, customer: Customer | None, direction: str, at: datetime
) -> bool:
    """What a contact does to its ticket; whether the customer coming back ended the waiting."""
    if ticket is None:
        return False
    touch(work, ticket)
    if ticket.status not in OPEN_STATUSES or not _concerns(work, ticket, customer):
        return False
    if direction == "out":
        promises.recount(work, ticket, told=at)
        return False
    if status_after_contact(ticket.status, ticket.waiting_for, direction) == ticket.status:
        return False
    end_waiting(work, ticket)
    return True


def _concerns(work: Change, ticket: Ticket, customer: Customer | None) -> bool:
    """Whether she is the ticket's customer, or the one of a ticket merged into it, and no neighbour."""
    if customer is None:
        return ticket.customer_id is None
    return (customer.id,) in map(tuple, work.reader.rows(CONCERNED, {"number": ticket.id}))
