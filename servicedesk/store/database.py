"""The desk's file: found, recognised, and read through the standard library alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from servicedesk.i18n import _
from servicedesk.problems import BadValue, DatabaseProblem, NoDesk

if TYPE_CHECKING:
    from sqlmodel import Session

APPLICATION_ID = 0x53446B31  # "SDk1", so that `file` and we know a desk from any other database
SCHEMA_VERSION = 1
BUSY_MILLISECONDS = 5_000

Params = Mapping[str, object]


class Reader(Protocol):
    """Something that runs one SELECT with `:name` parameters and returns plain tuples."""

    def rows(self, sql: str, params: Params | None = None) -> Sequence[tuple[Any, ...]]: ...


class FileReader:
    """A read-only connection to the file; it loads nothing but `sqlite3`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        with database_problems():
            return self.connection.execute(sql, dict(params or {})).fetchall()

    def interrupt(self) -> None:
        """Stops the SELECT that runs, from another thread."""
        self.connection.interrupt()


@dataclass(frozen=True)
class Store:
    """Where the desk is kept. Reads need only `sqlite3`; the first write loads the ORM."""

    path: Path

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A short read; every SELECT inside sees the same state of the desk."""
        connection = connect_to_read(self.path)
        try:
            with database_problems():
                connection.execute("BEGIN")
            yield FileReader(connection)
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction, begun immediately; commits on leaving, rolls back on any error."""
        from servicedesk.store.sessions import write_session

        with write_session(self.path) as session:
            yield session


def store_at(place: str | Path) -> Store:
    """The store that `--database` names: a file, or a URL of a kind that is not served yet."""
    text = str(place)
    if text.startswith("sqlite:///"):
        text = text.removeprefix("sqlite:///")
    elif "://" in text:
        raise BadValue(
            _("A desk at {place} cannot be opened: only files are served so far").format(place=text),
            _("Give the path of a desk file, for example --database desk.sqlite"),
        )
    return Store(Path(text).expanduser())


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
    connection = _open_read_only(path)
    try:
        check_desk(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_read_only(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=ro"
    with database_problems(path):
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        connection.close()
        wal = path.with_name(path.name + "-wal")
        if "unable to open" not in str(error) or wal.exists():
            raise _problem(error, path) from error
        # A read-only folder cannot hold the -shm file that WAL wants; with no -wal nothing is hidden.
        connection = sqlite3.connect(
            uri + "&immutable=1", uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None
        )
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _problem(error, path) from error
    return connection


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
        raise DatabaseProblem(
            _("{path} is not a service desk").format(path=path),
            _("Check the path given by --database; the file was not touched"),
        )
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


@contextmanager
def database_problems(path: Path | None = None) -> Iterator[None]:
    """Turns what SQLite raises into words a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _problem(error, path) from error


def _problem(error: Exception, path: Path | None) -> DatabaseProblem:
    return describe_failure(str(error), path)


def describe_failure(text: str, path: Path | None = None) -> DatabaseProblem:
    """The problem for an error text of SQLite; the original text is kept where it says more."""
    place = str(path) if path else _("the desk")
    lower = text.lower()
    if "locked" in lower or "busy" in lower:
        return DatabaseProblem(
            _("The desk is busy: another program has been writing for a long time"),
            _("Nothing was changed. Try again; if it stays, look for a stuck servicedesk process"),
        )
    if "not a database" in lower:
        return DatabaseProblem(
            _("{path} is not a service desk").format(path=place),
            _("Check the path given by --database; the file was not touched"),
        )
    if "malformed" in lower or "corrupt" in lower or "disk i/o" in lower:
        return DatabaseProblem(
            _("The desk {path} is damaged ({detail})").format(path=place, detail=text),
            _("Keep a copy of the file, then bring back a backup with: servicedesk restore FILE"),
        )
    if "full" in lower:
        return DatabaseProblem(
            _("The disk is full; nothing was saved"), _("Free some space and do it again: nothing was lost")
        )
    if "readonly" in lower or "read-only" in lower:
        return DatabaseProblem(
            _("The desk {path} is read-only here; nothing was saved").format(path=place),
            _("Check the permissions of the file and of its folder"),
        )
    if "unable to open" in lower:
        return DatabaseProblem(
            _("The desk {path} cannot be opened").format(path=place),
            _("Check that the file exists and that you may read its folder"),
        )
    return DatabaseProblem(
        _("The desk cannot do this: {detail}").format(detail=text),
        _("Run: servicedesk doctor"),
    )
