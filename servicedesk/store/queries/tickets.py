"""Tickets as rows: the list, one ticket, and the ids of a queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import from_stored, maybe_time


class TicketRow(NamedTuple):
    """One line of any ticket list; times are UTC, codes are codes."""

    number: int
    subject: str
    kind: str
    category: str | None
    status: str
    priority: str
    channel: str
    customer_number: int | None
    customer_name: str | None
    caller: str
    premises: str | None
    team: str | None
    assignee: str | None
    whose_turn: str
    opened_at: datetime
    first_response_due_at: datetime | None
    next_update_due_at: datetime | None
    resolution_due_at: datetime | None
    agreed_due_at: datetime | None
    due_at: datetime | None
    first_responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    waiting_until: datetime | None
    reopened: int
    tags: tuple[str, ...]
    version: int

    def is_overdue(self, now: datetime) -> bool:
        """Whether the earliest unmet promise has passed; a finished ticket is never overdue."""
        return self.due_at is not None and self.due_at < now and self.status in {"new", "open", "waiting"}


class TicketDetail(NamedTuple):
    """What one ticket shows beyond its line; from `do_not` to `preferences` it is its customer's."""

    description: str
    received_by: str | None
    waiting_for: str | None
    waiting_since: datetime | None
    cause: str | None
    step: str | None
    escalated: bool
    imported: bool
    external_id: str | None
    merged_into: int | None
    recorded_at: datetime
    do_not: str | None
    phone: str | None
    best_time: str | None
    preferred_channel: str | None
    preferences: str | None
    has_needs: bool


_COLUMNS = """
SELECT t.id, t.subject, t.kind, category.code, t.status, t.priority, t.channel,
       c.id, c.name, t.caller, premises.text, team.code, staff.handle, t.whose_turn, t.opened_at,
       t.first_response_due_at, t.next_update_due_at, t.resolution_due_at, t.agreed_due_at, t.due_at, t.first_responded_at,
       t.resolved_at, t.closed_at, t.updated_at, t.waiting_until, t.reopened, t.tags, t.version"""
_JOINS = """
LEFT JOIN customer AS c ON c.id = t.customer_id
LEFT JOIN category ON category.id = t.category_id
LEFT JOIN premises ON premises.id = t.premises_id
LEFT JOIN team ON team.id = t.team_id
LEFT JOIN staff ON staff.id = t.assignee_id"""
FROM_TICKETS = "\nFROM ticket AS t"

TICKETS = _COLUMNS + FROM_TICKETS + _JOINS
TICKET = TICKETS + "\nWHERE t.id = :number"
TICKET_DETAIL = """
SELECT t.description, receiver.handle, t.waiting_for, t.waiting_since, t.cause, t.step, t.escalated,
       t.imported, t.external_id, t.merged_into_id, t.recorded_at, c.do_not,
       (SELECT number FROM phone WHERE phone.customer_id = c.id AND NOT former ORDER BY position, phone.id LIMIT 1),
       c.best_time, c.preferred_channel, c.preferences,
       EXISTS (SELECT 1 FROM need WHERE need.ticket_id = t.id)
FROM ticket AS t LEFT JOIN staff AS receiver ON receiver.id = t.received_by_id
LEFT JOIN customer AS c ON c.id = t.customer_id WHERE t.id = :number"""

# A ticket, and those that were merged into it.
JOINED = """joined (id) AS (
    SELECT :number UNION SELECT ticket.id FROM ticket JOIN joined ON ticket.merged_into_id = joined.id)"""
CONCERNED = f"WITH RECURSIVE {JOINED} SELECT customer_id FROM ticket JOIN joined USING (id)"
LAST_REPLY = """
SELECT at, text FROM entry WHERE ticket_id = :number AND kind = 'reply' AND in_error = 0
ORDER BY at DESC, id DESC LIMIT 1"""
STAYS = """
WITH RECURSIVE onward (id, into_id) AS (
    SELECT id, merged_into_id FROM ticket WHERE id = :number
    UNION SELECT ticket.id, ticket.merged_into_id FROM ticket JOIN onward ON ticket.id = onward.into_id)
SELECT id FROM onward WHERE into_id IS NULL"""
LINKED = """
SELECT second_id FROM ticket_link WHERE first_id = :number
UNION SELECT first_id FROM ticket_link WHERE second_id = :number ORDER BY 1"""

SORTS = {
    "due": "t.due_at NULLS LAST, t.id",
    "opened": "t.opened_at DESC, t.id DESC",
    "oldest": "t.opened_at, t.id",
    "updated": "t.updated_at DESC, t.id DESC",
    "priority": (
        "CASE t.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END,"
        " t.due_at NULLS LAST, t.id"
    ),
    "number": "t.id",
    "resolved": "t.resolved_at DESC, t.id DESC",
}


def ticket_row(row: tuple[Any, ...]) -> TicketRow:
    """A tuple of `TICKETS` as a row with its times and tags read."""
    values = list(row)
    values[14], values[23] = from_stored(row[14]), from_stored(row[23])
    for index in (15, 16, 17, 18, 19, 20, 21, 22, 24):
        if row[index] is not None:
            values[index] = from_stored(row[index])
    values[26] = tuple(row[26].split())
    return TicketRow(*values)


def ticket_detail(row: tuple[Any, ...]) -> TicketDetail:
    """A tuple of `TICKET_DETAIL` with its times and flags read."""
    values = list(row)
    values[3], values[10] = maybe_time(row[3]), from_stored(row[10])
    values[6], values[7], values[16] = bool(row[6]), bool(row[7]), bool(row[16])
    return TicketDetail(*values)
