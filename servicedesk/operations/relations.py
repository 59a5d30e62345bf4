"""Tickets that have to do with each other: merging, splitting and linking."""

from __future__ import annotations

from typing import NoReturn

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations import promises
from servicedesk.operations.change import Change, change
from servicedesk.operations.need_tickets import move_needs
from servicedesk.operations.results import Acted
from servicedesk.operations.tickets import NewTicket, add_ticket, row_of, touch
from servicedesk.problems import Refused
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.tickets import STAYS
from servicedesk.store.tables import Callback, Entry, Task, Ticket, TicketLink


def merge(desk: Desk, number: int, into: int, *, if_version: int | None = None) -> Acted:
    """One matter that was written down twice: what was said, tasks and callbacks go over to `into`.

    The ticket itself ends, cancelled or, when it was settled, closed, and names the other. Raises Refused
    when the two cannot be one.
    """
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        target = work.get(Ticket, into)
        if ticket.merged_into_id == target.id:
            return Acted(row_of(work, ticket), already=True)
        _check_merge(ticket, target)
        _move_work(work, ticket, target)
        move_needs(work, ticket, target)
        _adopt_caller(ticket, target)
        _end_merged(work, ticket, target)
        if not target.first_responded_at:
            promises.hear(work, target)
        touch(work, target)
        work.record("ticket.merged", ticket=ticket, into=target.id)
        work.record("ticket.merged_in", ticket=target, other=ticket.id)
        return Acted(row_of(work, ticket))


def one_that_stays(work: Change, number: int) -> Ticket:
    """The ticket with this number or, where it was merged, the one that its matter is dealt with under.

    Raises NotFound.
    """
    ticket = work.get(Ticket, number)
    for (stays,) in work.reader.rows(STAYS, {"number": ticket.id}):
        return work.get(Ticket, stays)
    return ticket


def merge_words(number: int | None, into: int) -> str:
    """What became of a merged ticket."""
    return _("Ticket {number} was merged into {other}").format(number=number, other=into)


def split(
    desk: Desk,
    number: int,
    subject: str,
    *,
    description: str = "",
    category: str = "",
    if_version: int | None = None,
) -> Acted:
    """A second matter found in a ticket becomes one of its own, for the same customer and place, linked."""
    with change(desk, Permission.TICKET_CREATE) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        new = NewTicket(
            subject=subject,
            customer=ticket.customer_id,
            caller=ticket.caller,
            channel=ticket.channel,
            description=description,
            category=category,
        )
        made, _customer = add_ticket(work, new)
        made.premises_id = ticket.premises_id
        _tie(work, ticket, made)
        touch(work, ticket)
        work.record("ticket.split", ticket=ticket, other=made.id)
        work.record("ticket.split_from", ticket=made, other=ticket.id)
        return Acted(row_of(work, made))


def link(desk: Desk, number: int, other: int, *, if_version: int | None = None) -> Acted:
    """Two tickets that belong together name each other."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        second = work.get(Ticket, other)
        if ticket.id == second.id:
            _refuse_itself()
        if not _tie(work, ticket, second):
            return Acted(row_of(work, ticket), already=True)
        touch(work, ticket)
        work.record("ticket.linked", ticket=ticket, other=second.id)
        work.record("ticket.linked", ticket=second, other=ticket.id)
        return Acted(row_of(work, ticket))


def _check_merge(ticket: Ticket, target: Ticket) -> None:
    if ticket.id == target.id:
        _refuse_itself()
    for merged in (ticket, target):
        if merged.merged_into_id:
            raise Refused(
                merge_words(merged.id, merged.merged_into_id),
                _("Name that ticket instead, or undo the merge"),
            )
    if ticket.status in OPEN_STATUSES and target.status not in OPEN_STATUSES:
        raise Refused(
            _("Ticket {number} has ended, and open work would be lost in it").format(number=target.id),
            _("Reopen it first, or merge the other way round"),
        )


def _refuse_itself() -> NoReturn:
    raise Refused(_("A ticket cannot be joined to itself"), _("Name two different tickets"))


def _move_work(work: Change, ticket: Ticket, target: Ticket) -> None:
    for entry in work.all(Entry, Entry.ticket_id == ticket.id):
        entry.ticket_id = target.id
    for callback in work.all(Callback, Callback.ticket_id == ticket.id):
        callback.ticket_id = target.id
    for task in work.all(Task, Task.ticket_id == ticket.id):
        task.ticket_id = target.number


def _adopt_caller(ticket: Ticket, target: Ticket) -> None:
    """What only the merged ticket knows of the caller is not lost."""
    if target.customer_id is None:
        target.customer_id = ticket.customer_id
        target.caller = target.caller or ticket.caller
    target.premises_id = target.premises_id or ticket.premises_id


def _end_merged(work: Change, ticket: Ticket, target: Ticket) -> None:
    promises.end_wait(work, ticket)
    if ticket.status in OPEN_STATUSES:
        ticket.status = "cancelled"
    elif ticket.status == "resolved":
        ticket.status = "closed"
    ticket.closed_at = ticket.closed_at or work.now
    ticket.whose_turn = "none"
    ticket.merged_into_id = target.id
    promises.settle(ticket)
    touch(work, ticket)


def _tie(work: Change, one: Ticket, other: Ticket) -> bool:
    first, second = sorted((one.number, other.number))
    if work.session.get(TicketLink, (first, second)):
        return False
    work.add(TicketLink(first_id=first, second_id=second))
    return True
