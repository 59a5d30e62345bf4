"""Lists and counts go by their indexes, also in a file whose statistics were never gathered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import callbacks, find, queues, tasks, tickets, today
from servicedesk.reports.daily import daily
from tests.support import ACCOUNT
from tests.watching import watching

OPEN_BY_DUE = "ticket_open_due"
QUEUES = {
    "unassigned": "ticket_open_assignee",
    "mine": "ticket_open_assignee",
    "my_team": "ticket_open_team",
    "overdue": OPEN_BY_DUE,
    "due_today": OPEN_BY_DUE,
    "waiting": OPEN_BY_DUE,
    "urgent": OPEN_BY_DUE,
    "escalated": OPEN_BY_DUE,
    "resolved_not_called": "ticket_not_closed",
    "all_open": OPEN_BY_DUE,
}
# All open work is counted, whichever of its indexes serves.
COUNTED = QUEUES | dict.fromkeys(("waiting", "urgent", "escalated", "all_open"), "ticket_open_")

LARGE = {
    f"SCAN {name}" for name in ("t", "ticket", "b", "callback", "c", "customer", "e", "event", "task", "k")
}


@pytest.fixture(scope="module")
def fresh(made_desk: Path) -> Desk:
    """A desk that nothing is written to; SQLite knows nothing of its sizes."""
    return open_desk(made_desk, account=ACCOUNT)


def test_every_desk_has_its_indexes_in_one_order_those_of_a_part_last(fresh: Desk) -> None:
    """Of indexes that serve alike SQLite takes the last: by chance of their order plans would differ by desk."""
    made = "SELECT tbl_name, sql LIKE '% WHERE %', name FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    with fresh.store.reading() as reader:
        in_order = [
            list(rows) for _table, rows in groupby(reader.rows(f"{made} ORDER BY rowid"), lambda row: row[0])
        ]
    assert in_order
    assert [rows for rows in in_order if rows != sorted(rows)] == []


@pytest.mark.parametrize(("code", "_name", "query"), queues.BUILT_IN, ids=[row[0] for row in queues.BUILT_IN])
def test_a_queue_goes_by_its_index(fresh: Desk, code: str, _name: str, query: str) -> None:
    with watching() as listed:
        tickets.tickets(fresh, query, limit=50)
        tickets.numbers(fresh, query)
    with watching() as counted:
        tickets.count(fresh, query)
    assert [seen.uses(QUEUES[code]) for seen in listed] == [True, True]
    assert [seen.uses(COUNTED[code]) for seen in counted] == [True]


@pytest.mark.parametrize("code", ["all_open", "due_today", "escalated", "overdue", "urgent", "waiting"])
def test_open_work_is_counted_from_its_index_alone(fresh: Desk, code: str) -> None:
    query = next(query for known, _name, query in queues.BUILT_IN if known == code)
    with watching() as counted:
        tickets.count(fresh, query)
    assert [f"COVERING INDEX {OPEN_BY_DUE}" in step for seen in counted for step in seen.plan] == [True]


def test_open_work_comes_in_the_order_of_its_index(fresh: Desk) -> None:
    with watching() as seen:
        tickets.numbers(fresh)
    assert seen[0].plan == (f"SCAN t USING COVERING INDEX {OPEN_BY_DUE}",)


def test_today_passes_over_open_work_in_its_index(fresh: Desk) -> None:
    with watching() as seen:
        today.today(fresh)
    of_tickets = [step for step in seen[0].plan if " t USING" in step]
    assert f"SEARCH t USING COVERING INDEX {OPEN_BY_DUE} (due_at<?)" in of_tickets
    assert all("COVERING" in step or "PRIMARY KEY" in step for step in of_tickets)


@pytest.mark.parametrize(
    "query", ["status:new", "status:new,open", "status:resolved", "is:new", "is:waiting", "is:resolved"]
)
def test_a_status_is_looked_for_where_its_tickets_are(fresh: Desk, query: str) -> None:
    with watching() as seen:
        tickets.count(fresh, query)
    assert [one.walks for one in seen] == [[]]


@pytest.mark.parametrize(
    ("look", "indexes"),
    [
        (today.today, [OPEN_BY_DUE, "callback_due", "task_due"]),
        (
            today.counts,
            [OPEN_BY_DUE, "callback_due", "event_called", "ix_ticket_resolved_at", "ix_ticket_opened_at"],
        ),
        (callbacks.callbacks, ["callback_due"]),
        (callbacks.count, ["callback_due"]),
        (tasks.tasks_due, ["task_due"]),
        (lambda desk: find.find(desk, "13800138000"), ["ix_phone_number", "ticket_open_customer"]),
        (
            lambda desk: daily(desk, date(2026, 11, 22)),
            [OPEN_BY_DUE, "event_happened", "ix_ticket_resolved_at", "ticket_cancelled"],
        ),
    ],
    ids=["today", "counts", "callbacks", "calls counted", "tasks", "find", "daily report"],
)
def test_what_stands_on_the_screen_goes_by_its_indexes(
    fresh: Desk, look: Callable[[Desk], object], indexes: list[str]
) -> None:
    with watching() as seen:
        look(fresh)
    assert [index for index in indexes if not any(one.uses(index) for one in seen)] == []
    assert [step for one in seen for step in one.walks if step in LARGE and "IN ()" not in one.sql] == []
