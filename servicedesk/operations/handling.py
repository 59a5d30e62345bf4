"""Working on a ticket: assign, note, reply, wait, resume, priority, escalate."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations import promises
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import needed_text, spoke_with, write_entry
from servicedesk.operations.receivers import receiver
from servicedesk.operations.results import Acted
from servicedesk.operations.tickets import row_of, touch
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.lifecycle import turn_after, verdict
from servicedesk.rules.permissions import Permission
from servicedesk.store.tables import Customer, Ticket
from servicedesk.store.times import to_stored


def assign(
    desk: Desk, number: int, *, to: str = "", team: str = "", summary: str = "", if_version: int | None = None
) -> Acted:
    """Hands a ticket to a person or a team, with a summary for the receiver (R060, R081)."""
    if not (to or team):
        raise BadValue(
            _("Nobody is named to take the ticket"), _("Name a person with --to or a team with --team")
        )
    with change(desk, Permission.TICKET_ASSIGN) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        had = (ticket.assignee_id, ticket.team_id)
        takes = receiver(work, to, team)
        ticket.assignee_id = takes.staff_id
        ticket.team_id = takes.team_id or ticket.team_id
        unchanged = had == (ticket.assignee_id, ticket.team_id) and not summary.strip()
        following = verdict("assign", ticket.status, unchanged=unchanged)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        if ticket.team_id != had[1]:
            promises.recount(work, ticket)
        entry = write_entry(work, "handover", summary, ticket=ticket) if summary.strip() else None
        _go_on(ticket, "assign", following.next_status)
        touch(work, ticket)
        work.record("ticket.assigned", ticket=ticket, entry=entry, to=takes.handle, team=takes.team)
        return Acted(row_of(work, ticket))


def note(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """Something for colleagues only; the customer never sees it and no clock stops."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("note", ticket.status)
        entry = write_entry(work, "note", needed_text(text), ticket=ticket)
        _go_on(ticket, "note", following.next_status)
        touch(work, ticket)
        work.record("ticket.noted", ticket=ticket, entry=entry)
        return Acted(row_of(work, ticket))


def reply(desk: Desk, number: int, text: str, *, channel: str = "", if_version: int | None = None) -> Acted:
    """A word told to the customer: the first one stops the first-response clock (R067, R074)."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("reply", ticket.status)
        used = check_code("channel", channel) if channel else ticket.channel
        entry = write_entry(work, "reply", needed_text(text), ticket=ticket, channel=used, direction="out")
        _go_on(ticket, "reply", following.next_status)
        word_went_out(work, ticket, work.now)
        work.record("ticket.replied", ticket=ticket, entry=entry)
        return Acted(row_of(work, ticket))


def wait(
    desk: Desk, number: int, *, waiting_for: str, until: datetime | None = None, if_version: int | None = None
) -> Acted:
    """Nothing can be done before the customer or a supplier moves; `until` is when we look again."""
    who = check_code("turn", waiting_for, among=("customer", "supplier"))
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        unchanged = (ticket.waiting_for, ticket.waiting_until) == (who, until)
        following = verdict("wait", ticket.status, unchanged=unchanged)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        if until is not None and until <= work.now:
            raise BadValue(
                _("The time to look again is past already"), _("Give --until a time that is still to come")
            )
        promises.end_wait(work, ticket)
        ticket.waiting_for, ticket.waiting_since, ticket.waiting_until = who, work.now, until
        _go_on(ticket, "wait", following.next_status)
        touch(work, ticket)
        work.record("ticket.waiting", ticket=ticket, waiting_for=who)
        return Acted(row_of(work, ticket))


def resume(desk: Desk, number: int, *, if_version: int | None = None) -> Acted:
    """The waiting is over; time spent waiting for the customer is credited to the promises."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("resume", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        end_waiting(work, ticket)
        work.record("ticket.resumed", ticket=ticket)
        return Acted(row_of(work, ticket))


def prioritise(desk: Desk, number: int, level: str, *, if_version: int | None = None) -> Acted:
    """Another priority, with the promises that follow from it counted from the same start."""
    wanted = check_code("priority", level)
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("priority", ticket.status, unchanged=ticket.priority == wanted)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        before, ticket.priority = ticket.priority, wanted
        promises.recount(work, ticket)
        touch(work, ticket)
        work.record("ticket.prioritised", ticket=ticket, before=before, after=wanted)
        return Acted(row_of(work, ticket))


def escalate(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """Calls for a supervisor, with the reason (R194)."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        verdict("escalate", ticket.status)
        entry = write_entry(work, "escalation", needed_text(text), ticket=ticket)
        ticket.escalated = True
        touch(work, ticket)
        work.record("ticket.escalated", ticket=ticket, entry=entry)
        return Acted(row_of(work, ticket))


def agree(desk: Desk, number: int, by: datetime, *, if_version: int | None = None) -> Acted:
    """The customer was told that she hears from us by a time: a due time of its own, kept by the next word (R256).

    The time is kept as asked. A later one takes its place. Raises BadValue for a time that has passed.
    """
    from servicedesk.rules.clocks import Agreed

    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("agree", ticket.status, unchanged=ticket.agreed_due_at == by)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        if by <= work.now:
            raise BadValue(_("That time has passed"), _("Give a time that is still to come"))
        promises.recount(work, ticket, agreed=Agreed(work.now, by))
        _go_on(ticket, "agree", following.next_status)
        touch(work, ticket)
        work.record("ticket.agreed", ticket=ticket, due_at=to_stored(by))
        return Acted(row_of(work, ticket))


def word_went_out(work: Change, ticket: Ticket, at: datetime) -> None:
    """What follows from any word to the customer, reply or contact: clocks, and when we last spoke."""
    promises.recount(work, ticket, told=at)
    touch(work, ticket)
    spoke_with(work, work.session.get(Customer, ticket.customer_id) if ticket.customer_id else None, at)


def end_waiting(work: Change, ticket: Ticket) -> None:
    """Takes a waiting ticket up again: the turn is ours and the pause is credited."""
    promises.end_wait(work, ticket)
    _go_on(ticket, "resume", "open")
    touch(work, ticket)


def _go_on(ticket: Ticket, verb: str, status: str) -> None:
    ticket.status = status
    ticket.whose_turn = turn_after(verb, status, ticket.waiting_for)
    promises.settle(ticket)
