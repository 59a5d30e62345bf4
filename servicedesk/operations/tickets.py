"""The life of a ticket: opening, editing, resolving, closing, reopening, cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import _, ngettext
from servicedesk.lookups.firm import CategoryRow, find_category
from servicedesk.operations import after_service, callers, promises, ticket_fields
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text, needed_text, spoke_with, write_entry
from servicedesk.operations.living import living
from servicedesk.operations.receivers import Receiver, lead_team, receiver
from servicedesk.operations.results import Acted
from servicedesk.problems import Refused
from servicedesk.rules.codes import OPEN_STATUSES, check_code
from servicedesk.rules.lifecycle import check_cause, turn_after, verdict
from servicedesk.rules.likes import likes
from servicedesk.rules.permissions import Permission
from servicedesk.rules.tags import tags_text
from servicedesk.store.queries.tickets import TICKET, TicketRow, ticket_row
from servicedesk.store.tables import Customer, Ticket


@dataclass(frozen=True)
class NewTicket:
    """What a caller brings, as typed; what is left out follows from the category and the firm's defaults."""

    subject: str
    customer: int | None = None
    phone: str = ""
    caller: str = ""
    kind: str = ""
    category: str = ""
    priority: str = ""
    impact: str = ""
    urgency: str = ""
    channel: str = ""
    premises: str = ""
    description: str = ""
    team: str = ""
    assignee: str = ""
    tags: str = ""
    opened_at: datetime | None = None


def open_ticket(desk: Desk, new: NewTicket) -> Acted:
    """A new ticket with its promises (R070, R071); `notes` carry what its customer wants and does not want.

    Raises BadValue, NotFound, and Refused when several files share the phone.
    """
    with change(desk, Permission.TICKET_CREATE) as work:
        ticket, customer = add_ticket(work, new)
        return Acted(row_of(work, ticket), notes=_reminders(customer) if customer else ())


def _reminders(customer: Customer) -> tuple[str, ...]:
    """What is kept in mind from the first moment (R005)."""
    liked = likes(customer)
    mind = []
    if customer.restricted:
        mind.append(_("The file is restricted: use it for this matter only"))
    if customer.do_not:
        mind.append(_("Mind: {text}").format(text=customer.do_not))
    if liked:
        mind.append(_("Likes: {text}").format(text=liked))
    return tuple(mind)


def add_ticket(work: Change, new: NewTicket) -> tuple[Ticket, Customer | None]:
    """A new ticket, and whose it is, inside an operation that does more."""
    opened_at = ticket_fields.opening(new.opened_at, work.now)
    category = find_category(work.reader, new.category) if new.category else None
    customer = _customer_of(work, new)
    takes = _receiver_of(work, new, category)
    ticket = Ticket(
        subject=ticket_fields.subject(new.subject),
        description=checked_text(new.description),
        kind=check_code("kind", new.kind) if new.kind else (category and category.kind) or "request",
        priority=ticket_fields.priority(new.priority, new.impact, new.urgency)
        or (category and category.priority)
        or "normal",
        channel=check_code("channel", new.channel) if new.channel else "phone",
        category_id=category.id if category else None,
        customer_id=customer.id if customer else None,
        caller=new.caller.strip(),
        premises_id=callers.premises_for(work, new.premises, customer),
        team_id=takes.team_id,
        assignee_id=takes.staff_id,
        received_by_id=work.desk.actor.id,
        tags=tags_text(new.tags),
        opened_at=opened_at,
        recorded_at=work.now,
        updated_at=work.now,
        promised_from=opened_at,
    )
    promises.promise(work, ticket, opened_at)
    work.add(ticket)
    spoke_with(work, customer, opened_at)
    callers.matter_brought(work, customer, ticket.kind)
    work.record("ticket.opened", ticket=ticket, happened_at=opened_at)
    return ticket, customer


def edit(desk: Desk, number: int, values: dict[str, str], *, if_version: int | None = None) -> Acted:
    """Changes what is known of a ticket: subject, description, kind, category, channel, premises, customer, tags.

    A first customer on an unknown caller's ticket takes its history along. Raises BadValue on another field.
    """
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        had_promise = _promised_for(ticket)
        for field, value in values.items():
            ticket_fields.set_field(work, ticket, field, value)
        if not work.has_changed():
            return Acted(row_of(work, ticket), already=True)
        if _promised_for(ticket) != had_promise and ticket.status in OPEN_STATUSES:
            promises.recount(work, ticket)
        touch(work, ticket)
        work.record("ticket.edited", ticket=ticket, fields=sorted(values))
        return Acted(row_of(work, ticket))


