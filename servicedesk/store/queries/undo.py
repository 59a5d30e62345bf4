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

_OF_WHOLE = f"""
FROM event AS e LEFT JOIN event_body ON event_body.event_id = e.id
WHERE (e.operation = :whole OR e.batch = :whole) AND {_STANDING}"""

_COLUMNS = """
SELECT e.id, e.operation, e.recorded_at, e.kind, e.staff_id, e.ticket_id, e.customer_id, e.callback_id,
       event_body.body"""

WRITTEN = f"{_COLUMNS} {_OF_WHOLE} ORDER BY e.id DESC"

# An import is one operation; its events are read in portions, the newest first, while it is being taken back.
IMPORTED_BEFORE = f"""{_COLUMNS}
FROM event AS e LEFT JOIN event_body ON event_body.event_id = e.id
WHERE e.operation = :operation AND e.undoes IS NULL AND e.id < :before ORDER BY e.id DESC LIMIT :most"""

# What kinds of events there are, whose, and how many of them were erased.
KINDS_OF = f"SELECT e.kind, e.staff_id, sum(event_body.body IS NULL) {_OF_WHOLE} GROUP BY e.kind, e.staff_id"

TICKETS_OF = f"SELECT DISTINCT e.ticket_id {_OF_WHOLE} AND e.ticket_id IS NOT NULL ORDER BY e.ticket_id"
CUSTOMERS_OF = (
    f"SELECT DISTINCT e.customer_id {_OF_WHOLE} AND e.customer_id IS NOT NULL ORDER BY e.customer_id"
)

IS_TAKEN_BACK = "SELECT EXISTS (SELECT 1 FROM event WHERE undoes = :operation)"
FIRST_OF = f"SELECT e.kind, e.recorded_at {_OF_WHOLE} ORDER BY e.ticket_id IS NULL, e.id LIMIT 1"

LATER = f"""
SELECT e.operation, e.kind, e.ticket_id, e.customer_id, e.callback_id FROM event AS e
WHERE e.id > :whole AND e.operation != :whole AND (e.batch IS NULL OR e.batch != :whole) AND {_STANDING}
ORDER BY e.id"""


def earlier_events(column: str, names: str) -> str:
    """The tickets or customers that earlier events of one operation are about too; `column` says which."""
    return f"SELECT DISTINCT {column} FROM event WHERE {column} IN ({names}) AND operation = :operation AND id < :before"


def standing(table: str, columns: Sequence[str], names: str) -> str:
    """Rows of one table as they stand; `names` is a list of `:names`."""
    return f"SELECT {', '.join(columns)} FROM {table} WHERE id IN ({names})"


def living_in(names: str) -> str:
    """Premises with the table and the number of whatever names them."""
    return (
        f"SELECT premises_id, 'ticket', id FROM ticket WHERE premises_id IN ({names})"
        f" UNION ALL SELECT premises_id, 'occupancy', id FROM occupancy WHERE premises_id IN ({names})"
        f" UNION ALL SELECT premises_id, 'agreement', id FROM agreement WHERE premises_id IN ({names})"
        f" UNION ALL SELECT parent_id, 'premises', id FROM premises WHERE parent_id IN ({names})"
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


class KindRow(NamedTuple):
    """The events of one kind that one person wrote in an operation or a batch."""

    kind: str
    staff_id: int
    erased: int
