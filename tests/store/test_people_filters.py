"""Who is meant by role, consent, birthday and agreements, whatever the day of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.customers import customers
from servicedesk.lookups.segments import segment
from servicedesk.operations.agreements import NewAgreement, end, new
from servicedesk.operations.consents import give, withdraw
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.saved_segments import NewSegment, add
from servicedesk.problems import BadValue
from servicedesk.rules.query import CUSTOMER_FIELDS, explain, format_query, parse

TODAY = date(2026, 11, 23)


def found(desk: Desk, query: str) -> set[str]:
    return {row.name for row in customers(desk, query)}


def test_who_lives_where_as_what_now(desk: Desk, clock: FrozenClock) -> None:
    clock.at -= timedelta(days=1)
    create(desk, NewCustomer("Owner", premises=("1-1", "1-2 (租户)")))
    moved = create(desk, NewCustomer("Moved", premises=("1-3",), role="tenant")).number
    clock.at += timedelta(days=1)
    edit(desk, moved, {"premises": ""})
    assert found(desk, "role:tenant") == {"Owner"}
    assert found(desk, "角色:业主,租户") == {"Owner"}
    assert found(desk, "-role:owner") == {"Moved"}


def test_who_agreed_to_what_and_did_not_take_it_back(desk: Desk) -> None:
    both, none = (create(desk, NewCustomer(name)).number for name in ("Both", "None"))
    for number in (both, none):
        give(desk, number, "marketing", "email", wording="?", how="paper")
    give(desk, both, "survey", "phone", wording="?", how="paper")
    withdraw(desk, none, "marketing", "any", wording="?", how="phone")
    withdraw(desk, both, "survey", "email", wording="?", how="phone")
    assert (
        found(desk, "consent:marketing")
        == found(desk, "consent:survey")
        == found(desk, "has:consent")
        == {"Both"}
    )
    assert found(desk, "-有:同意") == {"None"}
    with pytest.raises(BadValue):
        customers(desk, "consent:fun")


BORN = {
    "today": "1980-11-23", "later": "1990-12-30", "new year": "2000-01-02", "leap": "1996-02-29", "june": "1950-06-30",
}  # fmt: skip


@pytest.mark.parametrize(
    ("now", "query", "names"),
    [
        ("2026-11-23", "birthday:6", {"june"}),
        ("2026-11-23", "生日:11月，1月", {"today", "new year"}),
        ("2026-11-23", "birthday:today", {"today"}),
        ("2026-11-23", "birthday:week", {"today"}),
        ("2026-11-23", "birthday:<40d", {"today", "later", "new year"}),
        ("2026-11-23", "birthday:30d", {"today"}),
        ("2026-11-23", "birthday:>40d", {"leap", "june"}),
        ("2026-11-23", "-birthday:<40d", {"leap", "june", "unknown"}),
        ("2026-11-23", "birthday:<400d", set(BORN)),
        ("2026-12-30", "birthday:<3d", {"later", "new year"}),
        ("2027-02-28", "birthday:today", {"leap"}),
        ("2028-02-28", "birthday:today", set()),
        ("2028-02-29", "birthday:today", {"leap"}),
        ("2026-11-23", "birthday:<1981-01-01", {"today", "june"}),
        ("2026-11-23", "birthday:1990-01-01..2000-12-31", {"later", "new year", "leap"}),
    ],
)
def test_whose_birthday_is_when(
    desk: Desk, clock: FrozenClock, now: str, query: str, names: set[str]
) -> None:
    for name, day in BORN.items():
        create(desk, NewCustomer(name, birthday=day))
    create(desk, NewCustomer("unknown"))
    clock.at = datetime.fromisoformat(f"{now}T04:00").replace(tzinfo=UTC)
    assert found(desk, query) == names
    read = parse(query, CUSTOMER_FIELDS)
    assert parse(format_query(read), CUSTOMER_FIELDS) == read


@pytest.mark.parametrize(
    "query", ["birthday:13", "birthday:6,<3d", "birthday:<today", "birthday:soon", "birthday:"]
)
def test_what_is_no_birthday_is_said(query: str) -> None:
    with pytest.raises(BadValue):
        parse(query, CUSTOMER_FIELDS)


def test_whose_agreement_runs_and_whose_ends_when(desk: Desk) -> None:
    def agreed(name: str, start: int, last: int | None) -> int:
        number = create(desk, NewCustomer(name)).number
        ends = TODAY + timedelta(days=last) if last is not None else None
        return new(
            desk, NewAgreement("service", number, start=TODAY + timedelta(days=start), end=ends)
        ).agreement.number

    for name, start, last in (
        ("soon", -9, 20),
        ("late", -9, 200),
        ("ran out", -9, -1),
        ("coming", 5, 25),
        ("open", -9, None),
    ):
        agreed(name, start, last)
    end(desk, agreed("ended", -9, 10))
    assert found(desk, "has:agreement") == {"soon", "late", "open"}
    assert found(desk, "agreement:<30d") == {"soon", "coming"}
    assert found(desk, "合同到期:<今天") == {"ran out"}
    assert found(desk, "agreement:>30d") == {"late"}
    add(desk, NewSegment("To renew", "agreement:<30d has:agreement", mine=False))
    assert found(desk, segment(desk, "To renew").query) == {"soon"}


def test_they_are_told_in_words() -> None:
    read = parse(
        "role:tenant consent:marketing birthday:6,7 has:agreement,consent agreement:<30d", CUSTOMER_FIELDS
    )
    assert explain(read, CUSTOMER_FIELDS) == (
        "tenant, agreed to: offers and care, birthday in month 6 or 7, with an agreement in force or who agreed"
        " to something, agreement ends within 30 days"
    )
