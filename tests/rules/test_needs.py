"""How pressing a need is, what repeated tickets suggest, and which way numbers go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.i18n import use_language
from servicedesk.problems import BadValue
from servicedesk.rules.firm_settings import read_setting
from servicedesk.rules.need_rules import NeedRules, need_rules, read_factors
from servicedesk.rules.needs import (
    Brought,
    Known,
    changes,
    number_text,
    score,
    score_words,
    suggestion_words,
    suggestions,
    trend,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BY = NeedRules({"gold": 1.5})


def brought(*days_ago: int, customer: int = 1, category: int = 7, kind: str = "repair") -> list[Brought]:
    return [
        Brought(customer, category, 100 * customer + 1000 - ago, kind, NOW - timedelta(days=ago))
        for ago in days_ago
    ]


def test_the_priority_is_frequency_times_impact_times_the_weight_of_the_tier() -> None:
    assert score(4, 3, BY.weight("gold")) == 18
    assert score(1, 1, BY.weight(None)) == score(1, 1, BY.weight("bronze")) == 1
    assert number_text(score(3, 1, 1.25)) == "3.75"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "asked 4 times by 3 customers x impact 3 x tier gold 1.5"),
        ("zh_CN", "提出 4 次，来自 3 位客户 x 影响 3 x 等级 gold 1.5"),
    ],
)
def test_the_priority_is_explained(language: str, words: str) -> None:
    use_language(language)
    assert score_words(4, 3, 3, "gold", 1.5) == words


def test_one_who_asks_alone_is_told_without_a_count_of_customers() -> None:
    assert score_words(1, 1, 2, None, 1) == "asked 1 time x impact 2 x no tier 1"


@pytest.mark.parametrize(
    ("tickets", "known", "found"),
    [
        (brought(1, 30, 89), {}, [3]),
        (brought(1, 30), {}, []),
        (brought(1, 30, 91), {}, []),
        (brought(1, 30, 89), {(1, 7): Known(NOW, True)}, []),
        (brought(1, 30, 89), {(1, 7): Known(NOW - timedelta(days=60), False)}, []),
        (brought(1, 2, 3, 89), {(1, 7): Known(NOW - timedelta(days=60), False)}, [3]),
        (brought(1, 30, 89), {(1, 8): Known(NOW, True), (2, 7): Known(NOW, True)}, [3]),
        (brought(1, 30) + brought(2, category=8), {}, []),
        (brought(1, 30) + brought(2, customer=2), {}, []),
        (brought(1, 2, 3) + brought(1, 2, 3, 4, customer=2), {}, [4, 3]),
    ],
    ids=[
        "three in ninety days", "two", "one too old", "noted and open", "noted in between", "three since it was met",
        "noted elsewhere", "two categories", "two customers", "most first",
    ],
)  # fmt: skip
def test_the_third_ticket_of_one_category_suggests_a_need(
    tickets: list[Brought], known: dict[tuple[int, int], Known], found: list[int]
) -> None:
    assert [len(one.tickets) for one in suggestions(tickets, known, NOW, BY)] == found


def test_what_is_offered_follows_what_was_mostly_brought() -> None:
    mixed = brought(1, 2, kind="complaint") + brought(3)
    assert suggestions(mixed, {}, NOW, BY)[0].kind == "complaint"
    words = suggestion_words(3, "Plumbing", 90, "repair")
    assert words == "3 tickets about Plumbing in 90 days: offer an inspection"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=24))
def test_changes_add_up_to_the_last_month(counts: list[int]) -> None:
    told = changes(counts)
    assert told[0] is None
    assert counts[0] + sum(change or 0 for change in told) == counts[-1]


@pytest.mark.parametrize(
    ("counts", "way"), [([], "steady"), ([3], "steady"), ([3, 3], "steady"), ([1, 2], "rising"), ([9, 2, 1], "falling")]
)  # fmt: skip
def test_the_trend_goes_by_the_last_two_months(counts: list[int], way: str) -> None:
    assert trend(counts) == way


def test_without_a_setting_weights_follow_the_order_of_the_tiers() -> None:
    assert need_rules({}).weights == {"A": 1.5, "B": 1.2}
    assert need_rules({"standing.tiers": {"silver": 0, "gold": 70}}).weights == {"gold": 1.5, "silver": 1.2}
    assert need_rules({"needs.tier_weights": {"gold": 3}, "needs.repeat_days": 30}) == NeedRules(
        {"gold": 3}, 3, 30
    )


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("A=1.5 B=1.2", {"A": 1.5, "B": 1.2}),
        ("金卡＝２、银卡＝1.25", {"金卡": 2.0, "银卡": 1.25}),
        ('{"A": 2, "B": 0.5}', {"A": 2.0, "B": 0.5}),
    ],
)
def test_weights_are_read_from_words_and_from_json(said: str, read: dict[str, float]) -> None:
    assert read_setting("needs.tier_weights", said) == read


@pytest.mark.parametrize(
    "said", ["", "A", "A=11", "A=-1", "A=nan", "A=1e3", "{", "[1]", '{"A": null}', "=2", "😀"]
)
def test_what_is_no_weight_is_refused(said: str) -> None:
    with pytest.raises(BadValue):
        read_factors(said)
