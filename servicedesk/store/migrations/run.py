"""Runs the Alembic migrations on a connection whose transaction the caller owns."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool


def upgrade(connection: sqlite3.Connection) -> None:
    """Applies every migration the desk has not seen, inside the open transaction of `connection`.

    Its `commit` and `rollback` must do nothing: SQLAlchemy rolls back where it tries a connection out, and
    Alembic commits after each migration.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None
    )
    event.listen(engine, "begin", lambda _connection: None)
    scripts = ScriptDirectory(str(Path(__file__).parent))
    bound = engine.connect()
    context = MigrationContext.configure(
        bound, opts={"fn": lambda revision, _context: scripts._upgrade_revs("head", revision)}
    )
    try:
        with Operations.context(context):
            context.run_migrations()
    except DatabaseError as error:
        raise sqlite3.DatabaseError(str(error.orig)) from error
