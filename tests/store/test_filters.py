"""The query language against real tickets: every field finds what it says, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import callbacks, customers, handling, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.rules.query import MOST_VALUES, TICKET_FIELDS, Query, Term
from tests.support import ACCOUNT, START

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def work(made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that the tests of this module only read."""
    return filled(copied(made_desk, tmp_path_factory.mktemp("work")))


def copied(made_desk: Path, folder: Path) -> Desk:
    with closing(sqlite3.connect(made_desk)) as source, closing(sqlite3.connect(folder / "desk")) as target:
        source.backup(target)
    return open_desk(folder / "desk", account=ACCOUNT, clock=FrozenClock(START))


def filled(desk: Desk) -> Desk:
    """Seven tickets: an urgent leak, a waiting complaint, a request of nobody's, and one for every end."""

    def opened(subject: str, **fields: Any) -> int:
        return tickets.open_ticket(desk, NewTicket(subject, **fields)).ticket.number

    wang = customers.create(desk, NewCustomer(name="王小明", phones=("13800138000",), premises=("3-2-501",)))
    opened("爆管 100%", category="leak_flood", customer=wang.number, assignee="me", tags="vip leak")
    complaint = opened("Noise at night", kind="complaint", channel="wechat", opened_at=START - 3 * DAY)
    handling.wait(desk, complaint, waiting_for="customer")
    handling.escalate(desk, opened("50_50 split", caller="a man", team="security"), "he shouts")
    for number, end in (
        (opened("resolved"), None),
        (opened("closed"), "close"),
        (opened("reopened"), "reopen"),
    ):
        tickets.resolve(desk, number, "电梯修好了")
        if end == "close":
            tickets.close(desk, number)
        elif end == "reopen":
            tickets.reopen(desk, number, "not quite")
    tickets.cancel(desk, opened("cancelled"), "x")
    handling.reply(desk, 1, "师傅在路上")
    callbacks.plan(desk, NewCallback(customer=wang.number, ticket=1, at=START + HOUR, reason="parts"))
    return later(desk, timedelta(minutes=45))


def later(desk: Desk, by: timedelta) -> Desk:
    return replace(desk, clock=FrozenClock(desk.now() + by))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "1 2 3 6"),
        ("is:any", "1 2 3 4 5 6 7"),
        ("is:open", "1 2 3 6"),
        ("is:new", "3"),
        ("is:waiting", "2"),
        ("is:resolved", "4"),
        ("is:closed", "5"),
        ("is:cancelled", "7"),
        ("is:overdue", "1 3 6"),
        ("is:reopened", "6"),
        ("is:escalated", "3"),
        ("是:已升级", "3"),
        ("not:is:escalated", "1 2 6"),
        ("is:unassigned", "2 3 6"),
        ("not:is:overdue", "2"),
        ("status:resolved,closed", "4 5"),
        ("状态:已关闭", "5"),
        ("kind:complaint", "2"),
        ("not:kind:complaint", "1 3 6"),
        ("category:leak_flood", "1"),
        ("category:爆管水浸", "1"),
        ("not:category:leak_flood", "2 3 6"),
        ("priority:urgent", "1"),
        ("channel:wechat", "2"),
        ("owner:me", "1"),
        ("owner:li.na", "1"),
        ('owner:"Li Na"', "1"),
        ("owner:none", "2 3 6"),
        ("-owner:me", "2 3 6"),
        ("team:engineering", "1"),
        ("team:工程维修部,security", "1 3"),
        ("team:mine", "2 6"),
        ("customer:1", "1"),
        ("customer:C1", "1"),
        ("customer:小明", "1"),
        ("premises:2-501", "1"),
        ("tag:vip", "1"),
        ("tag:vi", ""),
        ("-tag:vip", "2 3 6"),
        ("turn:customer", "2"),
        ("opened:today", "1 3 6"),
        ("opened:<2026-11-22", "2"),
        ("opened:2026-11-20..2026-11-21", "2"),
        ("resolved:today", "4 5"),
        ("closed:today", "5 7"),
        ("due:overdue", "1 3 6"),
        ("no:owner no:customer", "2 3 6"),
        ("no:premises", "2 3 6"),
        ("no:tag", "2 3 6"),
        ("no:due", "2"),
        ("has:callback", "1"),
        ("has:reply", "1"),
        ("has:customer", "1"),
        ("has:premises", "1"),
        ("has:called", ""),
        ("爆管", "1"),
        ("路上", "1"),
        ("王小明", "1"),
        ("noise", "2"),
        ("100%", "1"),
        ("%", "1"),
        ("_", "3"),
        ('"noise at night"', "2"),
        ("is:any 修好", "4 5 6"),
        ("7", "7"),
        ("#4,T5", "4 5"),
        ("is:open -爆管", "2 3 6"),
    ],
)
def test_a_query_finds_what_it_says(work: Desk, query: str, found: str) -> None:
    assert [str(row.number) for row in lookup.tickets(work, query, sort="number")] == found.split()
    assert lookup.count(work, query) == len(found.split())
    assert [str(number) for number in lookup.numbers(work, query, sort="number")] == found.split()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("due", [1, 6, 3, 2]),
        ("number", [1, 2, 3, 6]),
        ("oldest", [2, 1, 3, 6]),
        ("opened", [6, 3, 1, 2]),
        ("updated", [6, 3, 1, 2]),
        ("priority", [1, 6, 3, 2]),
    ],
)
def test_lists_are_sorted(desk: Desk, sort: str, order: list[int]) -> None:
    work = filled(desk)
    for number in (2, 3, 1, 6):
        work = later(work, timedelta(minutes=1))
        handling.note(work, number, "seen")
    handling.prioritise(work, 6, "high")
    handling.reply(work, 3, "tomorrow")
    assert [row.number for row in lookup.tickets(work, "", sort=sort)] == order


@pytest.mark.parametrize(
    "query", ["漏水", "not:漏水", "owner:u", "customer:v", "has:called", "due:<2d", "tag:x", "is:open"]
)
def test_the_longest_query_is_answered(desk: Desk, query: str) -> None:
    assert lookup.tickets(desk, f"{query} " * MOST_VALUES) == []


@pytest.mark.parametrize("digits", [18, 19, 400, 5_000])
def test_a_number_that_no_customer_can_have_finds_none(desk: Desk, digits: int) -> None:
    assert lookup.tickets(desk, "customer:" + "9" * digits) == []


TEXTS = st.text(min_size=1, max_size=12).filter(str.strip)
TERMS = st.one_of(
    st.builds(
        lambda field, value, negated: Term(field, values=(value,), negated=negated),
        st.sampled_from([name for name, field in TICKET_FIELDS.by_name.items() if field.reads == "text"]),
        TEXTS,
        st.booleans(),
    ),
    st.sampled_from(
        [
            Term(name, values=(value,), negated=negated)
            for name, field in TICKET_FIELDS.by_name.items()
            if field.reads == "choice"
            for value in field.choices
            for negated in (True, False)
        ]
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TERMS, max_size=4))
def test_any_text_is_only_ever_data(desk: Desk, terms: list[Term]) -> None:
    assert lookup.count(desk, Query(tuple(terms))) == 0
