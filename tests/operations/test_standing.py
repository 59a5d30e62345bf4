"""Tiers and stages computed for all, fixed by a person, let go again, undone; what the history says of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import customers
from servicedesk.lookups.card import card, timeline
from servicedesk.lookups.profile import profile
from servicedesk.lookups.standing import computed_at
from servicedesk.lookups.timelines import told
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.standing import compute, fix_stage, fix_tier, let_go, let_stage_go
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue
from tests.support import HOSTILE


def row(desk: Desk, number: int) -> customers.CustomerRow:
    return customers.customer(desk, number).row


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 with six tickets of today."""
    number = create(desk, NewCustomer(name="王小明", phones=["138 0013 8000"])).number
    for place in range(6):
        open_ticket(desk, NewTicket(subject=f"漏水 {place}", customer=number))
    return number


@pytest.fixture
def quiet(desk: Desk) -> int:
    """Somebody who was never spoken to."""
    return create(desk, NewCustomer(name="Quiet Qian")).number


def test_everybody_is_computed_in_one_operation_and_a_second_run_changes_nothing(
    desk: Desk, clock: FrozenClock, wang: int, quiet: int
) -> None:
    clock.at += timedelta(days=91)
    rehearsed = compute(desk, dry_run=True)
    assert row(desk, wang).tier is None
    assert computed_at(desk) is None
    moved = compute(desk)
    assert moved == rehearsed
    assert [(one.number, one.tier, one.stage) for one in moved] == [
        (wang, "B", "active"), (quiet, None, "active"),
    ]  # fmt: skip
    assert (row(desk, wang).tier, row(desk, wang).stage) == ("B", "active")
    clock.at += timedelta(minutes=1)
    assert compute(desk) == []
    assert computed_at(desk) == clock.now()


def test_the_history_says_why(desk: Desk, clock: FrozenClock, wang: int) -> None:
    compute(desk)
    clock.at += timedelta(days=91)
    compute(desk)
    words = [happening.text for happening in told(desk, timeline(desk, wang))]
    assert "tier A, 71 of 100: frequency 4 of 5 (6), recency 5 of 5 (0), contribution 1 of 5 (0)" in words
    assert "stage new customer → active customer" in words


def test_a_run_is_undone_as_one_and_no_open_form_is_stale_by_it(
    desk: Desk, clock: FrozenClock, wang: int, quiet: int
) -> None:
    before = row(desk, wang).version
    clock.at += timedelta(days=91)
    compute(desk)
    assert row(desk, wang).version == before
    assert "tiers and stages computed" in undo_last(desk).words
    assert (row(desk, wang).tier, row(desk, wang).stage, row(desk, quiet).stage) == (None, "new", "new")
    assert computed_at(desk) is None


def test_silence_makes_a_customer_lapsed_and_a_word_brings_her_back(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    clock.at += timedelta(days=181)
    compute(desk)
    assert row(desk, wang).stage == "lapsed"
    open_ticket(desk, NewTicket(subject="back again", customer=wang))
    compute(desk)
    assert row(desk, wang).stage == "active"


def test_what_a_person_fixed_stays_until_it_is_let_go(desk: Desk, wang: int) -> None:
    assert fix_tier(desk, wang, "c", HOSTILE).tier == "C"
    assert fix_tier(desk, wang, "C", HOSTILE).already
    compute(desk)
    assert row(desk, wang).tier == "C"
    assert let_go(desk, wang).tier == "A"
    assert let_go(desk, wang).already
    texts = [happening.text for happening in told(desk, timeline(desk, wang))]
    assert any("漏水" in text and text.endswith("; tier C") for text in texts)


@pytest.mark.parametrize(("tier", "reason"), [("Z", "why"), ("A", "  "), ("", "why")])
def test_a_tier_nobody_knows_or_without_a_reason_is_refused(
    desk: Desk, wang: int, tier: str, reason: str
) -> None:
    with pytest.raises(BadValue):
        fix_tier(desk, wang, tier, reason)


def test_a_stage_that_a_person_says_stays_until_it_is_let_go(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"stage": "老客户"})
    compute(desk)
    assert row(desk, wang).stage == "existing"
    edit(desk, wang, {"stage": "auto"})
    compute(desk)
    assert row(desk, wang).stage == "new"
    with pytest.raises(BadValue):
        edit(desk, wang, {"stage": "best friend"})


