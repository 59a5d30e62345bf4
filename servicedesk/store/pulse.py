"""One read connection that notices when anybody wrote to the desk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from servicedesk.store.database import Params, connect_to_read
from servicedesk.store.failures import database_problems
from servicedesk.store.sameness import Mark, file_number, refuse_other


class FilePulse:
    """Polls one file from one thread; with a mark, another desk put in its place is a DatabaseProblem."""

    def __init__(self, path: Path, mark: Mark | None = None) -> None:
        self._path = path
        self._mark = mark
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
                if self._mark:
                    refuse_other(connection, self._path, self._mark)
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
        file = file_number(self._path)
        if self._connection is not None and file == self._file:
            return self._connection
        self.close()
        self._connection = connect_to_read(self._path)
        self._file = file_number(self._path)
        return self._connection
