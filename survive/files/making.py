"""One malformed file after another; its number and the seed of the run say all about it."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import NamedTuple

from survive.files import cells, sheets, texts

_OPTIONS = (
    (), (), ("--date-order", "dmy"), ("--date-order", "dmy"), ("--date-order", "mdy"), ("--map", "subject=1"), ("--map", "subject=2"),
    ("--set", "subject=No subject"), ("--encoding", "gb18030"), ("--encoding", "utf-8"), ("--set", "priority=high"),
)  # fmt: skip
SOUND = 0.3  # so many text files are whole: hostile in their cells alone


class Made(NamedTuple):
    """A file, the options it is imported with, and how many rows it has where that is certain."""

    path: Path
    options: tuple[str, ...]
    rows: int | None


def make(seed: int, number: int, folder: Path) -> Made:
    """The file with this number: `make(20261123, 4711, Path("."))` makes the one that a fault names again."""
    chance = Random(f"{seed} file {number}")
    rows = cells.table(chance)
    certain: int | None = None
    if chance.random() < 0.3:
        name, raw = _workbook(chance, rows)
    else:
        name = chance.choice(("a.csv", "a.tsv", "a.txt", "a"))
        shape = chance.random()
        if shape < SOUND:
            certain = sum(any(cell.strip() for cell in row) for row in rows[1:])
            raw = texts.sound(rows)
        else:
            if chance.random() < 0.3:
                rows = texts.reshaped(chance, rows)
            raw = texts.written(chance, rows)
            if chance.random() < 0.8:
                raw = texts.damaged(chance, raw)
    path = folder / f"{number}-{name}"
    path.write_bytes(raw)
    return Made(path, chance.choice(_OPTIONS), certain)


def _workbook(chance: Random, rows: list[list[str]]) -> tuple[str, bytes]:
    kind = chance.random()
    if kind < 0.02:
        return "a.xlsx", sheets.bomb(chance)
    raw = sheets.written(chance, rows)
    if kind < 0.5:
        raw = sheets.damaged(chance, raw)
    if kind > 0.85:
        raw = texts.damaged(chance, raw)
    return chance.choice(("a.xlsx", "a.csv", "a.xls")), raw
