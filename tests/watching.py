"""What the desk's file is asked while something runs: every SELECT, its rows, and how SQLite goes about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from servicedesk.store.database import FileReader, Params


class Seen(NamedTuple):
    """One SELECT: its text, how many rows it gave, and the steps of its plan."""

    sql: str
    rows: int
    plan: tuple[str, ...]

    def uses(self, index: str) -> bool:
        """Whether a step goes by this index."""
        return any(f"INDEX {index}" in step for step in self.plan)

    @property
    def walks(self) -> list[str]:
        """The steps that go through a whole table."""
        return [step for step in self.plan if step.startswith("SCAN") and "INDEX" not in step]


Read = Callable[[FileReader, str, Params | None], Any]


@contextmanager
def watching() -> Iterator[list[Seen]]:
    """Notes every SELECT that reads the file, inside."""
    seen: list[Seen] = []
    rows = FileReader.rows

    def noted(read: Read) -> Read:
        def reading(self: FileReader, sql: str, params: Params | None = None) -> Any:
            found = read(self, sql, params)
            plan = [] if sql.startswith("PRAGMA") else rows(self, f"EXPLAIN QUERY PLAN {sql}", params)
            seen.append(Seen(sql, len(found), tuple(str(step[3]) for step in plan)))
            return found

        return reading

    with _reading_through(noted):
        yield seen


STEP = 10  # instructions of SQLite's machine between two counts


@contextmanager
def stepping() -> Iterator[list[int]]:
    """Notes for every SELECT inside how much SQLite did for it, in tens of its machine's instructions."""
    steps: list[int] = []

    def one_more() -> None:
        steps[-1] += 1

    def counted(read: Read) -> Read:
        def reading(self: FileReader, sql: str, params: Params | None = None) -> Any:
            steps.append(0)
            self.connection.set_progress_handler(one_more, STEP)
            try:
                return read(self, sql, params)
            finally:
                self.connection.set_progress_handler(None, 0)

        return reading

    with _reading_through(counted):
        yield steps


@contextmanager
def _reading_through(wrapped: Callable[[Read], Read]) -> Iterator[None]:
    """Whatever a reader is asked goes this way, inside."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("rows", "numbers"):
            patch.setattr(FileReader, name, wrapped(getattr(FileReader, name)))
        yield