def test_somebody_known_for_years_is_no_new_customer(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"since": "2019-05-01"})
    compute(desk)
    assert row(desk, wang).stage == "existing"
    with pytest.raises(BadValue):
        edit(desk, wang, {"since": "2027-01-01"})


def test_who_is_archived_is_left_as_she_is(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"archived": "yes"})
    assert compute(desk) == []


def test_a_stage_is_fixed_with_a_reason_and_let_go(desk: Desk, wang: int) -> None:
    assert fix_stage(desk, wang, "老客户", "came over from the old firm").stage == "existing"
    assert fix_stage(desk, wang, "existing", "came over from the old firm").already
    compute(desk)
    seen = profile(desk, card(desk, wang))
    assert (seen.stage, seen.stage_fixed, seen.stage_reason) == (
        "existing", True, "came over from the old firm",
    )  # fmt: skip
    assert let_stage_go(desk, wang).stage == "new"
    assert let_stage_go(desk, wang).already
    for stage, reason in (("best friend", "why"), ("new", " ")):
        with pytest.raises(BadValue):
            fix_stage(desk, wang, stage, reason)


def test_another_reason_for_the_same_is_kept(desk: Desk, wang: int) -> None:
    for reason in ("pays late", "pays late, and says so [/b]"):
        assert not fix_tier(desk, wang, "C", reason).already
        assert not fix_stage(desk, wang, "existing", reason).already
        seen = profile(desk, card(desk, wang))
        assert (seen.tier_reason, seen.stage_reason) == (reason, reason)


def test_an_edit_does_not_take_over_the_reason_of_another_decision(desk: Desk, wang: int) -> None:
    fix_tier(desk, wang, "A", "recommends us everywhere")
    fix_stage(desk, wang, "existing", "came over")
    edit(desk, wang, {"tier": "C", "stage": "lapsed"})
    seen = profile(desk, card(desk, wang))
    assert (seen.tier, seen.tier_fixed, seen.tier_reason, seen.stage_reason) == ("C", True, "", "")
    assert not fix_tier(desk, wang, "C", "pays late").already
    assert profile(desk, card(desk, wang)).tier_reason == "pays late"
    undo_last(desk)
    seen = profile(desk, card(desk, wang))
    assert (seen.tier, seen.tier_reason, seen.stage_reason) == ("A", "", "came over")


def test_a_word_brings_back_who_had_lapsed_before_anybody_computes(
    desk: Desk, clock: FrozenClock, wang: int, quiet: int
) -> None:
    edit(desk, quiet, {"since": "2019-05-01"})
    assert row(desk, quiet).stage == "existing"
    clock.at += timedelta(days=181)
    compute(desk)
    assert {row(desk, number).stage for number in (wang, quiet)} == {"lapsed"}
    log_contact(desk, NewContact(wang, "any news?"))
    open_ticket(desk, NewTicket(subject="back again", customer=quiet))
    assert (row(desk, wang).stage, row(desk, quiet).stage) == ("active", "existing")


def test_a_prospect_is_one_until_a_matter_is_brought(desk: Desk, quiet: int) -> None:
    fix_stage(desk, quiet, "prospect", "looks for a flat")
    open_ticket(desk, NewTicket(subject="what does it cost?", customer=quiet, kind="enquiry"))
    compute(desk)
    assert row(desk, quiet).stage == "prospect"
    open_ticket(desk, NewTicket(subject="the tap drips", customer=quiet))
    assert row(desk, quiet).stage == "new"
