"""Runs the Alembic migrations on a connection whose transaction the caller owns."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool


def bind(connection: sqlite3.Connection) -> Connection:
    """What migrations run on. SQLAlchemy tries a connection out and rolls back, so the transaction begins after."""
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None
    )
    event.listen(engine, "begin", lambda _connection: None)
    return engine.connect()


def upgrade(bound: Connection) -> None:
    """Applies every migration the desk has not seen, inside the open transaction of the connection bound."""
    scripts = ScriptDirectory(str(Path(__file__).parent))
    context = MigrationContext.configure(
        bound, opts={"fn": lambda revision, _context: scripts._upgrade_revs("head", revision)}
    )
    try:
        with Operations.context(context):
            context.run_migrations()
    except DatabaseError as error:
        raise sqlite3.DatabaseError(str(error.orig)) from error
