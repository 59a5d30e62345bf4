"""Speed by what does not wobble: how often the file is asked, how many rows leave it, and what is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from servicedesk.commands.nouns import NOUNS
from servicedesk.desk import Desk
from servicedesk.lookups import card, customers, find, queues, search, ticket_file, tickets, today
from servicedesk.store.sessions import engine_for
from servicedesk.store.tables.every import MODELS
from tests.imports import CLOSED, OPEN, bring_in, sheet
from tests.support import START, CommandLine
from tests.watching import Seen, watching

TICKETS = 400
PAGE = 20
PROBE = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from servicedesk.cli import main
main(sys.argv[1:])
"""
AT_THE_END = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count(), len(gc.get_objects()), file=sys.stderr))
from servicedesk.cli import main
main()
"""
WHAT_A_TICKET_IS_TIED_TO = {"category", "customer", "occupancy", "premises", "staff", "team"}


@pytest.fixture
def busy(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with 400 tickets, half of them open, of 40 customers."""
    whose = [("王小明", f"138001380{number % 40:02d}", "8-802") for number in range(TICKETS)]
    made = [
        (f"{number}", f"漏水 {number}", *whose[number], *(OPEN if number % 2 else CLOSED)[5:])
        for number in range(TICKETS)
    ]
    bring_in(desk, sheet(tmp_path / "a.csv", *made))
    return desk


def rows(seen: list[Seen]) -> int:
    return sum(one.rows for one in seen)


@pytest.mark.parametrize(
    ("look", "most_asked", "most_rows"),
    [
        (lambda desk: tickets.tickets(desk, limit=PAGE), 1, PAGE),
        (lambda desk: tickets.by_numbers(desk, range(1, PAGE + 1)), 1, PAGE),
        (lambda desk: tickets.count(desk), 1, 1),
        (lambda desk: today.today(desk, limit=PAGE), 1, PAGE),
        (lambda desk: today.counts(desk), 1, 1),
        (lambda desk: queues.counted(desk), len(queues.BUILT_IN) + 1, len(queues.BUILT_IN)),
        (lambda desk: customers.customers(desk, limit=PAGE), 1, PAGE),
        (lambda desk: customers.files(desk, limit=PAGE), 4, 2 * PAGE),
        (lambda desk: find.find(desk, "13800138007"), 7, 10),
        (lambda desk: search.search(desk, "漏水", limit=PAGE), 4, PAGE),
        (lambda desk: card.card(desk, 1), 11, 11),
        (lambda desk: ticket_file.ticket_file(desk, 1), 6, 10),
    ],
    ids=[
        "open tickets", "a page", "count", "today", "counts", "queues", "customers", "customer files", "find",
        "search", "card", "ticket",
    ],
)  # fmt: skip
def test_what_a_screen_shows_is_asked_in_few_selects(
    busy: Desk, look: Callable[[Desk], object], most_asked: int, most_rows: int
) -> None:
    with watching() as seen:
        look(busy)
    assert 0 < len(seen) <= most_asked
    assert rows(seen) <= most_rows


