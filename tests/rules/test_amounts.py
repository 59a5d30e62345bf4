"""Numbers and ranges as people write them in either language, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.amounts import NO_END, Span, range_text, read_amount, read_range

RANGES = [
    ("80-100 m²", "m²", 80, 100),
    ("80㎡-100㎡", "m²", 80, 100),
    ("８０～１００平米", "m²", 80, 100),
    ("80..100", "", 80, 100),
    ("80 to 100 sqm", "m²", 80, 100),
    ("90", "m²", 90, 90),
    ("12.5", "", 12.5, 12.5),
    ("200-300万", "万元", 200, 300),
    ("200万到300万", "万元", 200, 300),
    ("2,000,000元", "万元", 200, 200),
    ("1.5亿以下", "万元", 0, 15_000),
    ("200k-300k", "k", 200, 300),
    ("200万以上", "万元", 200, NO_END),
    (">=80", "", 80, NO_END),
    ("from 80", "m²", 80, NO_END),
    ("80+", "", 80, NO_END),
    ("up to 100 m2", "m²", 0, 100),
]


@pytest.mark.parametrize(("text", "unit", "low", "high"), RANGES)
def test_a_range_is_read_as_people_write_it(text: str, unit: str, low: float, high: float) -> None:
    span = read_range(text, unit)
    assert span == Span(low, high)
    assert read_range(range_text(span), unit) == span


@pytest.mark.parametrize(
    "text", ["", "big", "100-80", "-5", "80-100-120", "80 m3", "9" * 20, "8 0", "[/b]", "80 kg"]
)
def test_what_is_no_range_is_none(text: str) -> None:
    assert read_range(text, "m²") is None


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("3", "", 3),
        ("-2.5", "", -2.5),
        ("１２", "", 12),
        ("¥1,200", "元", 1_200),
        ("3万", "", 30_000),
        ("x", "", None),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_field(text: str, unit: str, number: float | None) -> None:
    assert read_amount(text, unit) == number


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_every_range_that_is_kept_reads_back(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert read_range(range_text(span)) == span
