"""What became of one file: imported so that everything adds up, or refused without a trace."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from servicedesk.store.search_rows import Indexed
from survive.files.making import Made
from survive.headless import Ran, command, harm

MOST_SECONDS = 10.0  # of the processor, for one file of any size
ROWS_A_SECOND = 2_000  # and so many more seconds for its rows, each read four times
REFUSED_CODES = (1, 2, 3)
# What an import writes and its undo must bring back, byte for byte.
_KEPT = ("ticket", "customer", "phone", "email", "premises", "occupancy", "entry", "callback", *Indexed)
_COUNTS = ("created", "updated", "unchanged")


class Verdict(NamedTuple):
    """How a file ended (`imported`, `nothing new`, `refused`), the rows it had, what was wrong, and how long it took."""

    ended: str
    rows: int
    wrong: list[str]
    seconds: float


def judge(desk: Path, made: Made, *, again: bool) -> Verdict:
    """Rehearses and imports one file and takes it back; `again` imports it twice, which must change nothing."""
    base = ("--database", str(desk), "ticket", "import", str(made.path), *made.options, "--json")
    with closing(sqlite3.connect(desk)) as watch:
        before, version = kept(watch), _version(watch)
        rehearsed = command(*base, "--dry-run")
        wrong = harm(rehearsed)
        if _version(watch) != version:
            wrong.append("the rehearsal wrote into the desk")
        done = command(*base, "--yes")
        wrong += harm(done) + _alike(rehearsed, done)
        seconds = max(rehearsed.seconds, done.seconds)
        if not done.out:
            wrong += _slow(seconds, 0)
            if done.code not in REFUSED_CODES:
                wrong.append(f"refused with code {done.code}: {done.err[:200]!r}")
            if _version(watch) != version:
                wrong.append("a refused file wrote into the desk")
            return Verdict("refused", 0, wrong, seconds)
        counts = _counts(done, made, wrong)
        wrong += _slow(seconds, sum(counts.values()))
        if again:
            wrong += _nothing_new(command(*base, "--yes"), counts)
        if counts["created"] + counts["updated"]:
            wrong += _taken_back(desk, watch, before)
            return Verdict("imported", sum(counts.values()), wrong, seconds)
        if kept(watch) != before:
            wrong.append("it says that nothing is new, and the desk changed")
        return Verdict("nothing new", sum(counts.values()), wrong, seconds)


def kept(watch: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that an import may touch."""
    return {
        table: watch.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall() for table in _KEPT
    }


def _version(watch: sqlite3.Connection) -> int:
    """Moves with every commit of another connection."""
    return int(watch.execute("PRAGMA data_version").fetchone()[0])


def _slow(seconds: float, rows: int) -> list[str]:
    late = seconds > MOST_SECONDS + rows / ROWS_A_SECOND
    return [f"took {seconds:.0f} s of the processor for {rows} rows"] if late else []


def _counts(done: Ran, made: Made, wrong: list[str]) -> dict[str, int]:
    said: Any = json.loads(done.out)
    counts = {name: int(said[name]) for name in _COUNTS} | {"refused": len(said["refused"])}
    if made.rows is not None and sum(counts.values()) != made.rows:
        wrong.append(f"{counts} do not add up to its {made.rows} rows")
    if (done.code == 1) != bool(counts["refused"]) or done.code not in (0, 1):
        wrong.append(f"left with {done.code} after {counts}")
    if any(not row["reason"] or row["row"] < 1 for row in said["refused"]):
        wrong.append("a refused row has no reason")
    return counts


def _alike(rehearsed: Ran, done: Ran) -> list[str]:
    """The rehearsal promised what was done."""
    if (rehearsed.code, rehearsed.out) == (done.code, done.out):
        return []
    return [f"rehearsed {rehearsed.code} {rehearsed.out[:150]!r}, did {done.code} {done.out[:150]!r}"]


def _nothing_new(second: Ran, first: dict[str, int]) -> list[str]:
    said: Any = json.loads(second.out) if second.out else {}
    counts = {name: said.get(name) for name in _COUNTS}
    expected = {"created": 0, "updated": 0, "unchanged": sum(first[name] for name in _COUNTS)}
    if counts == expected:
        return []
    return [f"imported again it says {counts} instead of {expected} ({second.err[:200]!r})"]


def _taken_back(desk: Path, watch: sqlite3.Connection, before: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    undone = command("--database", str(desk), "undo")
    if undone.code:
        return [f"it cannot be undone: {undone.code} {undone.err[:200]!r}"]
    after = kept(watch)
    return [f"after undo {table} is another" for table in _KEPT if after[table] != before[table]]
