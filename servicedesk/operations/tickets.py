"""The life of a ticket: opening, editing, resolving, closing, reopening, cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import find_category, find_colleague, find_team
from servicedesk.operations import after_service, customers, promises
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text, needed_text, write_entry
from servicedesk.operations.indexing import index_ticket
from servicedesk.operations.results import Acted
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.lifecycle import check_cause, turn_after, verdict
from servicedesk.rules.permissions import Permission
from servicedesk.rules.priority import priority_of
from servicedesk.rules.tags import tags_text
from servicedesk.store.queries.tickets import TICKET, TicketRow, ticket_row
from servicedesk.store.tables import Customer, Ticket

LONGEST_SUBJECT = 500


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
    """A new ticket with its promises (R070, R071). Raises BadValue, NotFound, Refused (several files share the phone)."""
    with change(desk, Permission.TICKET_CREATE) as work:
        opened_at = _opening(work, new.opened_at)
        category = find_category(work.reader, new.category) if new.category else None
        customer = _customer_of(work, new)
        ticket = Ticket(
            subject=_subject(new.subject),
            description=checked_text(new.description),
            kind=check_code("kind", new.kind) if new.kind else (category and category.kind) or "request",
            priority=_priority(new) or (category and category.priority) or "normal",
            channel=check_code("channel", new.channel) if new.channel else "phone",
            category_id=category.id if category else None,
            customer_id=customer.id if customer else None,
            caller=new.caller.strip(),
            premises_id=customers.premises_for(work, new.premises, customer),
            received_by_id=desk.actor.id,
            tags=tags_text(new.tags),
            opened_at=opened_at,
            recorded_at=work.now,
            updated_at=work.now,
            promised_from=opened_at,
        )
        _hand_out(work, ticket, new, category.team if category else None)
        promises.promise(desk, ticket, opened_at)
        work.add(ticket)
        index_ticket(work, ticket)
        if customer and (customer.last_contact_at is None or customer.last_contact_at < opened_at):
            customer.last_contact_at = opened_at
        work.record("ticket.opened", ticket=ticket, happened_at=opened_at)
        return Acted(row_of(work, ticket))


def edit(desk: Desk, number: int, values: dict[str, str], *, if_version: int | None = None) -> Acted:
    """Changes what is known of a ticket: subject, description, kind, category, channel, premises, customer, tags.

    A first customer on an unknown caller's ticket takes its history along. Raises BadValue on another field.
    """
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        had_promise = (ticket.kind, ticket.priority)
        for field, value in values.items():
            _set_field(work, ticket, field, value)
        if not work.session.is_modified(ticket):
            return Acted(row_of(work, ticket), already=True)
        if (ticket.kind, ticket.priority) != had_promise and ticket.status in {"new", "open", "waiting"}:
            promises.promise(desk, ticket, ticket.promised_from)
        touch(work, ticket)
        index_ticket(work, ticket)
        work.record("ticket.edited", ticket=ticket)
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
        _move(ticket, "resolve", following.next_status)
        ticket.resolved_at = work.now
        touch(work, ticket)
        work.record("ticket.resolved", ticket=ticket, entry=entry)
        notes = after_service.plan(work, ticket)
        return Acted(row_of(work, ticket), notes=notes)


def close(desk: Desk, number: int, *, if_version: int | None = None) -> Acted:
    """A resolved ticket is put away. Raises Refused while it is still open."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("close", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        _move(ticket, "close", following.next_status)
        ticket.closed_at = work.now
        touch(work, ticket)
        work.record("ticket.closed", ticket=ticket)
        return Acted(row_of(work, ticket))


def reopen(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """The matter is not settled after all: a new promise starts now, the old breach stays in the past."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("reopen", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        entry = write_entry(work, "reopening", needed_text(text), ticket=ticket)
        _move(ticket, "reopen", following.next_status)
        ticket.reopened += 1
        ticket.resolved_at = ticket.closed_at = ticket.first_responded_at = None
        promises.promise(desk, ticket, work.now)
        touch(work, ticket)
        work.record("ticket.reopened", ticket=ticket, entry=entry)
        return Acted(row_of(work, ticket))


def cancel(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Acted:
    """Not a matter after all: opened by mistake, twice, or withdrawn. `text` says why."""
    with change(desk, Permission.TICKET_CANCEL) as work:
        ticket = work.get(Ticket, number, if_version=if_version)
        following = verdict("cancel", ticket.status)
        if following.already:
            return Acted(row_of(work, ticket), already=True)
        entry = write_entry(work, "cancellation", needed_text(text), ticket=ticket)
        _move(ticket, "cancel", following.next_status)
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


def _move(ticket: Ticket, verb: str, status: str) -> None:
    ticket.status = status
    ticket.waiting_for = ticket.waiting_since = ticket.waiting_until = None
    ticket.whose_turn = turn_after(verb, status)
    promises.settle(ticket)


def _opening(work: Change, said: datetime | None) -> datetime:
    if said is not None and said > work.now:
        raise BadValue(
            _("A ticket cannot have been opened in the future"), _("Leave --opened-at out for now")
        )
    return said or work.now


def _subject(said: str) -> str:
    subject = " ".join(said.split())
    if not subject:
        raise BadValue(_("The ticket has no subject"), _("Say in a few words what the matter is"))
    if len(subject) > LONGEST_SUBJECT:
        raise BadValue(
            _("The subject has {count} characters; at most {most} are shown in a list").format(
                count=len(subject), most=LONGEST_SUBJECT
            ),
            _("Put the long text into the description"),
        )
    return subject


def _priority(new: NewTicket) -> str:
    if new.priority:
        return check_code("priority", new.priority)
    if new.impact or new.urgency:
        return priority_of(
            check_code("level", new.impact or "medium"), check_code("level", new.urgency or "medium")
        )
    return ""


def _customer_of(work: Change, new: NewTicket) -> Customer | None:
    if new.customer is not None:
        return work.get(Customer, new.customer)
    if new.phone:
        return customers.by_phone_or_new(work, new.phone)
    return None


def _hand_out(work: Change, ticket: Ticket, new: NewTicket, category_team: str | None) -> None:
    team = new.team or category_team
    ticket.team_id = find_team(work.reader, team).id if team else None
    if new.assignee:
        ticket.assignee_id = find_colleague(work.desk, work.reader, new.assignee).id


def _set_field(work: Change, ticket: Ticket, field: str, value: str) -> None:
    match field:
        case "subject":
            ticket.subject = _subject(value)
        case "description":
            ticket.description = checked_text(value)
        case "kind":
            ticket.kind = check_code("kind", value)
        case "channel":
            ticket.channel = check_code("channel", value)
        case "category":
            ticket.category_id = find_category(work.reader, value).id if value else None
        case "premises":
            ticket.premises_id = customers.premises_for(work, value, None)
        case "tags":
            ticket.tags = tags_text(value)
        case "customer":
            customers.attach(work, ticket, value)
        case _:
            known = "subject, description, kind, category, channel, premises, customer, tags"
            raise BadValue(
                _("A ticket has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=known),
            )
