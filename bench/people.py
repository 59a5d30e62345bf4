"""Duplicates: how many of the files believed to be of one person are (precision), and how many of those are found (recall).

People and firms with gold links, found by SERVICEDESK_PROOF_DATA, are compared as files of a desk; time grows with made-up
files. What the data knows beside name, place and birthday is not used: no desk has an official number twice.
"""

from __future__ import annotations

import csv
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.figures import Figure, Target
from bench.run import Run
from servicedesk.rules.duplicates import Portrait, pairs, portrait

SEED = 20261123
SIZES = {10_000: 5.0, 100_000: 60.0}  # files, and the seconds a scan may take
LEAST = {
    ("people", "precision"): 97, ("people", "recall"): 90,
    ("firms", "precision"): 90, ("firms", "recall"): 90,
}  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = (
    "小明红伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华建国文辉力永健世广志义兴良海山仁波宁贵福生龙元全"
)


class Measured(NamedTuple):
    """What a scan of gold-linked files found."""

    files: int
    linked: int
    precision: float
    recall: float


Gold = tuple[list[Portrait], set[tuple[int, int]]]


def measure(run: Run) -> list[Figure]:
    """Precision and recall where the data is, and how long a scan takes."""
    figures: list[Figure] = []
    folder = os.environ.get("SERVICEDESK_PROOF_DATA")
    if folder:
        for name, gold in (("people", people(Path(folder))), ("firms", firms(Path(folder)))):
            figures += _quality(name, gold)
    for size, limit in SIZES.items():
        if not run.is_short or size == min(SIZES):
            figures.append(_scan(size, limit))
    return figures


def people(folder: Path) -> Gold:
    """The people of febrl1: name, address, and the birthday where it is a day."""
    rows = _rows(folder / "dedupe" / "febrl1.csv")
    address = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
    files = [
        portrait(
            number,
            f"{row['given_name']} {row['surname']}",
            premises=[" ".join(filter(None, (row[part] for part in address)))],
            birthday=_day(row["date_of_birth"]),
        )
        for number, row in enumerate(rows, 1)
    ]
    return files, _linked(row["rec_id"].split("-")[1] for row in rows)


def firms(folder: Path) -> Gold:
    """The restaurants of two guides: name and address."""
    rows = _rows(folder / "dedupe" / "restaurants.csv")
    files = [
        portrait(number, row["name"], kind="company", premises=[f"{row['address']} {row['city']}"])
        for number, row in enumerate(rows, 1)
    ]
    return files, _linked(row["unique_id"] for row in rows)


def measured(gold: Gold) -> Measured:
    """What a scan believes beside what is so."""
    files, linked = gold
    believed = {(pair.first, pair.second) for pair in pairs(files)}
    right = len(believed & linked)
    return Measured(len(files), len(linked), right / len(believed), right / len(linked))


def _quality(name: str, gold: Gold) -> Iterator[Figure]:
    found = measured(gold)
    about = f"duplicates among {found.files:,} {name}, {found.linked} pairs"
    for what, share in (("precision", found.precision), ("recall", found.recall)):
        value, target = share * 100, Target("least", LEAST[name, what])
        yield Figure(f"{about}: {what}", "%", value, value, value, 1, "once", target=target)


def _scan(size: int, limit: float) -> Figure:
    random = Random(SEED)
    files = [_made_up(random, number) for number in range(1, size + 1)]
    started = time.perf_counter()
    pairs(files)
    seconds = time.perf_counter() - started
    target = Target("most", limit)
    return Figure(f"scan of {size:,} files", "s", seconds, seconds, seconds, 1, "once", target=target)


def _made_up(random: Random, number: int) -> Portrait:
    name = random.choice(_SURNAMES) + random.choice(_GIVEN) + random.choice(_GIVEN)
    flat = (
        f"枫林苑{random.randint(1, 60)}-{random.randint(1, 4)}-{random.randint(1, 30)}0{random.randint(1, 4)}"
    )
    return portrait(number, name, phones=[f"+861{random.randrange(10**10):010}"], premises=[flat])


def _rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _linked(keys: Iterator[str]) -> set[tuple[int, int]]:
    same: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys, 1):
        same[key].append(number)
    return {(one, other) for group in same.values() for one in group for other in group if one < other}
