"""What reports count: tickets and callbacks with their clocks, and what happened since a moment.

Times stay stored text here, which compares as time does. `:start` and `:until` bound the window reported,
`:as_at` is the moment it is counted at. Events that were undone, and the undoing itself, are passed over.
"""

from __future__ import annotations

from typing import NamedTuple


class TicketClock(NamedTuple):
    """A ticket with its times as stored text."""

    id: int
    kind: str
    category: str | None
    status: str
    opened_at: str
    recorded_at: str
    promised_from: str
    first_response_due_at: str | None
    first_responded_at: str | None
    resolution_due_at: str | None
    due_at: str | None
    resolved_at: str | None
    closed_at: str | None
    waiting_for: str | None
    waiting_since: str | None
    channel: str


class CallClock(NamedTuple):
    """A callback with its times as stored text."""

    id: int
    promised: int
    state: str
    due_at: str
    last_outcome: str | None
    score: int | None
    created_at: str
    done_at: str | None
    ticket_id: int | None
    channel_now: str | None  # the ticket's


class Happened(NamedTuple):
    """One event with its body (None where it was erased)."""

    at: str
    ticket: int | None
    callback: int | None
    body: str | None


_OPEN = "t.status IN ('new', 'open', 'waiting')"
_STANDS = "e.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)"
_HAPPENED = f"""
SELECT e.happened_at, e.ticket_id, e.callback_id, event_body.body
FROM event AS e LEFT JOIN event_body ON event_body.event_id = e.id
WHERE {_STANDS}"""

SINCE = _HAPPENED + " AND e.happened_at >= :until ORDER BY e.happened_at, e.id"
OF_KIND = (
    _HAPPENED
    + " AND e.kind = :kind AND e.happened_at >= :start AND e.happened_at < :until ORDER BY e.happened_at, e.id"
)
FIRST_TRIES = f"""
SELECT e.callback_id, min(e.happened_at) FROM event AS e
WHERE e.kind = 'callback.attempted' AND e.happened_at < :until AND {_STANDS}
  AND e.callback_id IN (SELECT callback_id FROM event WHERE happened_at >= :start)
GROUP BY e.callback_id"""

# All that may have moved since the window began, or fell due in it; the rest stands as it stood.
TICKET_CLOCKS = f"""
SELECT t.id, t.kind, category.code, t.status, t.opened_at, t.recorded_at, t.promised_from,
       t.first_response_due_at, t.first_responded_at, t.resolution_due_at, t.due_at, t.resolved_at,
       t.closed_at, t.waiting_for, t.waiting_since, t.channel
FROM ticket AS t LEFT JOIN category ON category.id = t.category_id
WHERE t.id IN (
  SELECT ticket_id FROM event WHERE happened_at >= :start AND ticket_id IS NOT NULL
  UNION SELECT id FROM ticket WHERE opened_at >= :start
  UNION SELECT id FROM ticket WHERE resolved_at >= :start
  UNION SELECT id FROM ticket WHERE status = 'cancelled' AND closed_at >= :start
  UNION SELECT t.id FROM ticket AS t WHERE {_OPEN} AND t.due_at < :until
    AND (t.first_response_due_at >= :start OR t.resolution_due_at >= :start))"""

CALL_CLOCKS = """
SELECT b.id, b.promised, b.state, b.due_at, b.last_outcome, b.score, b.created_at, b.done_at, b.ticket_id,
       (SELECT t.channel FROM ticket AS t WHERE t.id = b.ticket_id)
FROM callback AS b
WHERE b.id IN (
  SELECT callback_id FROM event WHERE happened_at >= :start AND callback_id IS NOT NULL
  UNION SELECT b.id FROM callback AS b
    WHERE b.state = 'due' AND b.due_at < :until AND b.due_at >= :start_of_calls)"""

OPEN_NOW = f"SELECT count(*) FROM ticket AS t WHERE {_OPEN}"
# How many of three moments, the latest first, a ticket was opened at or before.
OPEN_NOW_BY_AGE = f"""
SELECT CASE WHEN t.opened_at > :first THEN 0 WHEN t.opened_at > :second THEN 1
            WHEN t.opened_at > :third THEN 2 ELSE 3 END AS age, count(*)
FROM ticket AS t WHERE {_OPEN} GROUP BY age"""
_OVERDUE_NOW = f"FROM ticket AS t WHERE {_OPEN} AND t.due_at < :as_at AND t.recorded_at < :until"
OVERDUE_NOW = f"SELECT count(*) {_OVERDUE_NOW}"
OVERDUE_NUMBERS = f"SELECT t.id, t.due_at {_OVERDUE_NOW} ORDER BY t.due_at, t.id LIMIT :limit"
_CALLS_DUE_NOW = "FROM callback AS b WHERE b.state = 'due' AND b.due_at < :as_at AND b.created_at < :until"
CALLS_DUE_NOW = f"SELECT count(*) {_CALLS_DUE_NOW}"
CALLS_DUE_NUMBERS = f"SELECT b.id, b.due_at {_CALLS_DUE_NOW} ORDER BY b.due_at, b.id LIMIT :limit"
