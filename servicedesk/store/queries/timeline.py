"""What happened, as rows: the timeline of a ticket or a customer, and the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.queries.tickets import JOINED
from servicedesk.store.times import from_stored


class TimelineRow(NamedTuple):
    """One event with what was said; `body` is its JSON, `undone` whether it was taken back later."""

    event_id: int
    at: datetime
    recorded_at: datetime
    who: str
    who_name: str
    kind: str
    ticket: int | None
    customer: int | None
    callback: int | None
    text: str
    channel: str | None
    direction: str | None
    in_error: bool
    body: str
    operation: int
    batch: int | None
    undoes: int | None
    undone: bool
    account: str


EVENTS = """
SELECT e.id, e.happened_at, e.recorded_at, staff.handle, staff.name, e.kind, e.ticket_id, e.customer_id,
       e.callback_id, coalesce(entry.text, ''), entry.channel, entry.direction, coalesce(entry.in_error, 0),
       coalesce(event_body.body, '{}'), e.operation, e.batch, e.undoes,
       EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation), e.account
FROM event AS e
LEFT JOIN staff ON staff.id = e.staff_id
LEFT JOIN entry ON entry.id = e.entry_id
LEFT JOIN event_body ON event_body.event_id = e.id"""

# A ticket's timeline tells the story of those that were merged into it as well.
TICKET_EVENTS = (
    f"WITH RECURSIVE {JOINED}"
    + EVENTS
    + "\nWHERE e.ticket_id IN (SELECT id FROM joined) ORDER BY e.happened_at, e.id"
)
_OF_CUSTOMER = """
WHERE (e.customer_id = :number OR e.ticket_id IN (SELECT id FROM ticket WHERE customer_id = :number))"""
_NEWEST = " ORDER BY e.happened_at DESC, e.id DESC LIMIT :limit"
CUSTOMER_EVENTS = EVENTS + _OF_CUSTOMER + _NEWEST
TICKET_HISTORY = EVENTS + "\nWHERE e.ticket_id = :number" + _NEWEST
DESK_HISTORY = EVENTS + "\nORDER BY e.id DESC LIMIT :limit"
AUDIT = (
    EVENTS
    + """
WHERE (:staff IS NULL OR e.staff_id = :staff) AND (:since IS NULL OR e.recorded_at >= :since)
  AND (:what IS NULL OR e.kind = :what OR e.kind LIKE :what || '.%' OR e.kind LIKE '%.' || :what)
ORDER BY e.id DESC LIMIT :limit"""
)
EVENTS_AFTER = EVENTS + "\nWHERE e.id > :after ORDER BY e.id"
LAST_EVENT = "SELECT coalesce(max(id), 0) FROM event"


def timeline_row(row: tuple[Any, ...]) -> TimelineRow:
    """A tuple of `EVENTS` with its times and flags read."""
    values = list(row)
    values[1], values[2] = from_stored(row[1]), from_stored(row[2])
    values[12], values[17] = bool(row[12]), bool(row[17])
    return TimelineRow(*values)
