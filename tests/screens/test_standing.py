"""Tiers, stages, agreements to renew and what is kept too long, all from the customers' area."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.agreements import agreement
from servicedesk.lookups.card import card
from servicedesk.lookups.customers import customer
from servicedesk.lookups.profile import profile
from servicedesk.lookups.standing import computed_at
from servicedesk.operations import agreements
from servicedesk.operations.agreements import NewAgreement
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.standing import compute
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.screens.customer import CustomerScreen
from servicedesk.widgets.form import Form
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.support import as_role


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明, who brought a matter today."""
    number = create(desk, NewCustomer(name="王小明", phones=["138 0013 8000"])).number
    open_ticket(desk, NewTicket(subject="爆管漏水", customer=number))
    return number


@pytest.mark.parametrize(
    ("language", "seen"),
    [
        ("en", ("1 customer would change", "not computed yet", "Change tier or stage of 1 customer?")),
        ("zh_CN", ("1 位客户将有变化", "尚未计算", "1 位客户")),
    ],
)
def test_tiers_are_seen_before_they_are_computed(
    desk: Desk, wang: int, language: str, seen: tuple[str, ...]
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "T")
        await at.sees(*seen[:2], "– → B")
        await at.press("x")
        await at.sees(seen[2])
        await at.press("n")
        assert customer(desk, wang).row.tier is None
        await at.press("x", "y")
        await at.until(lambda: "– → B" not in at.seen)

    at_the_desk(desk, steps, language=language)
    assert customer(desk, wang).row.tier == "B"
    assert computed_at(desk) is not None


def test_a_tier_is_fixed_with_its_reason_and_computed_again(desk: Desk, wang: int) -> None:
    compute(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await at.press("S")
        await at.sees("Tier and stage of 王小明", "now: ")
        await at.write("tier a")
        await at.press("enter")
        await at.sees("Tier A: why?")
        await at.write("recommends us")
        await at.press("ctrl+s")
        await at.sees("tier A, fixed", "recommends us  fixed by a person")
        await at.press("S")
        await at.write("existing")
        await at.press("enter")
        await at.write("came over")
        await at.press("ctrl+s")
        await at.sees("existing customer, fixed")
        seen = profile(desk, card(desk, wang))
        assert (seen.tier_reason, seen.stage_reason) == ("recommends us", "came over")
        await at.press("f4")
        await at.write("tier and")
        await at.press("enter")
        await at.write("compute it again")
        await at.press("enter")
        await at.sees("tier B, computed")

    at_the_desk(desk, steps)


def test_agreements_to_renew_are_listed_and_renewed_by_another_end(desk: Desk, wang: int) -> None:
    soon, later = date(2026, 12, 1), date(2026, 12, 20)
    number = agreements.new(desk, NewAgreement(customer=wang, end=soon)).agreement.number
    agreements.new(desk, NewAgreement(customer=wang, end=later))
    agreements.new(desk, NewAgreement(customer=wang, end=date(2029, 1, 1)))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "u")
        await at.sees("To renew within 60 days: 2", "ends in 8 days")
        await at.press("q")
        await at.write("30")
        await at.press("enter")
        await at.sees("To renew within 30 days: 2")
        await at.press("enter")
        at.app.screen.query_one(Form).field("end").value = "2027-12-01"
        await at.press("ctrl+s")
        await at.sees("To renew within 30 days: 1")

    at_the_desk(desk, steps)
    assert agreement(desk, number).ends_on == date(2027, 12, 1)


def test_what_is_kept_too_long_is_listed_and_erased_after_a_question(desk: Desk, clock: FrozenClock) -> None:
    old = create(desk, NewCustomer(name="Long Gone")).number
    clock.at += timedelta(days=6 * 366)

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "R")
        await at.sees("Due for erasure: 1 files", "Long Gone", "2026-11-23")
        await at.press("x")
        await at.sees("Erase all of this?", "[ Keep ]")
        await at.press("enter")
        assert customer(desk, old).row.name == "Long Gone"
        await at.press("x", "y")
        await at.sees("No file is due")

    at_the_desk(desk, steps)
    assert customer(desk, old).row.name == ""


def test_who_may_not_erase_is_told_so(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "R", "x")
        await at.sees("may not do this")

    at_the_desk(as_role(desk, "receptionist"), steps, size=WIDE)


def test_a_low_card_says_how_much_more_there_is_and_shows_it(desk: Desk, wang: int) -> None:
    compute(desk)
    edit(
        desk,
        wang,
        {"preferences": "宠物：狗; language=zh", "note": "rings at night. " * 20, "birthday": "1980-02-29"},
    )

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await at.sees("more line")
        assert "% complete" not in at.seen
        await at.press("f")
        await at.sees("% complete", "turns to us by phone (1 time)")
        await at.press("f")
        await at.until(lambda: "% complete" not in at.seen)

    at_the_desk(desk, steps)


def test_a_segment_that_goes_by_tiers_says_that_none_was_computed(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "q")
        await at.write("premium")
        await at.press("enter")
        await at.sees("Premium: 0", "tiers and stages were not computed yet: T")

    at_the_desk(desk, steps)
