"""Speed by what does not wobble: what SQLite does for a page, and what a command loads, however large the desk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import callbacks, customers, find, search, ticket_file, tickets
from servicedesk.store.database import store_at
from tests.imports import CLOSED, OPEN, bring_in, sheet
from tests.support import ACCOUNT, START
from tests.watching import stepping

SMALL, LARGE = 300, 2_400
PAGE = 20
CUSTOMERS = 60
PROBE = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from servicedesk.cli import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def small(made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A small desk, a quarter of its tickets open."""
    return _desk_of(SMALL, made_desk, tmp_path_factory)


@pytest.fixture(scope="module")
def sizes(small: Desk, made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """A small desk and one of eight times as many tickets."""
    return small, _desk_of(LARGE, made_desk, tmp_path_factory)


def _desk_of(count: int, made_desk: Path, factory: pytest.TempPathFactory) -> Desk:
    folder = factory.mktemp(f"desk{count}")
    path = folder / "desk.sqlite"
    path.write_bytes(made_desk.read_bytes())
    desk = open_desk(store_at(path), account=ACCOUNT)
    made = []
    for number in range(count):
        who = ("王小明", f"138001380{number % CUSTOMERS:02d}", "8-802")
        word = "鹦鹉 parrot" if number % (count // 10) == 0 else "漏水 leak"
        rest = OPEN[5:] if number % 4 == 0 else CLOSED[5:]
        made.append((f"{number}", f"{word} {number}", *who, *rest))
    bring_in(desk, sheet(folder / "a.csv", *made))
    return desk


@pytest.mark.parametrize(
    "look",
    [
        lambda desk: tickets.tickets(desk, limit=PAGE),
        lambda desk: tickets.tickets(desk, "is:any", sort="number", limit=PAGE),
        lambda desk: tickets.by_numbers(desk, range(1, PAGE + 1)),
        lambda desk: ticket_file.ticket_file(desk, 7),
        lambda desk: search.search(desk, "parrot", limit=PAGE),
        lambda desk: search.search(desk, "鹦鹉", limit=PAGE),
        lambda desk: find.find(desk, "13800138007"),
        lambda desk: customers.customers(desk, limit=PAGE),
        lambda desk: callbacks.callbacks(desk),
    ],
    ids=["open tickets", "all by number", "a page", "a ticket", "a rare word", "two rare characters", "a phone", "customers", "calls"],
)  # fmt: skip
def test_sqlite_does_no_more_for_a_page_of_a_desk_eight_times_as_large(
    sizes: tuple[Desk, Desk], look: Callable[[Desk], object]
) -> None:
    done = []
    for desk in sizes:
        with stepping() as steps:
            look(desk)
        done.append(sum(steps))
    small, large = done
    assert 0 < large <= 1.3 * small + 20, done


@pytest.mark.parametrize(
    ("command", "most"),
    [
        (("ticket", "list"), 75),
        (("ticket", "show", "1"), 90),
        (("search", "leak"), 75),
        (("customer", "find", "wang"), 75),
        (("callback", "list"), 75),
        (("report", "daily"), 80),
        (("ticket", "new", "Burst pipe 爆管", "--unknown"), 110),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_command_loads_few_modules_of_ours(small: Desk, command: tuple[str, ...], most: int) -> None:
    loaded = _loaded_by(small, *command)
    assert 0 < sum(name.startswith("servicedesk.") for name in loaded) <= most
    assert not {"rich", "textual", "alembic", "pypinyin", "openpyxl", "chinese_calendar"} & loaded


def _loaded_by(desk: Desk, *command: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *command],
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "SERVICEDESK_DATABASE": str(desk.store.path),
            "SERVICEDESK_STAFF": "li.na",
            "SERVICEDESK_NOW": START.isoformat(),
        },
        check=True,
    )
    return set(ran.stderr.splitlines()[-1].split())