def resolve(
    desk: Desk,
    number: int,
    text: str,
    *,
    cause: str = "",
    step: str = "",
    if_version: int | None = None,
) -> Acted:
    """The matter is settled: `text` says how (R072). Plans the after-service callback the firm's rule asks for."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("resolve", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        ticket.cause = check_code("cause", cause) if cause else ticket.cause
        ticket.step = check_code("step", step) if step else ticket.step
        check_cause(ticket.kind, ticket.cause, ticket.step)
        entry = write_entry(work, "resolution", needed_text(text), ticket=ticket)
        _move(work, ticket, "resolve", following.next_status)
        ticket.resolved_at = work.now
        touch(work, ticket)
        work.record("ticket.resolved", ticket=ticket, entry=entry, cause=ticket.cause, step=ticket.step)
        notes = (*_tasks_left(work, ticket), *after_service.plan(work, ticket))
        return Acted(row_of(work, ticket), notes=notes)


def close(desk: Desk, number: int, *, if_version: int | None = None) -> Acted:
    """A resolved ticket is put away. Raises Refused while it is still open."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("close", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        _move(work, ticket, "close", following.next_status)
        ticket.closed_at = work.now
        touch(work, ticket)
        work.record("ticket.closed", ticket=ticket)
        return Acted(row_of(work, ticket))


def reopen(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """The matter is not settled after all: a new promise starts now, the old breach stays in the past."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("reopen", ticket.status)
        if ticket.merged_into_id:
            raise Refused(
                _("Ticket was merged into {number}").format(number=ticket.merged_into_id),
                _("Work on that ticket, or undo the merge"),
            )
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        entry = write_entry(work, "reopening", needed_text(text), ticket=ticket)
        _move(work, ticket, "reopen", following.next_status)
        ticket.reopened += 1
        ticket.resolved_at = ticket.closed_at = ticket.first_responded_at = None
        promises.promise(work, ticket, work.now)
        touch(work, ticket)
        work.record("ticket.reopened", ticket=ticket, entry=entry)
        after_service.withdraw(work, ticket)
        return Acted(row_of(work, ticket))


def cancel(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """Not a matter after all: opened by mistake, twice, or withdrawn. `text` says why."""
    with change(desk, Permission.TICKET_CANCEL) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("cancel", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        entry = write_entry(work, "cancellation", needed_text(text), ticket=ticket)
        _move(work, ticket, "cancel", following.next_status)
        ticket.closed_at = work.now
        touch(work, ticket)
        work.record("ticket.cancelled", ticket=ticket, entry=entry)
        return Acted(row_of(work, ticket))


def row_of(work: Change, ticket: Ticket) -> TicketRow:
    """The ticket as lists show it, seen from inside the transaction."""
    return ticket_row(work.reader.rows(TICKET, {"number": ticket.id})[0])


def touch(work: Change, ticket: Ticket) -> None:
    """Notes that the ticket was worked on just now."""
    ticket.updated_at = work.now


def _promised_for(ticket: Ticket) -> tuple[object, ...]:
    """What policies look at, as far as an edit can change it."""
    return ticket.kind, ticket.priority, ticket.category_id, ticket.customer_id, ticket.premises_id


def _move(work: Change, ticket: Ticket, verb: str, status: str) -> None:
    promises.end_wait(work, ticket)
    ticket.status = status
    ticket.whose_turn = turn_after(verb, status)
    promises.settle(ticket)


def _tasks_left(work: Change, ticket: Ticket) -> tuple[str, ...]:
    from servicedesk.store.tables import Task

    left = len(work.all(Task, Task.ticket_id == ticket.id, Task.state == "due"))
    if not left:
        return ()
    text = ngettext("{count} task is still to do", "{count} tasks are still to do", left)
    return (text.format(count=left),)


def _customer_of(work: Change, new: NewTicket) -> Customer | None:
    if new.customer is not None:
        return living(work, new.customer)
    if new.phone:
        return callers.by_phone_or_new(work, new.phone)
    return None


def _receiver_of(work: Change, new: NewTicket, category: CategoryRow | None) -> Receiver:
    usual = category.team if category else None
    if not (usual or new.team or new.assignee):
        usual = lead_team(work)
    return receiver(work, new.assignee, new.team, otherwise=usual)
