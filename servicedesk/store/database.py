"""The desk's file: found, recognised, and read through the standard library alone."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from servicedesk.file_names import file_named
from servicedesk.i18n import _
from servicedesk.problems import BadValue, DatabaseProblem, NoDesk
from servicedesk.store.failures import UNREADABLE, database_problems, describe_failure, no_desk_file
from servicedesk.store.sameness import Mark, mark_of, refuse_other

if TYPE_CHECKING:
    from sqlmodel import Session

APPLICATION_ID = 0x53446B31  # "SDk1", so that `file` and we know a desk from any other database
SCHEMA_VERSION = 1
BUSY_MILLISECONDS = 5_000

Params = Mapping[str, object]


class Reader(Protocol):
    """Something that runs one SELECT with `:name` parameters and returns plain tuples, or a column of numbers."""

    def rows(self, sql: str, params: Params | None = None) -> Sequence[tuple[Any, ...]]: ...

    def numbers(self, sql: str, params: Params | None = None) -> array[int]: ...


class FileReader:
    """A read-only connection to the file; it loads nothing but `sqlite3`."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self.connection = connection
        self._path = path

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        with database_problems(self._path):
            return self.connection.execute(sql, dict(params or {})).fetchall()

    def numbers(self, sql: str, params: Params | None = None) -> array[int]:
        """The numbers in the only column, in their order, eight bytes each.

        They leave SQLite in one piece: row by row takes three times as long and keeps the screen from drawing.
        """
        whole = f"WITH found (number) AS ({sql}) SELECT json_group_array(number) FROM found"
        with database_problems(self._path):
            text = self.connection.execute(whole, dict(params or {})).fetchone()[0]
        return array("q", json.loads(text))

    def interrupt(self) -> None:
        """Stops the SELECT that runs, from another thread."""
        self.connection.interrupt()


@dataclass(frozen=True)
class Store:
    """Where the desk is kept. Reads need only `sqlite3`; the first write loads the ORM.

    With a mark it serves that one desk, and refuses any other that is put in its place.
    """

    path: Path
    mark: Mark | None = None

    def marked(self) -> Store:
        """The same store, bound to the desk that is there now. Raises NoDesk or DatabaseProblem."""
        with closing(connect_to_read(self.path)) as connection, database_problems(self.path):
            return replace(self, mark=mark_of(connection, self.path))

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A short read; every SELECT inside sees the same state of the desk."""
        connection = connect_to_read(self.path)
        try:
            with database_problems(self.path):
                connection.execute("BEGIN")
                if self.mark:
                    refuse_other(connection, self.path, self.mark)
            yield FileReader(connection, self.path)
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction, begun immediately; commits on leaving, rolls back on any error."""
        from servicedesk.store.sessions import write_session

        with write_session(self.path, self.mark) as session:
            yield session


def store_at(place: str | Path) -> Store:
    """The store that `--database` names. Raises BadValue for what no file can be called and for URLs, not served yet."""
    text = str(place)
    if text.startswith("sqlite:///"):
        text = text.removeprefix("sqlite:///")
    elif "://" in text:
        raise BadValue(
            _("A desk at {place} cannot be opened: only files are served so far").format(place=text),
            _("Give the path of a desk file, for example --database desk.sqlite"),
        )
    return Store(file_named(text))


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A checked read-only connection. Raises NoDesk or DatabaseProblem, never a bare sqlite3 error."""
    if not path.exists():
        raise NoDesk(
            _("There is no desk at {path} yet").format(path=path),
            _("Make one with: servicedesk setup"),
        )
    if path.is_dir():
        raise DatabaseProblem(
            _("{path} is a folder, not a desk").format(path=path), _("Give the path of a desk file")
        )
    connection = open_read_only(path)
    try:
        check_desk(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A read-only connection, of whatever database it is. Raises DatabaseProblem."""
    uri = path.absolute().as_uri() + "?mode=ro"
    with database_problems(path):
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        connection.close()
        if not _lacks_room(error) or _has_log(path):
            raise describe_failure(str(error), path) from error
        # A read-only folder or a full disk cannot hold the -shm file that WAL wants; without a log nothing is hidden.
        connection = sqlite3.connect(
            uri + "&immutable=1", uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None
        )
    except UNREADABLE as error:
        connection.close()
        raise describe_failure(str(error), path) from error
    return connection


def _lacks_room(error: sqlite3.OperationalError) -> bool:
    text = str(error).lower()
    return any(words in text for words in ("unable to open", "disk i/o", "readonly", "full"))


def _has_log(path: Path) -> bool:
    """Whether changes wait in the -wal file; an empty one holds none."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def check_desk(connection: sqlite3.Connection, path: Path) -> None:
    """Refuses what is not a desk, and desks of another schema version, without touching them."""
    with database_problems(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        empty = path.stat().st_size == 0
        if empty:
            raise NoDesk(
                _("{path} is empty; there is no desk in it yet").format(path=path),
                _("Make one with: servicedesk setup"),
            )
        raise no_desk_file(path)
    if version > SCHEMA_VERSION:
        raise DatabaseProblem(
            _("The desk {path} was made by a newer version of this program").format(path=path),
            _("Update servicedesk on this machine; the file was not touched"),
        )
    if version < SCHEMA_VERSION:
        raise OlderDesk(path)


class OlderDesk(DatabaseProblem):
    """The schema is behind; opening the desk through `desk.open_desk` brings it up to date."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("The desk {path} was made by an older version of this program").format(path=path),
            _("Open it once with: servicedesk doctor"),
        )
