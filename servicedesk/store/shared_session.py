"""Many operations in one write transaction: what makes a practice desk, or a long import, quick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from servicedesk.store.database import Params, Reader, Store, describe_failure
from servicedesk.store.sessions import engine_for


class ConnectionReader:
    """Runs the SELECTs of `store` on a connection in the middle of its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._cursors = connection.connection

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        cursor = self._cursors.cursor()
        try:
            cursor.execute(sql, dict(params or {}))
            return [tuple(row) for row in cursor.fetchall()]
        finally:
            cursor.close()


@dataclass(frozen=True)
class SharedStore(Store):
    """A store whose operations join one open transaction and see what the earlier ones wrote."""

    connection: Connection

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        yield ConnectionReader(self.connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with Session(
            self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
        ) as session:
            yield session
            session.commit()


@contextmanager
def sharing(store: Store, *, throw_away: bool = False) -> Iterator[SharedStore]:
    """One transaction for everything inside; any error takes all of it back. Raises DatabaseProblem.

    A `throw_away` file is not forced to disk: a power cut may lose it, and nobody minds.
    """
    try:
        with engine_for(store.path).connect() as connection:
            if throw_away:
                connection.connection.cursor().execute("PRAGMA synchronous = OFF")
            with connection.begin():
                yield SharedStore(store.path, connection)
    except DatabaseError as error:
        raise describe_failure(str(error.orig), store.path) from error
