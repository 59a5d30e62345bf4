"""Which operations can be taken back, what they wrote, and who worked on the same things later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_STANDING = """
e.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)"""

# A bulk verb or an import counts as one: its first operation is told by its own id, the others by `batch`.
NEWEST_BY = f"""
SELECT coalesce(e.batch, e.operation) FROM event AS e
WHERE e.staff_id = :staff AND e.id < :before AND e.kind NOT IN ('desk.backed_up', 'desk.restored', 'desk.salvaged')
  AND {_STANDING} ORDER BY e.id DESC LIMIT 1"""

OF_OPERATION = "SELECT coalesce(e.batch, e.operation) FROM event AS e WHERE e.operation = :operation LIMIT 1"

WRITTEN = f"""
SELECT e.id, e.operation, e.recorded_at, e.kind, e.staff_id, e.ticket_id, e.customer_id, e.callback_id,
       event_body.body
FROM event AS e LEFT JOIN event_body ON event_body.event_id = e.id
WHERE (e.operation = :whole OR e.batch = :whole) AND {_STANDING}
ORDER BY e.id DESC"""

LATER = f"""
SELECT e.operation, e.kind, e.ticket_id, e.customer_id, e.callback_id FROM event AS e
WHERE e.id > :after AND {_STANDING} ORDER BY e.id"""


def standing(table: str, columns: Sequence[str], names: str) -> str:
    """Rows of one table as they stand; `names` is a list of `:names`."""
    return f"SELECT {', '.join(columns)} FROM {table} WHERE id IN ({names})"


def living_in(names: str) -> str:
    """Premises with each ticket about them, and once without one where anything else names them."""
    return (
        f"SELECT premises_id, id FROM ticket WHERE premises_id IN ({names})"
        f" UNION SELECT premises_id, NULL FROM occupancy WHERE premises_id IN ({names})"
        f" UNION SELECT premises_id, NULL FROM agreement WHERE premises_id IN ({names})"
        f" UNION SELECT parent_id, NULL FROM premises WHERE parent_id IN ({names})"
    )


def entries_about(column: str, names: str) -> str:
    """What was said about some tickets or customers; `column` says which."""
    return f"SELECT id, {column} FROM entry WHERE {column} IN ({names})"


class WrittenRow(NamedTuple):
    """One event that still stands, with its body as JSON; no body where it was erased."""

    id: int
    operation: int
    recorded_at: str
    kind: str
    staff_id: int
    ticket: int | None
    customer: int | None
    callback: int | None
    body: str | None


class LaterRow(NamedTuple):
    """What somebody did later, and to what."""

    operation: int
    kind: str
    ticket: int | None
    customer: int | None
    callback: int | None
