"""What happened to a ticket's promises: the words told, the waits, the times agreed, and what a policy looks at."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.queries.tickets import JOINED
from servicedesk.store.times import from_stored, maybe_time


class PromisedTicket(NamedTuple):
    """What a ticket itself says of its promises; the due times are what it keeps of them."""

    id: int
    kind: str
    priority: str
    status: str
    category_id: int | None
    customer_id: int | None
    premises_id: int | None
    team_id: int | None
    promised_from: datetime
    waiting_for: str | None
    waiting_since: datetime | None
    waiting_until: datetime | None
    first_response_due_at: datetime | None
    first_responded_at: datetime | None
    next_update_due_at: datetime | None
    resolution_due_at: datetime | None
    agreed_due_at: datetime | None
    fixed_due_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    reopened: int
    imported: bool


class ToldEvent(NamedTuple):
    """An event that began or ended a wait, or agreed a time, with who did it; `body` is its JSON."""

    kind: str
    at: datetime
    who: str
    body: str


PROMISED = f"SELECT {', '.join(PromisedTicket._fields)} FROM ticket"
PROMISED_TICKET = PROMISED + " WHERE id = :number"
PROMISED_OPEN = PROMISED + " WHERE status IN ('new', 'open', 'waiting') ORDER BY id"

# A word to the customer: a reply, a contact going out to her and not to a neighbour, and of a callback's tries
# the one that reached her. What was told before a reopening belongs to the old promise, also within one second.
WORDS_TOLD = (
    f"WITH RECURSIVE {JOINED}"
    """
SELECT entry.at FROM entry LEFT JOIN callback ON callback.id = entry.callback_id
WHERE entry.ticket_id = :number AND entry.direction = 'out' AND entry.in_error = 0 AND entry.at >= :since
AND entry.id > coalesce(
    (SELECT max(id) FROM entry WHERE ticket_id = :number AND kind = 'reopening' AND in_error = 0), 0)
AND CASE WHEN entry.callback_id IS NOT NULL
         THEN callback.last_outcome = 'reached' AND callback.last_attempt_at = entry.at
         ELSE entry.kind <> 'contact' OR entry.customer_id IS NULL
              OR entry.customer_id IN (SELECT customer_id FROM ticket JOIN joined USING (id)) END
ORDER BY entry.at"""
)
TOLD_EVENTS = """
SELECT e.kind, e.recorded_at, staff.name, event_body.body
FROM event AS e JOIN event_body ON event_body.event_id = e.id LEFT JOIN staff ON staff.id = e.staff_id
WHERE e.ticket_id = :number AND e.undoes IS NULL AND (:without IS NULL OR e.operation <> :without)
  AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)
  AND (e.kind = 'ticket.agreed' OR event_body.body LIKE '%"waiting_%')
ORDER BY e.id"""


def promised_ticket(row: tuple[Any, ...]) -> PromisedTicket:
    """A tuple of `PROMISED` with its times and flag read."""
    values = list(row)
    values[8] = from_stored(row[8])
    values[10:21] = [maybe_time(value) for value in row[10:21]]
    values[-1] = bool(row[-1])
    return PromisedTicket(*values)


def told_event(row: tuple[Any, ...]) -> ToldEvent:
    """A tuple of `TOLD_EVENTS` with its time read."""
    return ToldEvent(row[0], from_stored(row[1]), row[2] or "", row[3])
