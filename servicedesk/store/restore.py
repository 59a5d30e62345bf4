"""Reading row changes back from the log: which model a table is, its values, and what an operation came to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, inspect
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from servicedesk.store.changes import RowChange, Values
from servicedesk.store.tables import (
    Callback,
    Customer,
    Email,
    Entry,
    Occupancy,
    Phone,
    Premises,
    Task,
    Ticket,
    TicketLink,
)
from servicedesk.store.tables.agreements import Agreement
from servicedesk.store.tables.consents import Consent
from servicedesk.store.tables.needs import Need
from servicedesk.store.tables.own_fields import CustomerField
from servicedesk.store.tables.sameness import FormerName, KnownApart
from servicedesk.store.times import from_stored

# Parents before children, so that rows are put back in this order and taken away in the other.
UNDOABLE: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model
    for model in (
        Premises, Customer, FormerName, KnownApart, Phone, Email, Occupancy, Ticket, TicketLink, Task, Callback, Entry,
        Consent, Agreement, Need, CustomerField,
    )
}  # fmt: skip


def as_columns(model: type[SQLModel], values: Values) -> Values:
    """The inverse of `changes.plain`: values out of JSON as the columns of the model hold them."""
    columns = inspect(model).columns
    return {name: _as_column(columns[name].type, value) for name, value in values.items()}


def _as_column(kind: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UTCDateTime):
        return from_stored(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def unique_columns(model: type[SQLModel]) -> set[str]:
    """The columns whose value only one row may have, the key aside."""
    return {column.key for column in inspect(model).columns if column.unique}


def net(changes: Iterable[RowChange]) -> list[RowChange]:
    """What a sequence of changes came to, one for each row; a row made and removed again is left out."""
    rows: dict[tuple[str, tuple[Any, ...]], RowChange] = {}
    for change in changes:
        place = (change.table, tuple(change.key))
        rows[place] = _joined(rows[place], change) if place in rows else change
    return [change for change in rows.values() if change.before is not None or change.after is not None]


def _joined(first: RowChange, then: RowChange) -> RowChange:
    before, after = first.before, then.after
    if before is not None:
        before = {**(then.before or {}), **before}
    if after is not None and then.before is not None:
        after = {**(first.after or {}), **after}
    return RowChange(first.table, first.key, before, after)
