"""Write transactions through SQLModel: begun immediately, so that no update is lost and none fails late."""

from __future__ import annotations

import atexit
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from weakref import WeakSet

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DisconnectionError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from servicedesk.i18n import _
from servicedesk.problems import Conflict
from servicedesk.store.database import BUSY_MILLISECONDS, Params, connect_to_read
from servicedesk.store.failures import describe_failure
from servicedesk.store.sameness import Mark, file_number, refuse_moved, refuse_other
from servicedesk.store.waiting import take_turn

_engines: WeakSet[Engine] = WeakSet()


@lru_cache(maxsize=8)
def engine_for(path: Path) -> Engine:
    """The engine of one file, made once a process."""
    place = URL.create("sqlite", database=str(path))  # in the text of a URL a "?" would end the name
    engine = create_engine(place, connect_args={"timeout": BUSY_MILLISECONDS / 1000})

    def note_file(_connection: object, record: Any) -> None:
        record.info["file"] = file_number(path)

    def drop_ghost(_connection: object, record: Any, _proxy: object) -> None:
        if record.info["file"] != file_number(path):
            raise DisconnectionError  # the pool opens the file that has the name now

    event.listen(engine, "connect", note_file)
    event.listen(engine, "checkout", drop_ghost)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    _engines.add(engine)
    return engine


@atexit.register
def _close_files() -> None:
    """Who closes a desk as the last one puts its log away: the file alone is the desk, and may be copied."""
    for engine in _engines:
        engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_immediate(connection: Any) -> None:
    try:
        take_turn(connection.connection.dbapi_connection, BUSY_MILLISECONDS / 1000)
    except sqlite3.DatabaseError as error:
        raise DatabaseError("BEGIN IMMEDIATE", None, error) from error


@contextmanager
def write_session(path: Path, mark: Mark | None = None) -> Iterator[Session]:
    """One write transaction on the desk at `path`; with a mark on that desk only. Raises DatabaseProblem or Conflict."""
    connect_to_read(path).close()
    try:
        with Session(engine_for(path), expire_on_commit=False) as session:
            bound = session.connection().connection
            file = bound.info["file"]
            if mark and bound.dbapi_connection:
                refuse_other(cast("sqlite3.Connection", bound.dbapi_connection), path, mark)
            yield session
            refuse_moved(path, file)
            session.commit()
            refuse_moved(path, file, saved=True)
    except StaleDataError as error:
        raise changed_meanwhile() from error
    except DatabaseError as error:
        raise describe_failure(str(error.orig), path) from error


def changed_meanwhile() -> Conflict:
    """The conflict everybody meets when a row changed between reading and saving."""
    return Conflict(
        _("Somebody else changed this meanwhile; nothing was saved"),
        _("Look at it as it is now and do it again"),
    )


class SessionReader:
    """Runs the SELECTs of `store` inside a write transaction, seeing what it has not committed yet."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def rows(self, sql: str, params: Params | None = None) -> Sequence[tuple[Any, ...]]:
        self.session.flush()
        # The driver reads `:name` itself: compiled, a list of five hundred names would be kept, a megabyte each.
        result = self.session.connection().exec_driver_sql(sql, dict(params or {}))
        return [tuple(row) for row in result]

    def numbers(self, sql: str, params: Params | None = None) -> array[int]:
        return array("q", (row[0] for row in self.rows(sql, params)))
