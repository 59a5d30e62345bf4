"""The slow and independent look at a damaged desk: SQLite asked for one row at a time, by its number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from survive.damage.sources import copy

Place = tuple[str, int]
Rows = Mapping[Place, tuple[object, ...]]

# What is not the desk's own, and the one row that every event changes.
_APART = ("sqlite_", "search_", "alembic_version")
_HEAD = "chain.head"


def rows_of(path: Path) -> dict[Place, tuple[object, ...]]:
    """Every row of a whole desk, by table and number."""
    with closing(_open(path)) as connection:
        return {
            (table, number): tuple(row)
            for table in _tables(connection)
            for number, *row in connection.execute(f"SELECT rowid, * FROM {table}")
            if row[0] != _HEAD
        }


def readable(path: Path, originals: Rows) -> set[Place]:
    """The rows that SQLite still gives as they were; it works on a copy, so that nothing is touched."""
    with TemporaryDirectory(dir=path.parent) as folder:
        twin = Path(folder) / "twin.sqlite"
        copy(path, twin)
        with closing(_open(twin)) as connection:
            return set(_still(connection, originals))


def _still(connection: sqlite3.Connection, originals: Rows) -> Iterator[Place]:
    for place, row in originals.items():
        table, number = place
        try:
            found = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue
        if found == row:
            yield place


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in names if not name.startswith(_APART)]


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute().as_uri(), uri=True)
