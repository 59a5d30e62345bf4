"""Values that cannot have been written: SQLite's own check sees only that the pages hang together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem
from servicedesk.store.database import Reader
from servicedesk.store.salvage.fit import CODES, JSON, forms

PORTION = 5_000
_PROVED_BY_CHAIN = {"event", "event_body"}
_DAY = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_TIME = f"{_DAY} [0-2][0-9]:[0-5][0-9]:[0-5][0-9].{'[0-9]' * 6}"


def unfit_values(reader: Reader) -> str:
    """Tables with values that nobody can have meant; texts are read to the end."""
    found = [text for table in _tables() for text in _of_table(reader, table)]
    return "; ".join(found)


def _tables() -> list[Table]:
    names = forms().keys() - _PROVED_BY_CHAIN
    return [table for table in SQLModel.metadata.sorted_tables if table.name in names]


def _of_table(reader: Reader, table: Table) -> Iterator[str]:
    wrong = " OR ".join(f"({_is_wrong(column)})" for column in table.columns)
    rows = reader.rows(f"SELECT rowid FROM {table.name} WHERE {wrong} LIMIT 1000")
    if rows:
        yield _("{count} rows of {table} hold what cannot be meant").format(count=len(rows), table=table.name)
    try:
        _read_all(reader, table)
    except DatabaseProblem:
        yield _("a text of {table} cannot be read").format(table=table.name)


def _read_all(reader: Reader, table: Table) -> None:
    columns = ", ".join(column.name for column in table.columns)
    sql = f"SELECT rowid, {columns} FROM {table.name} WHERE rowid > :after ORDER BY rowid LIMIT {PORTION}"
    after = 0
    while rows := reader.rows(sql, {"after": after}):
        after = rows[-1][0]


def _is_wrong(column: Column[Any]) -> str:
    """The condition under which a column holds no value of its kind."""
    absent = f"{column.name} IS NULL OR " if not column.nullable else ""
    return f"{absent}{_is_other(column)}"


def _is_other(column: Column[Any]) -> str:
    name, place = column.name, f"{column.table.name}.{column.name}"
    if place in CODES:
        return f"{name} NOT IN ({', '.join(repr(code) for code in CODES[place])})"
    if place in JSON:
        return f"NOT json_valid({name})"
    if isinstance(column.type, UTCDateTime | Date):
        form = _TIME if isinstance(column.type, UTCDateTime) else _DAY
        day = f"substr({name}, 1, 10)"
        return (
            f"{name} NOT GLOB '{form}' OR ({name} IS NOT NULL AND strftime('%Y-%m-%d', {day}) IS NOT {day})"
        )
    if isinstance(column.type, Boolean):
        return f"{name} NOT IN (0, 1)"
    kinds = "integer" if isinstance(column.type, Integer) else "text"
    if isinstance(column.type, Float):
        kinds = "real', 'integer"
    return f"typeof({name}) NOT IN ('{kinds}', 'null')"
