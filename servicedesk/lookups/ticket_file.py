"""Everything about one ticket: its line, its details, clocks, tasks, linked tickets and timeline."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.lookups.needs import Need, Wanted, needs
from servicedesk.lookups.tasks import TaskRow, tasks_of
from servicedesk.lookups.tickets import TicketDetail, TicketRow, TimelineRow
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.likes import language_of
from servicedesk.store.queries.tickets import LAST_REPLY, LINKED
from servicedesk.store.times import from_stored


class TicketFile(NamedTuple):
    """One ticket with everything that belongs to it; `links` are the numbers of linked tickets, `needs` were noted on it."""

    ticket: TicketRow
    detail: TicketDetail
    tasks: list[TaskRow]
    links: tuple[int, ...]
    timeline: list[TimelineRow]
    needs: tuple[Need, ...] = ()


class Clock(NamedTuple):
    """One promise: `first_response`, `next_update`, `agreed` or `resolution`; its state is due, met, late or over."""

    name: str
    due_at: datetime
    met_at: datetime | None
    state: str


class Progress(NamedTuple):
    """What may be told to the customer: nothing that only staff should read."""

    number: int
    subject: str
    status: str
    waiting_for: str | None
    merged_into: int | None
    opened_at: datetime
    last_word_at: datetime | None
    last_word: str
    next_word_due_at: datetime | None
    language: str = ""  # hers, where her file says so


def ticket_file(desk: Desk, number: int) -> TicketFile:
    """Everything about one ticket. Raises NotFound."""
    ticket, detail = tickets.ticket(desk, number), tickets.detail(desk, number)
    return TicketFile(
        ticket,
        detail,
        tasks_of(desk, number),
        links(desk, number),
        tickets.timeline(desk, number),
        needs_on(desk, number) if detail.has_needs else (),
    )


def needs_on(desk: Desk, number: int) -> tuple[Need, ...]:
    """What was noted on a ticket, settled or not."""
    return tuple(needs(desk, Wanted(state="", ticket=number)))


def links(desk: Desk, number: int) -> tuple[int, ...]:
    """The numbers of the tickets linked with one."""
    with desk.store.reading() as reader:
        return tuple(row[0] for row in reader.rows(LINKED, {"number": number}))


def clocks(ticket: TicketRow, now: datetime) -> list[Clock]:
    """The promises on a ticket in their order, each with when it was kept; what ended needs no further word."""
    running = ticket.status in OPEN_STATUSES
    known = [
        ("first_response", ticket.first_response_due_at, ticket.first_responded_at),
        ("next_update", ticket.next_update_due_at if running else None, None),
        ("agreed", ticket.agreed_due_at if running else None, None),
        ("resolution", ticket.resolution_due_at, ticket.resolved_at),
    ]
    return [
        Clock(name, due, met, _state(due, met, now)) for name, due, met in known if due and (met or running)
    ]


def progress(desk: Desk, number: int) -> Progress:
    """How far a ticket is, in a form fit for the customer: replies are told, notes never (R076). Raises NotFound."""
    ticket, detail = tickets.ticket(desk, number), tickets.detail(desk, number)
    with desk.store.reading() as reader:
        rows = reader.rows(LAST_REPLY, {"number": number})
    at, text = (from_stored(rows[0][0]), rows[0][1]) if rows else (None, "")
    return Progress(
        number,
        ticket.subject,
        ticket.status,
        detail.waiting_for,
        detail.merged_into,
        ticket.opened_at,
        at,
        text,
        _next_word_due(ticket),
        language_of(detail),
    )


def _next_word_due(ticket: TicketRow) -> datetime | None:
    if ticket.status not in OPEN_STATUSES or ticket.whose_turn == "customer":
        return None
    first = ticket.first_response_due_at if ticket.first_responded_at is None else None
    return min(
        filter(None, (first, ticket.next_update_due_at, ticket.agreed_due_at, ticket.resolution_due_at)),
        default=None,
    )


def _state(due: datetime, met: datetime | None, now: datetime) -> str:
    if met:
        return "met" if met <= due else "late"
    return "due" if now <= due else "over"
