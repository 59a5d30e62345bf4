"""Customer files brought in from a list, rehearsed, brought in again and taken back: how much memory each takes.

The floor of each is the same verb with a tenth of the rows: what is held must not grow as the list does.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import NamedTuple

from bench.desks import LOADED, SERVICEDESK, env_of, make_empty
from bench.figures import Figure, Target
from bench.processes import Program, peak_megabytes
from bench.run import Run
from bench.words import person_name

ROWS, FEW = 100_000, 10_000
MOST_MEGABYTES = 400
HEADINGS = (
    "客户编号",
    "姓名",
    "手机",
    "邮箱",
    "楼栋",
    "单元",
    "房号",
    "身份",
    "生日",
    "标签",
    "备注",
    "公司",
)


class Verb(NamedTuple):
    """One thing that is done with the list."""

    name: str
    arguments: tuple[str, ...]


class Spent(NamedTuple):
    """What a verb took."""

    megabytes: float
    seconds: float


def measure(run: Run) -> list[Figure]:
    """Peaks of memory with the whole list, each beside its peak with a tenth of it, and how many rows go in a second."""
    rows, few = (2_000, 500) if run.is_short else (ROWS, FEW)
    before, after = _all_verbs(run.folder / "few", few), _all_verbs(run.folder / "many", rows)
    figures = [_memory(name, rows, after[name], before[name], few, run.is_short) for name in after]
    rate = rows / after["customer import"].seconds
    return [*figures, Figure(f"customer import, {rows:,} rows", "rows/s", rate, rate, rate, 1, "once")]


def _memory(name: str, rows: int, spent: Spent, less: Spent, few: int, is_short: bool) -> Figure:
    peak, floor = spent.megabytes, f"the same with {few:,} rows"
    target = None if is_short else Target("most", MOST_MEGABYTES)
    remark = f"{spent.seconds:.1f} s by the clock"
    return Figure(
        f"{name}, {rows:,} rows", "MB", peak, peak, peak, 1, "once",
        None, None, floor, less.megabytes, target, remark,
    )  # fmt: skip


def _all_verbs(folder: Path, rows: int) -> dict[str, Spent]:
    folder.mkdir(exist_ok=True)
    desk, sheet = folder / "desk.sqlite", folder / "customers.csv"
    make_empty(desk)
    write_people(sheet, rows)
    bring = ("customer", "import", str(sheet))
    verbs = (
        Verb("customer import --dry-run", (*bring, "--dry-run")),
        Verb("customer import", (*bring, "--yes")),
        Verb("customer import of the same list again", (*bring, "--yes")),
        Verb("undo of a customer import", ("undo",)),
    )
    return {verb.name: _spent(verb, desk) for verb in verbs}


def _spent(verb: Verb, desk: Path) -> Spent:
    started = time.perf_counter()
    peak = peak_megabytes(Program(verb.name, (SERVICEDESK, *verb.arguments), env_of(desk, LOADED)))
    return Spent(peak, time.perf_counter() - started)


def write_people(path: Path, rows: int) -> None:
    """A list of people as a property firm keeps it; each has a flat of her own."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(rows):
            flat = (number // 400 + 1, number // 100 % 4 + 1, f"{number % 100 // 4 + 1}{number % 4 + 1:02d}")
            name, phone = person_name(number, chinese=number % 5 > 0), f"13{number * 7_919 % 10**9:09d}"
            year = f"19{number % 60 + 40}/{number % 12 + 1}/{number % 28 + 1}"
            whose = (f"E{number}", name, phone, f"p{number}@example.cn", *flat, "业主", year)
            writer.writerow(
                (*whose, "vip" if number % 9 == 0 else "", "常在外地", "绿城" if number % 3 else "")
            )
