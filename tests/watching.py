"""What the desk's file is asked while something runs: every SELECT, its rows, and how SQLite goes about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


@contextmanager
def watching() -> Iterator[list[Seen]]:
    """Notes every SELECT that reads the file, inside."""
    seen: list[Seen] = []
    read = FileReader.rows

    def rows(self: FileReader, sql: str, params: Params | None = None) -> Sequence[tuple[Any, ...]]:
        found = read(self, sql, params)
        plan = [] if sql.startswith("PRAGMA") else read(self, f"EXPLAIN QUERY PLAN {sql}", params)
        seen.append(Seen(sql, len(found), tuple(str(step[3]) for step in plan)))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileReader, "rows", rows)
        yield seen


STEP = 10  # instructions of SQLite's machine between two counts


@contextmanager
def stepping() -> Iterator[list[int]]:
    """Notes for every SELECT inside how much SQLite did for it, in tens of its machine's instructions."""
    steps: list[int] = []
    read = FileReader.rows

    def one_more() -> None:
        steps[-1] += 1

    def rows(self: FileReader, sql: str, params: Params | None = None) -> Sequence[tuple[Any, ...]]:
        steps.append(0)
        self.connection.set_progress_handler(one_more, STEP)
        try:
            return read(self, sql, params)
        finally:
            self.connection.set_progress_handler(None, 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileReader, "rows", rows)
        yield steps
