"""Due times follow what a policy looks at: the customer's tier, agreements, the category, also through an import."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets as lookup
from servicedesk.lookups.drift import drifted
from servicedesk.operations import agreements, customers, handling, standing, tickets
from servicedesk.operations.agreements import NewAgreement
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue
from tests.imports import bring_in, sheet
from tests.support import ACCOUNT

ORDER = [
    {"tiers": ["A"], "calendar": "always", "resolution": "1h"},
    {"agreements": ["service"], "calendar": "always", "resolution": "2h"},
    {"categories": ["leak_flood"], "calendar": "always", "resolution": "3h"},
    {"calendar": "always", "resolution": "9h", "next_update": "4h"},
]
HEADINGS = ("id", "subject", "priority", "category", "customer", "phone")


@pytest.fixture
def promising(desk: Desk, clock: FrozenClock) -> Desk:
    """A desk that promises by tier, agreement and category."""
    set_setting(desk, "promises", json.dumps(ORDER))
    return open_desk(desk.store, account=ACCOUNT, clock=clock)


@pytest.fixture
def wang(promising: Desk) -> int:
    return customers.create(promising, NewCustomer("王小明", ["13800138000"], premises=["3-2-501"])).number


def opened(desk: Desk, customer: int) -> int:
    return tickets.open_ticket(desk, NewTicket("漏水 [/b]", customer=customer)).ticket.number


def hours(desk: Desk, ticket: int) -> float:
    """How long the ticket's resolution is promised; no kept time may differ from what its story leads to."""
    with desk.store.reading() as reader:
        assert list(drifted(reader, desk.now())) == []
    row = lookup.ticket(desk, ticket)
    assert row.resolution_due_at is not None
    return (row.resolution_due_at - row.opened_at) / timedelta(hours=1)


def test_a_tier_said_computed_or_taken_back_moves_what_is_open(promising: Desk, wang: int) -> None:
    desk, number = promising, opened(promising, wang)
    assert hours(desk, number) == 9
    standing.fix_tier(desk, wang, "A", "our oldest customer")
    assert hours(desk, number) == 1
    assert hours(desk, opened(desk, wang)) == 1
    undo_last(desk)
    undo_last(desk)
    assert hours(desk, number) == 9
    customers.edit(desk, wang, {"tier": "A"})
    assert hours(desk, number) == 1
    standing.let_go(desk, wang)
    computed = customers_tier(desk, wang)
    assert hours(desk, number) == (1 if computed == "A" else 9)


def test_tiers_computed_for_everybody_move_what_is_open(promising: Desk, wang: int) -> None:
    desk, number = promising, opened(promising, wang)
    set_setting(desk, "standing.tiers", "A=0")
    desk = open_desk(desk.store, account=ACCOUNT, clock=desk.clock)
    assert [one.tier for one in standing.compute(desk)] == ["A"]
    assert hours(desk, number) == 1
    undo_last(desk)
    assert hours(desk, number) == 9


def test_an_agreement_counts_where_it_runs_on_the_day_the_promise_began(
    promising: Desk, wang: int, clock: FrozenClock
) -> None:
    desk, number = promising, opened(promising, wang)
    made = agreements.new(desk, NewAgreement("service", customer=wang)).agreement.number
    assert hours(desk, number) == 2
    clock.at += timedelta(days=2)
    agreements.end(desk, made)
    later = opened(desk, wang)
    clock.at += timedelta(days=1)
    after = opened(desk, wang)
    assert [hours(desk, one) for one in (number, later, after)] == [2, 2, 9]
    agreements.edit(desk, made, {"start": "2026-11-25"})
    assert [hours(desk, one) for one in (number, later, after)] == [9, 2, 9]
    undo_last(desk)
    assert [hours(desk, one) for one in (number, later, after)] == [2, 2, 9]


def test_an_agreement_about_premises_holds_for_whoever_lives_there(promising: Desk, wang: int) -> None:
    number = tickets.open_ticket(
        promising, NewTicket("漏水", customer=wang, premises="3-2-501")
    ).ticket.number
    agreements.new(promising, NewAgreement("service", premises=1, start=date(2026, 1, 1)))
    assert hours(promising, number) == 2


def test_a_file_that_is_joined_brings_its_tickets_under_the_other_tier(promising: Desk, wang: int) -> None:
    desk, number = promising, opened(promising, wang)
    other = customers.create(desk, NewCustomer("王晓明", ["13800138000"])).number
    customers.edit(desk, other, {"tier": "A"})
    merge(desk, wang, other)
    assert hours(desk, number) == 1
    unmerge(desk, wang)
    assert hours(desk, number) == 9


def test_an_import_promises_by_category_and_customer(promising: Desk, wang: int, tmp_path: Path) -> None:
    customers.edit(promising, wang, {"tier": "A"})
    path = sheet(
        tmp_path / "a.csv",
        ("1", "漏水", "normal", "leak_flood", "Ann", "13900139000"),
        ("2", "噪音", "normal", "", "王小明", "13800138000"),
        headings=HEADINGS,
    )
    bring_in(promising, path)
    dues = [lookup.ticket(promising, number).resolution_due_at for number in (1, 2)]
    assert dues == [promising.now() + timedelta(hours=3), promising.now() + timedelta(hours=1)]
    assert hours(promising, 1) == 3


def test_an_import_that_changes_a_ticket_keeps_what_was_told_and_agreed_here(
    promising: Desk, tmp_path: Path, clock: FrozenClock
) -> None:
    row = ("1", "噪音", "normal", "", "Ann", "13900139000")
    bring_in(promising, sheet(tmp_path / "a.csv", row, headings=HEADINGS))
    clock.at += timedelta(hours=1)
    handling.reply(promising, 1, "师傅在路上")
    handling.agree(promising, 1, promising.now() + timedelta(hours=2))
    clock.at += timedelta(hours=1)
    bring_in(
        promising, sheet(tmp_path / "b.csv", (*row[:2], "high", "leak_flood", *row[4:]), headings=HEADINGS)
    )
    assert hours(promising, 1) == 3
    seen = lookup.ticket(promising, 1)
    assert seen.agreed_due_at == promising.now() + timedelta(hours=1)
    assert seen.first_responded_at == promising.now() - timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "name"),
    [("kinds", "repairs"), ("categories", "leak"), ("tiers", "gold"), ("agreements", "x [/b]")],
)
def test_a_promise_for_what_nobody_knows_is_refused(desk: Desk, field: str, name: str) -> None:
    with pytest.raises(BadValue, match=re.escape(name)):
        set_setting(desk, "promises", json.dumps([{field: [name], "calendar": "always"}, ORDER[-1]]))


def customers_tier(desk: Desk, number: int) -> str | None:
    from servicedesk.lookups.customers import customer

    return customer(desk, number).row.tier
