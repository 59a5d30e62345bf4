"""What a file says that a customer can confirm, and the events that wrote it there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import from_stored, maybe_time


class FactRow(NamedTuple):
    """One thing a file says: its field, the row and column it stands in, its text, and when it was confirmed.

    `own` is the number of the field where it is one of the firm's own.
    """

    field: str
    table: str
    key: int
    column: str
    text: str
    own: int | None
    verified_at: datetime | None


class WritingRow(NamedTuple):
    """An event that wrote something into a file, by whom, with its body as JSON."""

    event: int
    customer: int
    kind: str
    at: datetime
    who: str
    who_name: str
    body: str


FACTS = """
SELECT 'name', 'customer', id, 'name', name, NULL, name_verified_at, 0 AS place, 0 AS order_in
FROM customer WHERE id = :number AND name <> ''
UNION ALL
SELECT 'phone', 'phone', id, 'number', raw, NULL, verified_at, 1, position
FROM phone WHERE customer_id = :number AND NOT former
UNION ALL
SELECT 'email', 'email', id, 'address', address, NULL, verified_at, 2, position
FROM email WHERE customer_id = :number
UNION ALL
SELECT 'premises', 'occupancy', occupancy.id, 'premises_id', premises.text, NULL, occupancy.verified_at, 3, position
FROM occupancy JOIN premises ON premises.id = occupancy.premises_id
WHERE occupancy.customer_id = :number AND occupancy.until IS NULL
UNION ALL
SELECT 'birthday', 'customer', id, 'birthday', birthday, NULL, birthday_verified_at, 4, 0
FROM customer WHERE id = :number AND birthday IS NOT NULL
UNION ALL
SELECT 'preferences', 'customer', id, 'preferences', preferences, NULL, preferences_verified_at, 5, 0
FROM customer WHERE id = :number AND preferences <> '{}'
UNION ALL
SELECT field.code, 'customer_field', said.id, 'value', said.value, field.id, said.verified_at, 6, field.position
FROM customer_field AS said JOIN field ON field.id = said.field_id
WHERE said.customer_id = :number AND field.active
ORDER BY place, order_in, 3"""

IMPORTED_SINCE = """
SELECT 1 FROM event WHERE customer_id = :number AND kind = 'customer.imported' AND recorded_at > :since LIMIT 1"""

# Newest first. Only files that are joined into this one now have written to it.
WRITINGS = """
WITH RECURSIVE joined (id) AS (
    SELECT :number UNION SELECT customer.id FROM customer JOIN joined ON customer.merged_into_id = joined.id)
SELECT e.id, e.customer_id, e.kind, e.happened_at, staff.handle, staff.name, event_body.body
FROM joined JOIN event AS e ON e.customer_id = joined.id
JOIN event_body ON event_body.event_id = e.id
LEFT JOIN staff ON staff.id = e.staff_id
WHERE e.kind IN ('customer.created', 'customer.imported', 'customer.edited', 'customer.merged', 'premises.moved_in')
  AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)
ORDER BY e.id DESC"""

TYPED_SINCE = """
SELECT event_body.body FROM event JOIN event_body ON event_body.event_id = event.id
WHERE event.customer_id = :number AND event.recorded_at >= :since AND event.kind <> 'customer.imported'"""


def fact_row(row: tuple[Any, ...]) -> FactRow:
    """A tuple of `FACTS` with its time read."""
    return FactRow._make([*row[:6], maybe_time(row[6])])


def writing_row(row: tuple[Any, ...]) -> WritingRow:
    """A tuple of `WRITINGS` with its time read."""
    number, customer, kind, at, who, name, body = row
    return WritingRow(number, customer, kind, from_stored(at), who or "", name or "", body)
