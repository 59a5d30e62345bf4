"""Takes a whole import back in one pass, past the ORM: its rows go, what it changed is as it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.operations.indexing import index_customers_again, index_tickets_again
from servicedesk.operations.undo_conflicts import QUIET, Later, conflict, fields_changed, nothing_needs_it
from servicedesk.problems import Conflict
from servicedesk.rules.happenings import words
from servicedesk.store.changes import FOLLOWING, RowChange, Values
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.undo import WrittenRow, entries_about, living_in, standing
from servicedesk.store.restore import UNDOABLE, net
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Entry

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.bulk import Bulk
    from servicedesk.store.database import Reader

    Place = tuple[str, int]

PORTION = 1_000
MOST_NAMED = 5
_PARTS_OF_FILE = {"phone", "email", "occupancy", "former_name", "customer_field"}
_INDEXED = {"ticket": Indexed.TICKET, "customer": Indexed.CUSTOMER}


def take_back_import(
    work: Change, told: Sequence[tuple[WrittenRow, Sequence[RowChange]]], later: Later
) -> None:
    """Undoes the events of an import, newest first, each by an event of its own; `later` as in `take_back`.

    What it brought in was said to nobody here, so replies and endings go with their tickets. Raises Conflict,
    naming tickets that were worked on since.
    """
    operation = told[0][0].operation
    came_to = {
        (change.table, change.key[0]): change
        for change in net(change for _row, changes in reversed(told) for change in changes)
    }
    stands = _standing(work.reader, came_to)
    _raise_conflicts(came_to, stands, operation, later)
    with nothing_needs_it(), work.in_bulk() as bulk:
        backwards = _Backwards(bulk, work, came_to, stands)
        for count, (row, changes) in enumerate(told, 1):
            bulk.event(
                "undone",
                backwards.of(changes),
                ticket_id=row.ticket,
                customer_id=row.customer,
                callback_id=row.callback,
                undoes=row.operation,
                of=row.kind,
            )
            if count % PORTION == 0:
                bulk.flush()
        bulk.flush()
        index_tickets_again(bulk, work.reader, backwards.changed_tickets)
        index_customers_again(bulk, work.reader, backwards.changed_customers)


class _Backwards:
    """Writes the opposite of each change, once for each row, and tells it for the event."""

    def __init__(
        self, bulk: Bulk, work: Change, came_to: Mapping[Place, RowChange], stands: Mapping[Place, Values]
    ) -> None:
        self._bulk, self._now = bulk, work.now
        self._stands = stands
        self._changed = {place: change for place, change in came_to.items() if change.before is not None}
        self._gone = {place for place, change in came_to.items() if change.before is None}
        self._lived_in = _lived_in(work.reader, self._gone)
        self._said_since = _said_since(work.reader, self._gone)
        self.changed_tickets: list[int] = []
        self.changed_customers: list[int] = []

    def of(self, changes: Iterable[RowChange]) -> list[RowChange]:
        """Takes the rows of one event back."""
        done: list[RowChange] = []
        for change in changes:
            place = (change.table, change.key[0])
            if change.before is None:  # others point to it until the event that made it
                done += self._take_away(place)
            elif place in self._changed:
                done += self._restore(place, self._changed.pop(place))
        return done

    def _take_away(self, place: Place) -> list[RowChange]:
        table, number = place
        stands = self._stands[place]
        if table == "premises" and number in self._lived_in:
            return []
        if table == "entry" and ("ticket", stands["ticket_id"]) not in self._gone:
            self.changed_tickets.append(stands["ticket_id"])
            return [self._bulk.change(Entry, number, {"in_error": False}, {"in_error": True}, silently=True)]
        if table in _PARTS_OF_FILE and ("customer", stands["customer_id"]) not in self._gone:
            self.changed_customers.append(stands["customer_id"])
        if table in _INDEXED:
            self._bulk.forget(_INDEXED[table], number)
        let_go = [
            self._bulk.change(Entry, entry, {column: number}, {column: None}, silently=True)
            for entry, column in self._said_since[place]
        ]
        return [*let_go, self._bulk.remove(UNDOABLE[table], number, stands)]

    def _restore(self, place: Place, change: RowChange) -> list[RowChange]:
        table, number = place
        stands, after = self._stands[place], change.after or {}
        restored = {
            name: value
            for name, value in (change.before or {}).items()
            if name != "version" and (name not in QUIET or stands[name] == after[name])
        }
        if table == "ticket":
            restored["updated_at"] = self._now
            self.changed_tickets.append(number)
        if table == "customer":
            self.changed_customers.append(number)
        before = {name: stands[name] for name in restored}
        quietly = not restored.keys() - FOLLOWING
        return (
            [self._bulk.change(UNDOABLE[table], number, before, restored, silently=quietly)]
            if restored
            else []
        )


def _raise_conflicts(
    came_to: Mapping[Place, RowChange], stands: Mapping[Place, Values], operation: int, later: Later
) -> None:
    """Names the tickets somebody worked on since; customer files only where no ticket says it."""
    found: dict[str, list[Conflict]] = defaultdict(list)
    for place, change in sorted(came_to.items()):
        since, kind = later.get(place, (0, "")) if change.before is None else (0, "")
        if since > operation:
            found[change.table].append(conflict(change, [words(kind)]))
        elif place not in stands:
            found[change.table].append(conflict(change, [_("it is gone")]))
        elif fields := fields_changed(change, stands[place]):
            found[change.table].append(conflict(change, fields))
    problems = found["ticket"] or [problem for several in found.values() for problem in several]
    if problems:
        told = "; ".join(problem.message for problem in problems[:MOST_NAMED])
        raise Conflict(told + ("; ..." if len(problems) > MOST_NAMED else ""), problems[0].hint)


def _standing(reader: Reader, places: Iterable[Place]) -> dict[Place, Values]:
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


def _lived_in(reader: Reader, gone: set[Place]) -> set[int]:
    """The premises that somebody else came to use, though the import was the first to name them."""
    kept: set[int] = set()
    for portion in in_portions([number for table, number in gone if table == "premises"]):
        names, params = bound_numbers(portion)
        for premises, ticket in reader.rows(living_in(names), params):
            if ("ticket", ticket) not in gone:
                kept.add(premises)
    return kept


def _said_since(reader: Reader, gone: set[Place]) -> defaultdict[Place, list[tuple[int, str]]]:
    """Entries of others on what goes, undone before: they stay, marked, and point to nothing any more."""
    found: defaultdict[Place, list[tuple[int, str]]] = defaultdict(list)
    for about in ("ticket", "customer"):
        column = f"{about}_id"
        for portion in in_portions([number for table, number in gone if table == about]):
            names, params = bound_numbers(portion)
            for entry, number in reader.rows(entries_about(column, names), params):
                if ("entry", entry) not in gone:
                    found[about, number].append((entry, column))
    return found
