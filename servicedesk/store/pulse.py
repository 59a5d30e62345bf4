"""One read connection that notices when anybody wrote to the desk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from servicedesk.store.database import Params, connect_to_read, database_problems


class FilePulse:
    """Polls one file from one thread; another file put in its place is opened anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._version: int | None = None

    def changed(self) -> bool:
        """Whether anybody committed since the last call; the first call says no. Raises NoDesk, DatabaseProblem."""
        before = (self._file, self._version)
        self._version = int(self.rows("PRAGMA data_version")[0][0])
        return before[1] is not None and before != (self._file, self._version)

    def rows(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        """Runs one SELECT on the connection, which is opened or opened again where needed."""
        connection = self._connected()
        try:
            with database_problems(self._path):
                return connection.execute(sql, dict(params or {})).fetchall()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the file; the next call opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connected(self) -> sqlite3.Connection:
        file = self._identity()
        if self._connection is not None and file == self._file:
            return self._connection
        self.close()
        self._connection = connect_to_read(self._path)
        self._file = self._identity()
        return self._connection

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
