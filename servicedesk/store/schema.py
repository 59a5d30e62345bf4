"""Making a desk and bringing an older one up to date; Alembic is imported only here and only when needed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.problems import DatabaseProblem, Refused
from servicedesk.store.database import (
    APPLICATION_ID,
    BUSY_MILLISECONDS,
    SCHEMA_VERSION,
)
from servicedesk.store.failures import database_problems, describe_failure
from servicedesk.store.whole_files import made_whole

_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs"}


def create_desk(path: Path) -> None:
    """An empty desk at `path`, readable by this account alone. Raises Refused when something is there."""
    refuse_taken(path)
    refuse_network_share(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseProblem(
            _("The desk {path} cannot be made: {detail}").format(path=path, detail=error.strerror or error),
            _("Choose a folder that you may write to, with --database"),
        ) from error
    with (
        database_problems(path),
        closing(sqlite3.connect(path.absolute(), timeout=BUSY_MILLISECONDS / 1000)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = WAL")
    migrate(path)


@contextmanager
def new_desk(path: Path) -> Iterator[Path]:
    """An empty desk to be filled; it gets its name, `path`, when everything in it is done, or never.

    Raises Refused when something is there, DatabaseProblem.
    """
    refuse_taken(path)
    refuse_network_share(path)
    with made_whole(path) as unfinished:
        create_desk(unfinished)
        yield unfinished
        _settle(unfinished)


def _settle(path: Path) -> None:
    """Everything stands in the file itself, so that the file can be given another name."""
    from servicedesk.store.sessions import engine_for

    engine_for(path).dispose()
    with database_problems(path), closing(sqlite3.connect(path.absolute())) as connection:
        held_up, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if held_up:
        raise describe_failure("database is locked", path)


def refuse_taken(path: Path) -> None:
    """Raises Refused when something is at `path` already; an empty file is nothing."""
    if path.exists() and (path.is_dir() or path.stat().st_size > 0):
        raise Refused(
            _("There is something at {path} already; it was not touched").format(path=path),
            _("Name another file with --database, or use the desk that is there"),
        )


def migrate(path: Path) -> None:
    """Brings the schema at `path` to `SCHEMA_VERSION`, under a lock that other processes wait for."""
    from servicedesk.store.migrations.run import upgrade

    with database_problems(path), closing(_lock(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version >= SCHEMA_VERSION:
            return
        if version:
            _back_up_before(path, version)
        upgrade(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise DatabaseProblem(
                _("The desk {path} could not be brought up to date; it was left as it was").format(path=path),
                _("Run: servicedesk doctor"),
            )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")


class _Lent(sqlite3.Connection):
    """A connection whose transaction is ended by who began it; nobody it is lent to can."""

    def commit(self) -> None:
        """Does nothing."""

    def rollback(self) -> None:
        """Does nothing."""


def _lock(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path.absolute(), timeout=60, isolation_level=None, factory=_Lent)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _back_up_before(path: Path, version: int) -> None:
    copy = path.with_name(f"{path.stem}-before-schema-{version + 1}{path.suffix}")
    with (
        made_whole(copy, over=True) as part,
        closing(sqlite3.connect(path.absolute())) as source,
        closing(sqlite3.connect(part.absolute())) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def refuse_network_share(path: Path) -> None:
    """SQLite's locks do not hold on a network share; where the system tells us, refuse. (No-op elsewhere.)"""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        if str(path).startswith("\\\\"):
            raise _share_problem(path)
        return
    place = path.absolute()
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        parts = line.split(" ")
        mount = parts[1].replace("\\040", " ")
        if len(mount) > len(best) and (place == Path(mount) or Path(mount) in place.parents):
            best, kind = mount, parts[2]
    if kind in _NETWORK_FILE_SYSTEMS:
        raise _share_problem(path)


def _share_problem(path: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("{path} is on a network share, where a desk would be damaged").format(path=path),
        _("Keep the desk on one computer's own disk and reach it from the others by SSH"),
    )
