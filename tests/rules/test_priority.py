"""Priority from impact and urgency."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.codes import LEVELS, PRIORITIES
from servicedesk.rules.priority import priority_of

MATRIX = [
    ("high", "high", "urgent"),
    ("high", "medium", "high"),
    ("medium", "high", "high"),
    ("high", "low", "normal"),
    ("low", "high", "normal"),
    ("medium", "medium", "normal"),
    ("medium", "low", "low"),
    ("low", "medium", "low"),
    ("low", "low", "low"),
]


@pytest.mark.parametrize(("impact", "urgency", "priority"), MATRIX)
def test_the_matrix(impact: str, urgency: str, priority: str) -> None:
    assert priority_of(impact, urgency) == priority


def test_levels_are_read_in_chinese() -> None:
    assert priority_of("高", "中") == "high"


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(BadValue, match="huge"):
        priority_of("high", "huge")


@given(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_more_urgency_never_lowers_the_priority(impact: str, one: str, other: str) -> None:
    higher, lower = sorted((one, other), key=LEVELS.index)
    rank = PRIORITIES.index
    assert rank(priority_of(impact, higher)) <= rank(priority_of(impact, lower))
