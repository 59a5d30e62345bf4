"""The file after an erasure: no page, log or index keeps what was erased; and the copies that still may."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from servicedesk.store.database import APPLICATION_ID, BUSY_MILLISECONDS
from servicedesk.store.failures import BACKUPS, UNREADABLE, database_problems, describe_failure
from servicedesk.store.search_rows import Indexed

_SAME_FILE = "SELECT 1 FROM customer WHERE id = ? AND created_at = ? AND erased_at IS NULL"


def scrub(path: Path) -> None:
    """Rewrites the search index and the file, and empties the log: deleted words stand in free space until then.

    Colleagues go on reading; who writes waits. Raises DatabaseProblem where somebody holds the file or the disk
    is full; then the rows are erased all the same, and it can be done again.
    """
    with (
        database_problems(path),
        closing(
            sqlite3.connect(path.absolute(), timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
        ) as connection,
    ):
        connection.execute("PRAGMA secure_delete = ON")
        for kind in Indexed:
            connection.execute(f"INSERT INTO {kind} ({kind}) VALUES ('optimize')")
        connection.execute("VACUUM")
        held_up, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if held_up:
            raise describe_failure("database is locked", path)


def copies_holding(desk: Path, number: int, created_at: str) -> list[Path]:
    """The copies that the program made beside the desk in which this customer's file still stands; those that
    cannot be read are named as well."""
    return [path for path in _copies(desk) if _holds(path, number, created_at)]


def _copies(desk: Path) -> Iterator[Path]:
    for folder in (desk.parent / BACKUPS, desk.parent):
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                beside = path.name.endswith(("-wal", "-shm", "-journal"))
                if path.is_file() and not beside and path.absolute() != desk.absolute():
                    yield path


def _holds(path: Path, number: int, created_at: str) -> bool:
    with suppress(OSError), path.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3"):
            return False
    try:
        uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return False
            return connection.execute(_SAME_FILE, (number, created_at)).fetchone() is not None
    except (*UNREADABLE, OSError):
        return True
