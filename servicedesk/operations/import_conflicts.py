"""Whether a whole import can be taken back: who worked on what it wrote since, found out before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.operations.import_events import Place, Told, came_to, portions, standing_rows
from servicedesk.operations.undo_conflicts import Later, conflict, fields_changed
from servicedesk.problems import Conflict
from servicedesk.rules.happenings import words
from servicedesk.store.changes import RowChange, Values
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.undo import earlier_events

if TYPE_CHECKING:
    from servicedesk.store.database import Reader

MOST_NAMED = 5


def checked(reader: Reader, operation: int, later: Later) -> dict[str, Runs]:
    """The tickets and files that an import made. Raises Conflict where somebody worked on what it wrote since."""
    made = {"ticket": Runs(), "customer": Runs()}
    conflicts = _Conflicts(operation, later)
    back: dict[Place, Values] = {}  # what rows will hold once the newer events are undone
    for told in portions(reader, operation):
        changes = came_to(told)
        stands = standing_rows(reader, changes)
        for place, change in changes.items():
            now = {**stands[place], **back.pop(place, {})} if place in stands else None
            conflicts.look_at(place, change, now)
            if change.before is None and change.table in made:
                made[change.table].add(change.key[0])
        back.update(_held_before(reader, operation, told, changes))
    conflicts.raise_any()
    return made


def _held_before(
    reader: Reader, operation: int, told: Told, changes: Mapping[Place, RowChange]
) -> Iterator[tuple[Place, Values]]:
    """What rows held before a portion, of the tickets and files that earlier events of the import are about too."""
    params = {"operation": operation, "before": told[-1][0].id}
    again: set[Place] = set()
    numbers_of = {
        "ticket": {row.ticket for row, _own in told if row.ticket is not None},
        "customer": {row.customer for row, _own in told if row.customer is not None},
    }
    for about, wanted in numbers_of.items():
        for portion in in_portions(sorted(wanted)):
            names, numbers = bound_numbers(portion)
            found = reader.rows(earlier_events(f"{about}_id", names), {**numbers, **params})
            again.update((about, number) for (number,) in found)
    for row, own in told:
        if not again.isdisjoint({("ticket", row.ticket), ("customer", row.customer)}):
            for place in ((change.table, change.key[0]) for change in own):
                if place in changes and (before := changes[place].before):
                    yield place, before


class Runs:
    """Numbers that mostly follow one another, as pairs of the first and the last of each run."""

    def __init__(self) -> None:
        self._runs: list[list[int]] = []

    def add(self, number: int) -> None:
        """One number more."""
        for run in reversed(self._runs):
            if run[0] - 1 <= number <= run[1] + 1:
                run[0], run[1] = min(run[0], number), max(run[1], number)
                return
        self._runs.append([number, number])

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self._runs)


class _Conflicts:
    """The tickets somebody worked on since; customer files only where no ticket says it. The first few are kept."""

    def __init__(self, operation: int, later: Later) -> None:
        self._operation, self._later = operation, later
        self._found: dict[bool, dict[Place, Conflict]] = defaultdict(dict)  # of tickets, and of all else

    def look_at(self, place: Place, change: RowChange, stands: Values | None) -> None:
        """One row that the import wrote, and what it holds now."""
        since, kind = self._later.get(place, (0, "")) if change.before is None else (0, "")
        if since > self._operation:
            self._keep(place, conflict(change, [words(kind)]))
        elif stands is None:
            self._keep(place, conflict(change, [_("it is gone")]))
        elif fields := fields_changed(change, stands):
            self._keep(place, conflict(change, fields))

    def raise_any(self) -> None:
        """Raises Conflict naming what stands in the way."""
        found = self._found[True] or self._found[False]
        problems = [found[place] for place in sorted(found)]
        if problems:
            told = "; ".join(problem.message for problem in problems[:MOST_NAMED])
            raise Conflict(told + ("; ..." if len(problems) > MOST_NAMED else ""), problems[0].hint)

    def _keep(self, place: Place, problem: Conflict) -> None:
        found = self._found[place[0] == "ticket"]
        found[place] = problem
        if len(found) > MOST_NAMED + 1:
            del found[max(found)]
