"""What a transaction changed, row by row and field by field: the body of its events, and what undo needs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import event, inspect
from sqlmodel import Session, SQLModel

from servicedesk.store.times import to_stored

Values = dict[str, Any]

# Columns that follow from what was said and done: nobody types them, so they cannot conflict.
FOLLOWING = frozenset(
    {
        "updated_at",
        "last_contact_at",
        "due_at",
        "first_response_due_at",
        "next_update_due_at",
        "resolution_due_at",
        "agreed_due_at",
        "first_responded_at",
        "whose_turn",
        "name_verified_at",
        "birthday_verified_at",
        "preferences_verified_at",
    }
)


class RowChange(NamedTuple):
    """One row before and after. `before` is None for a new row, `after` for a removed one."""

    table: str
    key: list[Any]
    before: Values | None
    after: Values | None

    def as_json(self) -> dict[str, Any]:
        return {"table": self.table, "key": self.key, "before": self.before, "after": self.after}


class ChangeTracker:
    """Listens to one session and gathers its changes until they are taken for an event."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._new: list[SQLModel] = []
        self._changes: list[RowChange] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def stop(self) -> None:
        """Listens no longer, so that the next operation may use the same session."""
        event.remove(self._session, "before_flush", self._before_flush)
        event.remove(self._session, "after_flush", self._after_flush)

    def take(self) -> list[RowChange]:
        """Everything changed since the last take; flushes first, so that new rows have their numbers."""
        self._session.flush()
        taken, self._changes = self._changes, []
        return taken

    def has_changes(self) -> bool:
        """Whether anything has changed since the last take."""
        self._session.flush()
        return bool(self._changes)

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        self._new = [row for row in session.new if isinstance(row, SQLModel)]
        for row in session.dirty:
            if session.is_modified(row):
                change = _edited(row)
                self._changes.append(change)
                _raise_version(row, change)
        self._changes += [RowChange(_table(row), _key(row), _values(row), None) for row in session.deleted]

    def _after_flush(self, _session: Session, _context: object) -> None:
        self._changes += [RowChange(_table(row), _key(row), None, _values(row)) for row in self._new]
        self._new = []


def _edited(row: SQLModel) -> RowChange:
    before: Values = {}
    after: Values = {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        if column.key not in state.committed_state:
            continue
        history = state.attrs[column.key].history
        # Without a value from before the column was only flagged, to raise the version of the row.
        if column.key != "version" and history.deleted:
            before[column.key] = plain(history.deleted[0])
            after[column.key] = plain(history.added[0] if history.added else None)
    if after:  # some rows say nothing without the columns that tell what they belong to
        told = {name: plain(getattr(row, name)) for name in getattr(row, "ALWAYS_TOLD", ())}
        before, after = {**told, **before}, {**told, **after}
    return RowChange(_table(row), _key(row), before, after)


def _raise_version(row: SQLModel, change: RowChange) -> None:
    """A changed row has the next version; words said about it, which move only its clocks, are no conflict."""
    if hasattr(row, "version") and set(change.after or ()) - FOLLOWING:
        row.version += 1


def _table(row: SQLModel) -> str:
    return str(row.__tablename__)


def _key(row: SQLModel) -> list[Any]:
    return [plain(value) for value in inspect(row).mapper.primary_key_from_instance(row)]


def _values(row: SQLModel) -> Values:
    return {column.key: plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def plain(value: Any) -> Any:
    """A column's value as JSON holds it: times as stored text, days as ISO dates."""
    if isinstance(value, datetime):
        return to_stored(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
