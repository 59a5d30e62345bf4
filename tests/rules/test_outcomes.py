"""What a callback's outcome leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.codes import CALLBACK_STATES, LAST_OUTCOMES
from servicedesk.rules.outcomes import DEFAULT_MAX_ATTEMPTS, Following, after_outcome

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
MINUTES = timedelta(minutes=1)

WITHOUT_A_TIME = [
    ("reached", 1, Following("done", "reached", 1)),
    ("接通", 3, Following("done", "reached", 3)),
    ("declined", 1, Following("done", "declined", 1)),
    ("customer_rang", 0, Following("done", "customer_rang", 0)),
    ("wrong_number", 1, Following("given_up", "wrong_number", 1, ask_number=True)),
    ("busy", 1, Following("due", "busy", 1, next_after=15 * MINUTES, same_caller=True)),
    ("busy", 3, Following("due", "busy", 3, next_after=15 * MINUTES, same_caller=True)),
    ("busy", 4, Following("given_up", "busy", 4)),
    ("no_answer", 1, Following("due", "no_answer", 1, next_after=120 * MINUTES)),
    ("no_answer", 2, Following("due", "no_answer", 2, next_after=timedelta(days=1))),
    ("no_answer", 3, Following("due", "no_answer", 3, next_after=timedelta(days=1))),
    ("no_answer", 4, Following("given_up", "no_answer", 4)),
    ("no_answer", 9, Following("given_up", "no_answer", 9)),
]

WITH_A_TIME = [
    ("call_later", 1, Following("due", "call_later", 0, at=FRIDAY, same_caller=True)),
    ("call_later", 4, Following("due", "call_later", 3, at=FRIDAY, same_caller=True)),
    ("no_answer", 2, Following("due", "no_answer", 2, at=FRIDAY)),
    ("no_answer", 4, Following("due", "no_answer", 4, at=FRIDAY)),
    ("busy", 4, Following("due", "busy", 4, at=FRIDAY, same_caller=True)),
]


@pytest.mark.parametrize(("outcome", "attempts", "following"), WITHOUT_A_TIME)
def test_what_follows_an_outcome(outcome: str, attempts: int, following: Following) -> None:
    assert after_outcome(outcome, attempts, DEFAULT_MAX_ATTEMPTS, NOW) == following


@pytest.mark.parametrize(("outcome", "attempts", "following"), WITH_A_TIME)
def test_a_time_that_a_person_asks_for_is_kept_as_asked(
    outcome: str, attempts: int, following: Following
) -> None:
    assert after_outcome(outcome, attempts, DEFAULT_MAX_ATTEMPTS, NOW, FRIDAY) == following


def test_calling_later_needs_a_time() -> None:
    with pytest.raises(BadValue, match="When to call again is missing"):
        after_outcome("call_later", 1, 4, NOW)


@pytest.mark.parametrize("outcome", ["call_later", "busy", "no_answer"])
def test_a_time_that_has_passed_is_refused(outcome: str) -> None:
    with pytest.raises(BadValue, match="has passed"):
        after_outcome(outcome, 1, 4, NOW, NOW)


@pytest.mark.parametrize("outcome", ["reached", "declined", "wrong_number"])
def test_an_outcome_that_ends_the_callback_takes_no_time(outcome: str) -> None:
    with pytest.raises(BadValue, match="takes no time"):
        after_outcome(outcome, 1, 4, NOW, FRIDAY)


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(BadValue, match="Unknown outcome"):
        after_outcome("maybe", 1, 4, NOW)


@given(
    st.sampled_from(LAST_OUTCOMES),
    st.integers(min_value=1, max_value=20),
    st.integers(min_value=1, max_value=20),
    st.none() | st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=400)),
)
def test_a_due_callback_has_one_next_time_and_an_ended_one_none(
    outcome: str, attempts: int, max_attempts: int, ahead: timedelta | None
) -> None:
    wanted_at = NOW + ahead if ahead else None
    try:
        following = after_outcome(outcome, attempts, max_attempts, NOW, wanted_at)
    except BadValue:
        assert (outcome == "call_later") == (wanted_at is None)
        return
    times = [time for time in (following.next_after, following.at) if time is not None]
    assert following.state in CALLBACK_STATES
    assert len(times) == (1 if following.state == "due" else 0)
    assert following.at in (None, wanted_at)
    assert attempts - 1 <= following.attempts <= attempts


@given(st.sampled_from(["busy", "no_answer"]), st.integers(min_value=1, max_value=20))
def test_tries_without_an_answer_end_after_the_firm_s_limit(outcome: str, limit: int) -> None:
    states = [after_outcome(outcome, attempt, limit, NOW).state for attempt in range(1, limit + 1)]
    assert states == ["due"] * (limit - 1) + ["given_up"]