@pytest.mark.parametrize(
    ("command", "most_asked"),
    [
        (("ticket", "list", "--json"), 3),
        (("ticket", "list", "--csv", "is:any"), 3),
        (("ticket", "list", "--queue", "overdue"), 4),
        (("ticket", "show", "1", "--json"), 11),
        (("customer", "list", "--json"), 6),
        (("callback", "list"), 3),
        (("search", "漏水"), 6),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_asks_as_little_of_a_large_desk_as_of_a_small_one(
    busy: Desk, cli: CommandLine, command: tuple[str, ...], most_asked: int
) -> None:
    with watching() as seen:
        assert cli(*command).code == 0
    assert 0 < len(seen) <= most_asked


def test_a_page_of_a_list_reads_no_more_rows_than_it_shows(busy: Desk, cli: CommandLine) -> None:
    with watching() as whole:
        assert len(cli("ticket", "list", "is:any").lines) == TICKETS
    with watching() as page:
        assert len(cli("ticket", "list", "is:any", "--limit", str(PAGE)).lines) == PAGE
    assert rows(whole) - rows(page) == TICKETS - PAGE - 1  # one more row counts them all


@pytest.mark.parametrize(
    "command",
    [
        ("ticket", "list", "--limit", "5", "is:open"),
        ("ticket", "show", "1"),
        ("search", "漏水"),
        ("customer", "find", "wang"),
        ("callback", "list"),
        ("report", "daily"),
    ],
    ids=" ".join,
)
def test_a_command_that_reads_loads_its_own_noun_and_nothing_that_writes_or_draws(
    busy: Desk, command: tuple[str, ...]
) -> None:
    loaded = _loaded_by(busy, *command)
    ours = {name for name in loaded if name.startswith("servicedesk.")}
    floors = {name.split(".")[1] for name in ours}
    assert floors.isdisjoint({"operations", "screens", "widgets", "app", "packs"})
    others = {name for name in ours if name.startswith("servicedesk.commands.")}
    nouns = {f"servicedesk.commands.{noun.replace('-', '_')}" for noun in NOUNS}
    assert others & nouns == {f"servicedesk.commands.{command[0]}"}
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "rich", "textual"} & loaded


def test_a_new_ticket_maps_only_the_tables_it_touches_and_loads_no_library_beside_the_orm(busy: Desk) -> None:
    loaded = _loaded_by(busy, "ticket", "new", "Burst pipe 爆管", "--phone", "13800138007")
    homes = [sys.modules[name] for name in loaded if name.startswith("servicedesk.store.tables.")]
    mapped = {name for name, model in MODELS.items() if sys.modules[model.__module__] in homes}
    assert mapped == {"ticket", "event", "event_body"} | WHAT_A_TICKET_IS_TIED_TO
    assert not {"alembic", "chinese_calendar", "phonenumbers", "pypinyin", "rapidfuzz", "rich"} & loaded
    assert "sqlalchemy.dialects.postgresql" not in loaded
    assert sum(name.startswith("servicedesk.") for name in loaded) <= 105


@pytest.mark.parametrize(
    ("command", "most_run"),
    [
        (("ticket", "new", "Burst pipe 爆管", "--phone", "13800138007"), 14),
        (("ticket", "note", "1", "王先生又来电"), 11),
        (("ticket", "resolve", "2", "修好了"), 13),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_write_runs_few_statements(
    busy: Desk, cli: CommandLine, command: tuple[str, ...], most_run: int
) -> None:
    run: list[str] = []
    engine = engine_for(busy.store.path)
    event.listen(engine, "before_cursor_execute", lambda *told: run.append(told[2]))
    assert cli(*command).code == 0
    assert 0 < len(run) <= most_run


@pytest.mark.parametrize("command", [("ticket", "list"), ("ticket", "new", "x", "--unknown")], ids=" ".join)
def test_a_process_that_ends_does_not_look_through_all_it_loaded(
    busy: Desk, command: tuple[str, ...]
) -> None:
    kept, looked_through = map(int, _run(busy, AT_THE_END, *command).split()[-2:])
    assert kept > 20_000
    assert looked_through < 100


FIRST_ROWS = """
import servicedesk.cli, servicedesk.commands.fullscreen, servicedesk.screens.opening
import servicedesk.app, servicedesk.screens.today, sys
print(*(name for name in sys.modules if name.startswith("servicedesk.")))
"""


def test_the_first_rows_wait_for_few_modules_and_for_none_that_only_verbs_need() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_ROWS], capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(ran.stdout.split())
    assert len(loaded) <= 60
    floors = {name.split(".")[1] for name in loaded}
    assert floors.isdisjoint({"operations", "reports", "packs"})
    later = {
        "lookups.tickets",
        "lookups.pulse",
        "rules.query",
        "rules.worktime",
        "widgets.form",
        "screens.forms",
    }
    assert loaded.isdisjoint({f"servicedesk.{name}" for name in later})


def _loaded_by(desk: Desk, *command: str) -> set[str]:
    return set(_run(desk, PROBE, *command).split())


def _run(desk: Desk, probe: str, *command: str) -> str:
    """What a command in a process of its own, with a probe, says on stderr."""
    ran = subprocess.run(
        [sys.executable, "-c", probe, *command],
        capture_output=True,
        encoding="utf-8",
        env=os.environ
        | {
            "SERVICEDESK_DATABASE": str(desk.store.path),
            "SERVICEDESK_STAFF": "li.na",
            "SERVICEDESK_NOW": START.isoformat(),
        },
        check=True,
    )
    return ran.stderr
