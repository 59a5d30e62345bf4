"""Takes a whole import back in one pass, past the ORM: its rows go, what it changed is as it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from servicedesk.operations.import_conflicts import Runs, checked
from servicedesk.operations.import_events import Place, Told, came_to, portions, standing_rows
from servicedesk.operations.indexing import index_customers_again, index_tickets_again
from servicedesk.operations.undo_conflicts import QUIET, Later, nothing_needs_it
from servicedesk.store.changes import FOLLOWING, RowChange
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.undo import entries_about, living_in
from servicedesk.store.restore import UNDOABLE
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Entry

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.bulk import Bulk
    from servicedesk.store.database import Reader

_PARTS_OF_FILE = {"phone", "email", "occupancy", "former_name", "customer_field"}
_INDEXED = {"ticket": Indexed.TICKET, "customer": Indexed.CUSTOMER}


def take_back_import(work: Change, operation: int, later: Later) -> None:
    """Undoes the events of an import, newest first, each by an event of its own; `later` as in `take_back`.

    What it brought in was said to nobody here, so replies and endings go with their tickets. The import is gone through
    twice, in portions: nothing is written before it is known that everything can go. Raises Conflict, naming tickets
    that were worked on since.
    """
    made = checked(work.reader, operation, later)
    with nothing_needs_it(), work.in_bulk() as bulk:
        for told in portions(work.reader, operation):
            backwards = _Backwards(bulk, work, told, made)
            for row, changes in told:
                bulk.event(
                    "undone",
                    backwards.of(changes),
                    ticket_id=row.ticket,
                    customer_id=row.customer,
                    callback_id=row.callback,
                    undoes=row.operation,
                    of=row.kind,
                )
            bulk.flush()
            index_tickets_again(bulk, work.reader, backwards.changed_tickets)
            index_customers_again(bulk, work.reader, backwards.changed_customers)
            bulk.flush()  # what is found again may go with an older event


class _Backwards:
    """Writes the opposite of each change of a portion, once for each row, and tells it for the event.

    What points to its rows is newer than they are: it goes with them, or went before.
    """

    def __init__(self, bulk: Bulk, work: Change, told: Told, made: Mapping[str, Runs]) -> None:
        self._bulk, self._now, self._made = bulk, work.now, made
        changes = came_to(told)
        self._stands = standing_rows(work.reader, changes)
        self._changed = {place: change for place, change in changes.items() if change.before is not None}
        self._gone = {place for place, change in changes.items() if change.before is None}
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
        if table == "entry" and stands["ticket_id"] not in self._made["ticket"]:
            self.changed_tickets.append(stands["ticket_id"])
            return [self._bulk.change(Entry, number, {"in_error": False}, {"in_error": True}, silently=True)]
        if table in _PARTS_OF_FILE and stands["customer_id"] not in self._made["customer"]:
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


def _lived_in(reader: Reader, gone: set[Place]) -> set[int]:
    """The premises that somebody else came to use, though the import was the first to name them."""
    kept: set[int] = set()
    for portion in in_portions([number for table, number in gone if table == "premises"]):
        names, params = bound_numbers(portion)
        for premises, table, number in reader.rows(living_in(names), params):
            if (table, number) not in gone:
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
