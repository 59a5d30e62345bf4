"""Who waits for the turn to write asks often, and the longer she waits the more often."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.store import waiting
from servicedesk.store.waiting import LONGEST_PAUSE, take_turn

PATIENCE = 5.0


class StillClock:
    """Time passes only where somebody sleeps; at `leaves_after` pauses the other writer is done."""

    def __init__(self, other: sqlite3.Connection, leaves_after: int = 10**9) -> None:
        self.now, self.pauses = 100.0, list[float]()
        self._other, self._leaves_after = other, leaves_after

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)
        if len(self.pauses) == self._leaves_after:
            self._other.execute("COMMIT")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """One who writes, and one who waits."""
    path = tmp_path / "x.sqlite"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(sqlite3.connect(path, isolation_level=None, timeout=3)) as mine,
    ):
        other.execute("BEGIN IMMEDIATE")
        yield other, mine


def test_the_turn_comes_when_the_other_is_done(
    two: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, mine = two
    clock = StillClock(other, leaves_after=7)
    monkeypatch.setattr(waiting, "time", clock)
    take_turn(mine, PATIENCE)
    assert mine.in_transaction
    assert len(clock.pauses) == 7
    assert mine.execute("PRAGMA busy_timeout").fetchone() == (3000,)


def test_whoever_waits_longest_asks_most_often(
    two: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, mine = two
    clock = StillClock(other)
    monkeypatch.setattr(waiting, "time", clock)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        take_turn(mine, PATIENCE)
    assert clock.now - 100 == pytest.approx(PATIENCE, abs=LONGEST_PAUSE)
    assert max(clock.pauses) <= LONGEST_PAUSE
    assert max(clock.pauses[-100:]) <= LONGEST_PAUSE / PATIENCE
    assert not mine.in_transaction
