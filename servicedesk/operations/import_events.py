"""The events of an import in portions, the newest first, with the rows that they wrote as they stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servicedesk.operations.undo_conflicts import changes_of
from servicedesk.store.changes import RowChange, Values
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.undo import IMPORTED_BEFORE, WrittenRow, standing
from servicedesk.store.restore import UNDOABLE, net

if TYPE_CHECKING:
    from servicedesk.store.database import Reader

Place = tuple[str, int]
Told = list[tuple[WrittenRow, list[RowChange]]]

PORTION = 1_000
_NO_END = 2**62


def portions(reader: Reader, operation: int) -> Iterator[Told]:
    """The events of an import with their row changes, the newest first, so many at a time as are looked up at once."""
    before = _NO_END
    while rows := reader.rows(IMPORTED_BEFORE, {"operation": operation, "before": before, "most": PORTION}):
        told = [(row, changes_of(row)) for row in (WrittenRow(*row) for row in rows)]
        before = told[-1][0].id
        yield told


def came_to(told: Told) -> dict[Place, RowChange]:
    """What a portion came to, one change for each row."""
    changes = net(change for _row, changes in reversed(told) for change in changes)
    return {(change.table, change.key[0]): change for change in changes}


def standing_rows(reader: Reader, places: Iterable[Place]) -> dict[Place, Values]:
    """The rows as they stand now, all columns, as stored."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for table, number in places:
        numbers[table].append(number)
    found: dict[Place, Values] = {}
    for table, wanted in numbers.items():
        columns = list(UNDOABLE[table].model_fields)
        for portion in in_portions(wanted):
            names, params = bound_numbers(portion)
            for row in reader.rows(standing(table, columns, names), params):
                values = dict(zip(columns, row, strict=True))
                found[table, values["id"]] = values
    return found
