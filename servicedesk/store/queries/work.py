"""Everything with a due time and an owner in one SELECT, and the few numbers that stand beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import from_stored


class TodayRow(NamedTuple):
    """A ticket, a callback or a task that is due; times are UTC, codes are codes.

    `number` is that of its kind and `ticket` the ticket it belongs to, if any. `why` says what is due:
    a ticket's `first_response`, `next_update`, `resolution` or `look_again` (we waited until now), a call
    that was `promised`, is owed `after_service` or was made by hand (`manual`), or a `task`.
    """

    kind: str
    number: int
    due_at: datetime
    owner: str | None
    team: str | None
    state: str
    customer_number: int | None
    customer: str
    text: str
    why: str
    ticket: int | None
    ticket_kind: str | None
    priority: str | None
    attempts: int

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.due_at < now


# Mine, of whom I stand in for, or nobody's in my team or in none; and what is late and nobody's, or anybody's for who sees it all.
_FOR_ME = """
  AND {due} < :end AND ({owner} = :actor
    OR {owner} IN (SELECT id FROM staff WHERE deputy_id = :actor AND away_until > :now)
    OR {owner} IS NULL AND ({team} IS NULL OR {team} = (SELECT id FROM team WHERE code = :team))
    OR {due} < :now AND ({owner} IS NULL OR :sees_all))"""

_TICKET_URGENCY = "CASE WHEN t.priority = 'urgent' THEN 0 WHEN t.due_at < :now THEN 2 ELSE 3 END"
# The most urgent are found from the index of open work alone; only they are read whole.
_TICKETS = f"""
SELECT 'ticket' AS kind, t.id AS number, t.due_at AS due_at, staff.handle, team.code, t.status,
       c.id, coalesce(nullif(c.name, ''), t.caller), t.subject,
       CASE WHEN t.status = 'waiting' AND t.due_at = t.waiting_until THEN 'look_again'
            WHEN t.first_responded_at IS NULL AND t.due_at = t.first_response_due_at THEN 'first_response'
            WHEN t.due_at = t.agreed_due_at THEN 'agreed'
            WHEN t.due_at = t.next_update_due_at THEN 'next_update'
            ELSE 'resolution' END,
       t.id, t.kind, t.priority, 0, {_TICKET_URGENCY} AS urgency
FROM ticket AS t
LEFT JOIN customer AS c ON c.id = t.customer_id
LEFT JOIN team ON team.id = t.team_id
LEFT JOIN staff ON staff.id = t.assignee_id
WHERE t.id IN (
  SELECT t.id FROM ticket AS t WHERE t.status IN ('new', 'open', 'waiting')
  {_FOR_ME.format(due="t.due_at", owner="t.assignee_id", team="t.team_id")}
  ORDER BY {_TICKET_URGENCY}, t.due_at, t.id LIMIT :limit)"""

_CALLBACKS = """
SELECT 'callback', b.id, b.due_at, staff.handle, team.code, b.state, c.id, c.name, b.reason,
       CASE WHEN b.promised THEN 'promised' ELSE b.origin END, b.ticket_id, NULL, NULL, b.attempts,
       CASE WHEN b.promised AND b.due_at < :soon THEN 1 WHEN b.due_at < :now THEN 2 ELSE 3 END
FROM callback AS b
JOIN customer AS c ON c.id = b.customer_id
LEFT JOIN team ON team.id = b.team_id
LEFT JOIN staff ON staff.id = b.owner_id
WHERE b.state = 'due'""" + _FOR_ME.format(due="b.due_at", owner="b.owner_id", team="b.team_id")

_TASKS = """
SELECT 'task', k.id, k.due_at, staff.handle, team.code, k.state, c.id, coalesce(nullif(c.name, ''), t.caller),
       k.text, 'task', t.id, t.kind, t.priority, 0, CASE WHEN k.due_at < :now THEN 2 ELSE 3 END
FROM task AS k
JOIN ticket AS t ON t.id = k.ticket_id
LEFT JOIN customer AS c ON c.id = t.customer_id
LEFT JOIN team ON team.id = k.team_id
LEFT JOIN staff ON staff.id = k.owner_id
WHERE k.state = 'due'""" + _FOR_ME.format(due="k.due_at", owner="k.owner_id", team="k.team_id")

# Urgent tickets, then calls that were promised and are due soon, then what is late, then the rest by time.
TODAY = f"{_TICKETS}\nUNION ALL{_CALLBACKS}\nUNION ALL{_TASKS}\nORDER BY urgency, due_at, kind, number LIMIT :limit"

# A first response is decided when it is given in time or its time passes: never twice, and it stays so.
# Work that ended before and work that waits for the customer decides nothing.
COUNTS = """
SELECT
  (SELECT count(*) FROM ticket WHERE status IN ('new', 'open', 'waiting') AND due_at < :now),
  (SELECT count(*) FROM callback WHERE state = 'due' AND due_at < :end),
  (SELECT count(*) FROM ticket WHERE status IN ('new', 'open', 'waiting')),
  (SELECT count(*) FROM ticket WHERE resolved_at >= :midnight),
  answered.in_time, answered.decided, satisfied.mean, satisfied.scores
FROM (
  SELECT count(*) AS decided,
         sum(CASE WHEN first_responded_at <= first_response_due_at THEN 1 ELSE 0 END) AS in_time
  FROM ticket WHERE opened_at >= :recently AND (
    first_responded_at <= first_response_due_at AND first_responded_at >= :midnight
    OR first_response_due_at >= :midnight AND first_response_due_at < :now AND (
      first_responded_at > first_response_due_at
      OR first_responded_at IS NULL
         AND NOT (status = 'waiting' AND waiting_for = 'customer' AND waiting_since <= first_response_due_at)
         AND coalesce(resolved_at, closed_at, :now) > first_response_due_at))
) AS answered, (
  SELECT avg(score) AS mean, count(score) AS scores FROM callback
  WHERE state = 'done' AND id IN (
    SELECT callback_id FROM event WHERE happened_at >= :month_ago AND kind = 'callback.done')
) AS satisfied"""


def today_row(row: tuple[Any, ...]) -> TodayRow:
    """A tuple of `TODAY` with its time read."""
    return TodayRow(row[0], row[1], from_stored(row[2]), *row[3:14])
