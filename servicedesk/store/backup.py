"""Copies of the desk: made while it is in use, proved by opening, and brought back into the live file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.store.chain import first_break
from servicedesk.store.database import (
    BUSY_MILLISECONDS,
    FileReader,
    OlderDesk,
    check_desk,
    connect_to_read,
)
from servicedesk.store.failures import database_problems, describe_failure
from servicedesk.store.whole_files import made_whole

_HELD_UP = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PAGES_A_STEP = -1  # all at once: a copy in steps starts anew whenever somebody writes


def copy_desk(source: Path, target: Path) -> None:
    """Copies the desk as it stands at one moment, readable by this account alone; colleagues go on working.

    Raises Refused when something is at `target` already, DatabaseProblem when the copy is not whole.
    """
    with closing(connect_to_read(source)) as live, made_whole(target) as part:
        with database_problems(target), closing(_open(part)) as copy:
            live.backup(copy, pages=PAGES_A_STEP)
            copy.execute("PRAGMA journal_mode = DELETE")
        prove(part)


def save_whatever_is(source: Path, target: Path) -> None:
    """Keeps a file as it is, byte for byte, with the log beside it: for a desk too damaged to be copied."""
    log = source.with_name(source.name + "-wal")
    with made_whole(target) as part:
        if log.exists():
            shutil.copyfile(log, target.with_name(target.name + "-wal"))
        shutil.copyfile(source, part)


def prove(path: Path) -> int:
    """Reads every page, key and link of the chain of a desk; returns how many events it holds.

    A desk of an older schema is whole too. Raises NoDesk or DatabaseProblem.
    """
    uri = path.absolute().as_uri() + "?mode=ro"
    if not path.is_file():
        connect_to_read(path).close()
    with database_problems(path), closing(sqlite3.connect(uri, uri=True)) as connection:
        with suppress(OlderDesk):
            check_desk(connection, path)
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise describe_failure(f"malformed: {said}", path)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise describe_failure(f"malformed: {_('a row points to one that is missing')}", path)
        broken = first_break(FileReader(connection))
        if broken:
            text = _("event {number}: {what}").format(number=broken.event_id, what=broken.what)
            raise describe_failure(f"malformed: {text}", path)
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def bring_back(source: Path, live: Path) -> None:
    """Copies a desk into the live file, page by page: who has it open sees it change, and no name moves.

    Waits for a writer as long as any change does. Raises DatabaseProblem; then the live file is as it was.
    """
    uri = source.absolute().as_uri() + "?mode=ro"
    with database_problems(live), closing(sqlite3.connect(uri, uri=True)) as copy:
        if not live.exists():
            with made_whole(live) as part:
                _pour(copy, part)
            return
        try:
            _pour(copy, live)
        except sqlite3.DatabaseError as error:
            if not _is_beyond_help(error):
                raise
            _empty(live)
            _pour(copy, live)


def _pour(copy: sqlite3.Connection, live: Path) -> None:
    until = time.monotonic() + BUSY_MILLISECONDS / 1000

    def give_up(status: int, _left: int, _pages: int) -> None:
        if status in _HELD_UP and time.monotonic() > until:
            raise describe_failure("database is locked", live)

    with closing(_open(live)) as connection:
        copy.backup(connection, pages=PAGES_A_STEP, progress=give_up, sleep=0.05)
        connection.execute("PRAGMA journal_mode = WAL")


def _is_beyond_help(error: sqlite3.DatabaseError) -> bool:
    return any(words in str(error).lower() for words in ("not a database", "malformed", "corrupt"))


def _empty(path: Path) -> None:
    """Empties a file that is no database any more, in place; what it held was saved before."""
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    os.truncate(path, 0)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute(), timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
