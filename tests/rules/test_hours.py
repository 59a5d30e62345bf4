"""Opening hours as people write them, read and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.hours import NEVER, Span, Week, format_hours, parse_hours, parse_spans, usual_spans


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("mon-fri 09:00-12:00,13:00-18:00; sat 10:00-14:00", None),
        ("daily 08:30-18:00", None),
        ("always", None),
        ("off", None),
        ("mon 09:00-17:00; fri 09:00-17:00", None),
        ("Mon-Sun 00:00-24:00", "always"),
        ("sat-mon 9:00-12:00", "mon 09:00-12:00; sat-sun 09:00-12:00"),
        ("mon, wed 13:00 - 18:00, 9:00 – 10:00;", "mon 09:00-10:00,13:00-18:00; wed 09:00-10:00,13:00-18:00"),
        ("ｍｏｎ－ｆｒｉ ０９：００－１２：００，１３：００－１８：００", "mon-fri 09:00-12:00,13:00-18:00"),
        ("mon-fri 09:00-12:00；sat off", "mon-fri 09:00-12:00"),
    ],
)
def test_hours_are_read_and_written(text: str, canonical: str | None) -> None:
    assert format_hours(parse_hours(text)) == (canonical or text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "no hours"),
        ("mon", "''"),
        ("mon-fry 09:00-12:00", "mon-fry"),
        ("周一 09:00-12:00", "周一"),
        ("mon 9-5", "9-5"),
        ("mon 09:00-12:60", "09:00-12:60"),
        ("mon 09:00-24:01", "09:00-24:01"),
        ("mon 22:00-06:00", "22:00-06:00"),
        ("mon 09:00-09:00", "09:00-09:00"),
        ("mon 09:00-12:00,11:59-13:00", "overlap"),
        ("daily 09:00-12:00; tue 10:00-11:00", "tue"),
        ("always; sat 10:00-11:00", "always"),
        ("mon [/b]", "[/b]"),
        ("mon ٠٩:٠٠-١٢:٠٠", "٠٩:٠٠-١٢:٠٠"),
    ],
)
def test_unreadable_hours_name_what_is_wrong(text: str, named: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_hours(text)
    assert named in caught.value.message
    assert caught.value.hint


spans = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(
    lambda ends: tuple(Span(*pair) for pair in zip(*[iter(sorted(ends))] * 2, strict=False))
)
weeks = st.tuples(*[spans] * 7)


@given(weeks)
def test_written_hours_read_back_the_same(week: Week) -> None:
    assert parse_hours(format_hours(week)) == week


def test_the_usual_hours_are_those_most_days_have() -> None:
    assert usual_spans(parse_hours("mon-fri 09:00-17:00; sat 10:00-14:00")) == parse_spans("09:00-17:00")
    assert usual_spans(NEVER) == ()
