"""Scores, tiers and stages as pure rules, and what the firm measures by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.codes import STAGES
from servicedesk.rules.standing import Facts, reason_words, stage_of, standing, tier_of
from servicedesk.rules.yardstick import Yardstick, read_steps, read_tiers, read_weights, yardstick

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
BY = Yardstick()


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def facts(
    since: int | None = 400, last: int | None = 3, dealings: int = 0, given: int = 0, requests: int = 1
) -> Facts:
    return Facts(
        None if since is None else days_ago(since),
        days_ago(400),
        None if last is None else days_ago(last),
        dealings,
        given,
        requests,
    )


@pytest.mark.parametrize(
    ("found", "total", "tier"),
    [
        (facts(dealings=12, given=8), 100, "A"),
        (facts(dealings=6, last=3), 71, "A"),
        (facts(dealings=3, last=100), 42, "B"),
        (facts(dealings=0, last=400), 0, "C"),
        (facts(last=None), None, None),
    ],
)
def test_the_weighted_mean_of_what_is_known_gives_the_tier(
    found: Facts, total: int | None, tier: str | None
) -> None:
    read = standing(found, "active", NOW, BY)
    assert (read.total, read.tier) == (total, tier)


def test_what_is_spent_has_its_place_and_weighs_nothing_until_it_is_known() -> None:
    little, much = facts(dealings=3), facts(dealings=3)._replace(spent=60_000)
    assert [score.criterion for score in standing(little, "active", NOW, BY).scores] == [
        "frequency", "recency", "contribution",
    ]  # fmt: skip
    assert standing(much, "active", NOW, BY).scores[0] == ("spend", 5, 60_000)
    assert standing(much, "active", NOW, BY).tier == "A" != standing(little, "active", NOW, BY).tier


@pytest.mark.parametrize(
    ("found", "before", "after"),
    [
        (facts(requests=0), "prospect", "prospect"),
        (facts(since=5), "prospect", "new"),
        (facts(since=90), "active", "new"),
        (facts(since=91), "new", "active"),
        (facts(since=365), "active", "existing"),
        (facts(since=None), "active", "active"),
        (facts(last=181), "existing", "lapsed"),
        (facts(last=180), "lapsed", "existing"),
        (facts(last=None), "active", "lapsed"),
        (facts(last=999), "老业主", "老业主"),
    ],
)
def test_the_stage_follows_from_time_and_silence(found: Facts, before: str, after: str) -> None:
    assert stage_of(found, before, NOW, BY) == after


@given(
    st.integers(0, 60), st.integers(0, 60), st.integers(0, 900), st.integers(0, 900), st.sampled_from(STAGES)
)
def test_more_contact_is_never_a_lower_tier(
    dealings: int, given: int, last: int, sooner: int, stage: str
) -> None:
    one = standing(facts(dealings=dealings, given=given, last=max(last, sooner)), stage, NOW, BY)
    more = standing(facts(dealings=dealings + 1, given=given, last=min(last, sooner)), stage, NOW, BY)
    assert one.total is not None
    assert more.total is not None
    assert 0 <= one.total <= more.total <= 100
    assert (more.tier or "") <= (one.tier or "")
    assert one.stage in STAGES


def test_below_the_lowest_tier_there_is_none() -> None:
    assert tier_of(29, (("A", 60), ("B", 30))) is None


def test_a_reason_says_each_score_with_its_number_or_what_a_person_wrote() -> None:
    kept = standing(facts(dealings=6), "active", NOW, BY).as_facts()
    assert (
        reason_words(kept) == "71 of 100: frequency 4 of 5 (6), recency 5 of 5 (3), contribution 1 of 5 (0)"
    )
    assert reason_words({"text": "the mayor's\nmother"}) == "the mayor's mother"
    assert reason_words(standing(facts(last=None), "active", NOW, BY).as_facts()) == "never in contact"
    assert reason_words({}) == ""


def test_the_firm_sets_its_own_measures() -> None:
    mine = yardstick(
        {
            "firm.contact_every_days": 60,
            "standing.frequency": [1, 2, 3, 4],
            "standing.tiers": {"金": 50, "银": 0},
            "standing.risk_days": 10,
        }
    )
    assert (mine.lapsed_days, mine.risk_days, mine.frequency) == (60, 10, (1, 2, 3, 4))
    assert mine.tier_names == ("金", "银")
    assert yardstick({"standing.lapsed_days": 90}).risk_days == 45


def test_measures_are_read_as_people_write_them() -> None:
    assert read_steps("1 3，6、12") == read_steps("[1, 3, 6, 12]") == [1, 3, 6, 12]
    assert read_tiers("A=60 B=30 C=0") == read_tiers('{"A": 60, "B": 30, "C": 0}')
    assert read_weights("frequency=3, recency=2") == {"frequency": 3, "recency": 2}


@pytest.mark.parametrize("said", ["", "1 2 3", "1 2 2 3", "4 3 2 1", "a b c d", "-1 2 3 4", "1 2 3 4 5"])
def test_thresholds_that_do_not_rise_are_refused(said: str) -> None:
    with pytest.raises(BadValue):
        read_steps(said)


@pytest.mark.parametrize("said", ["", "A", "A=x", "A=101", "A=60 B=60", '{"A": true}', "{", "=5", "A=-1"])
def test_tiers_that_cannot_be_are_refused(said: str) -> None:
    with pytest.raises(BadValue):
        read_tiers(said)


@pytest.mark.parametrize("said", ["beauty=3", "frequency=0", "spend=0 recency=0"])
def test_weights_of_nothing_are_refused(said: str) -> None:
    with pytest.raises(BadValue):
        read_weights(said)
