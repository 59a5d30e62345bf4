"""Who recommends us best, and how far a recommendation reaches, circle or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.referrals import Sent, became_words, ranked, steps


def test_promoters_are_ranked_by_who_stayed_not_by_how_many_were_sent() -> None:
    sent = [
        *(Sent(1, number, "lapsed") for number in (10, 11, 12)),
        *(Sent(2, number, "existing") for number in (20, 21)),
        Sent(20, 30, "new"),
    ]
    assert [(one.promoter, one.sent, one.stayed, one.reached) for one in ranked(sent)] == [
        (2, 2, 2, 3), (20, 1, 1, 1), (1, 3, 0, 3),
    ]  # fmt: skip


def test_those_reached_come_nearest_first() -> None:
    sent = [Sent(1, 2, "new"), Sent(2, 3, "new"), Sent(1, 4, "new"), Sent(3, 5, "new")]
    assert steps(1, sent) == [(2, 1), (4, 1), (3, 2), (5, 3)]


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=20))
def test_nobody_is_reached_twice_whatever_circles_there_are(pairs: list[tuple[int, int]]) -> None:
    sent = [Sent(promoter, number, "active") for promoter, number in pairs]
    for promoter in range(1, 7):
        reached = [number for number, _step in steps(promoter, sent)]
        assert len(set(reached)) == len(reached)
        assert promoter not in reached


def test_what_became_of_them_is_said_in_the_order_of_stages() -> None:
    assert became_words({"lapsed": 1, "prospect": 2, "of its own": 1}) == (
        "2 prospect, 1 lapsed customer, 1 of its own"
    )
