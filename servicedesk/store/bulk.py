"""Many rows at once: numbered here, gathered, and written table by table with their events and search words.

Everything runs in the transaction of the session given. Rows are plain columns; no model is built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, get_args

from pydantic_core import PydanticUndefined
from sqlalchemy import update
from sqlmodel import Session, SQLModel, col

from servicedesk.store.chain import HEAD_KEY, EventRow, Head, body_text, digest_of, link, new_salt, read_head
from servicedesk.store.changes import RowChange, Values, plain
from servicedesk.store.queries.imports import LAST_KEPT_NUMBER, LAST_NUMBER
from servicedesk.store.search_rows import Indexed
from servicedesk.store.sessions import SessionReader
from servicedesk.store.tables import (
    Customer,
    Email,
    Entry,
    Event,
    EventBody,
    Occupancy,
    Phone,
    Premises,
    Setting,
    Ticket,
)
from servicedesk.store.tables.own_fields import CustomerField
from servicedesk.store.tables.sameness import FormerName
from servicedesk.store.times import to_stored

# Rows that come in any order touch every page of every index: 64 MB hold them, SQLite's own 2 MB do not.
_ROOM, _USUAL_ROOM = "PRAGMA cache_size = -65536", "PRAGMA cache_size = -2000"

# Parents before children: foreign keys are checked row by row.
_ORDER: tuple[type[SQLModel], ...] = (
    Customer, FormerName, Phone, Email, CustomerField, Premises, Occupancy, Ticket, Entry, Event, EventBody,
)  # fmt: skip


Stored = tuple[Any, ...]


class Columns(NamedTuple):
    """The columns of a table in the order in which its rows are handed to the driver."""

    names: tuple[str, ...]
    values: Callable[[Values], Stored]

    @classmethod
    def of(cls, row: Values) -> Columns:
        return cls(tuple(row), itemgetter(*row))


class Blank(NamedTuple):
    """A row of a table before anything is written in: what it is called, its defaults, which columns are times."""

    table: str
    defaults: Values
    times: tuple[str, ...]

    @classmethod
    def of(cls, model: type[SQLModel]) -> Blank:
        fields = model.model_fields.items()
        defaults = {name: field.default for name, field in fields if field.default is not PydanticUndefined}
        kinds = {name: {field.annotation, *get_args(field.annotation)} for name, field in fields}
        times = tuple(name for name, kind in kinds.items() if kind & {date, datetime})
        return cls(str(model.__tablename__), defaults, times)


class Bulk:
    """One operation that writes many rows; `flush` after each portion, `finish` before the commit."""

    def __init__(
        self, session: Session, *, at: datetime, staff_id: int, account: str, operation: int | None = None
    ) -> None:
        self._session = session
        self._reader = SessionReader(session)
        self._session.connection().exec_driver_sql(_ROOM)
        self._stored: Callable[[date], str] = lru_cache(maxsize=1_000)(plain)
        self._stored_at = to_stored(at)
        self._staff_id, self._account = staff_id, account
        self._head = read_head(self._reader)
        self._rows: dict[type[SQLModel], list[Stored]] = defaultdict(list)
        self._columns: dict[type[SQLModel], Columns] = {
            Event: Columns(EventRow._fields, tuple),
            EventBody: Columns(("event_id", "salt", "body"), tuple),
        }
        self._updates: dict[str, list[Values]] = defaultdict(list)
        self._gone: dict[type[SQLModel], list[Values]] = defaultdict(list)
        self._words: dict[Indexed, list[Stored]] = defaultdict(list)
        self._forgotten: dict[Indexed, list[Stored]] = defaultdict(list)
        self._last: dict[type[SQLModel], int] = {}
        self._blanks: dict[type[SQLModel], Blank] = {}
        self.operation = operation

    def add(self, model: type[SQLModel], values: Values) -> RowChange:
        """A new row with the next number; columns left out have the defaults of the table."""
        number, blank = self._next(model), self._blank(model)
        row = {**blank.defaults, **values, "id": number}
        for name in blank.times:
            if isinstance(row[name], date):
                row[name] = self._stored(row[name])
        if model not in self._columns:
            self._columns[model] = Columns.of(row)
        self._rows[model].append(self._columns[model].values(row))
        return RowChange(blank.table, [number], None, row)

    def change(
        self, model: type[SQLModel], number: int, before: Values, after: Values, *, silently: bool = False
    ) -> RowChange:
        """Other values for a row; `silently` leaves its version, for what no person edits."""
        table, stored = self._blank(model).table, self._as_stored(after)
        self._updates[_update_of(table, tuple(after), silently)].append({**stored, "id": number})
        return RowChange(table, [number], self._as_stored(before), stored)

    def remove(self, model: type[SQLModel], number: int, before: Values) -> RowChange:
        """A row less; `before` is what it held."""
        self._gone[model].append({"id": number})
        return RowChange(self._blank(model).table, [number], before, None)

    def index(self, kind: Indexed, number: int, words: Sequence[str], *, again: bool = False) -> None:
        """The search words of one thing; `again` where it had others before."""
        if again:
            self.forget(kind, number)
        self._words[kind].append((number, " ".join(words)))

    def forget(self, kind: Indexed, number: int) -> None:
        """Takes one thing out of the search index."""
        self._forgotten[kind].append((number,))

    def event(
        self,
        kind: str,
        changes: Sequence[RowChange],
        *,
        happened_at: datetime | None = None,
        ticket_id: int | None = None,
        customer_id: int | None = None,
        callback_id: int | None = None,
        entry_id: int | None = None,
        undoes: int | None = None,
        **facts: Any,
    ) -> int:
        """The event of some changes, chained to the one before; the first one names operation and batch."""
        number = self._head.events + 1
        self.operation = self.operation or number
        body, salt = body_text({**facts, "changes": [change.as_json() for change in changes]}), new_salt()
        values = (
            number,
            self._stored_at,
            self._stored(happened_at) if happened_at else self._stored_at,
            self._staff_id,
            self._account,
            kind,
            ticket_id,
            customer_id,
            callback_id,
            entry_id,
            self.operation,
            self.operation,
            undoes,
            digest_of(salt, body),
        )
        row = EventRow(*values, hash=link(self._head.hash, values))
        self._rows[Event].append(row)
        self._rows[EventBody].append((number, salt, body))
        self._head = Head(row.hash, number)
        return number

    def flush(self) -> None:
        """Writes what was gathered: new rows, other values, what goes away, then search words."""
        for model in _ORDER:
            if rows := self._rows.pop(model, None):
                names = self._columns[model].names
                marks = ", ".join("?" * len(names))
                self._run(f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({marks})", rows)
        for statement, values in self._updates.items():
            self._run(statement, values)
        self._updates.clear()
        for model in reversed(_ORDER):
            if gone := self._gone.pop(model, None):
                self._run(f"DELETE FROM {model.__tablename__} WHERE id = :id", gone)
        # An index writes a segment each time a row comes before the last one.
        for kind, numbers in self._forgotten.items():
            self._run(f"DELETE FROM {kind} WHERE rowid = ?", sorted(numbers))
        for kind, words in self._words.items():
            self._run(f"INSERT INTO {kind} (rowid, words) VALUES (?, ?)", sorted(words))
        self._forgotten.clear()
        self._words.clear()

    def _run(self, statement: str, rows: list[Values] | list[Stored]) -> None:
        # Values are plain by now: going past the types of the columns makes an import twice as fast.
        self._session.connection().exec_driver_sql(statement, rows)

    def finish(self) -> None:
        """Writes the rest and the head of the chain."""
        self.flush()
        self._session.connection().exec_driver_sql(_USUAL_ROOM)
        if self.operation is not None:
            self._session.connection().execute(
                update(Setting).where(col(Setting.key) == HEAD_KEY).values(value=self._head.as_setting())
            )

    def _next(self, model: type[SQLModel]) -> int:
        if model not in self._last:
            table = self._blank(model).table
            kept = self._reader.rows(LAST_KEPT_NUMBER, {"table": table})
            self._last[model] = max(
                [row[0] for row in (*kept, *self._reader.rows(LAST_NUMBER.format(table=table)))]
            )
        self._last[model] += 1
        return self._last[model]

    def _blank(self, model: type[SQLModel]) -> Blank:
        if model not in self._blanks:
            self._blanks[model] = Blank.of(model)
        return self._blanks[model]

    def _as_stored(self, values: Mapping[str, Any]) -> Values:
        stored = dict(values)
        for name, value in values.items():
            if isinstance(value, date):
                stored[name] = self._stored(value)
        return stored


@lru_cache(maxsize=64)
def _update_of(table: str, columns: tuple[str, ...], silently: bool) -> str:
    parts = [f"{name} = :{name}" for name in columns] + ([] if silently else ["version = version + 1"])
    return f"UPDATE {table} SET {', '.join(parts)} WHERE id = :id"
