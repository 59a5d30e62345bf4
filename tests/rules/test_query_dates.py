"""What the dates of a query cover."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.query import Query, Term, date_bounds, format_query, parse
from servicedesk.rules.query_dates import PERIODS, Bounds

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=SHANGHAI)  # a Monday


def utc(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=SHANGHAI).astimezone(UTC)


TODAY, TOMORROW = utc(2026, 11, 23), utc(2026, 11, 24)
NOW_UTC = NOW.astimezone(UTC)
BOUNDS = [
    ("due:overdue", (None, NOW_UTC)),
    ("due:<2d", (None, NOW_UTC + timedelta(days=2))),
    ("due:>2d", (NOW_UTC + timedelta(days=2), None)),
    ("opened:<2d", (NOW_UTC - timedelta(days=2), None)),
    ("opened:>3h", (None, NOW_UTC - timedelta(hours=3))),
    ("opened:today", (TODAY, TOMORROW)),
    ("opened:yesterday", (utc(2026, 11, 22), TODAY)),
    ("due:tomorrow", (TOMORROW, utc(2026, 11, 25))),
    ("due:week", (TODAY, utc(2026, 11, 30))),
    ("closed:month", (utc(2026, 11, 1), utc(2026, 12, 1))),
    ("closed:<today", (None, TODAY)),
    ("closed:<=today", (None, TOMORROW)),
    ("closed:>today", (TOMORROW, None)),
    ("closed:>=today", (TODAY, None)),
    ("opened:2026-11-01..2026-11-07", (utc(2026, 11, 1), utc(2026, 11, 8))),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS)
def test_a_date_covers_the_days_of_the_firm_s_zone(text: str, bounds: Bounds) -> None:
    assert date_bounds(parse(text).terms[0], NOW) == bounds


def test_a_day_with_a_clock_change_has_its_own_length() -> None:
    now = datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/London"))
    start, end = date_bounds(Term("opened", values=("today",)), now)
    assert start is not None
    assert end is not None
    assert end - start == timedelta(hours=23)


def test_december_ends_with_the_year() -> None:
    now = datetime(2026, 12, 31, 23, tzinfo=SHANGHAI)
    assert date_bounds(Term("due", values=("month",)), now) == (utc(2026, 12, 1), utc(2027, 1, 1))


DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(date.isoformat)
SPANS = st.builds("{}{}".format, st.integers(0, 5000), st.sampled_from("mhdw"))
DATES = st.one_of(
    st.builds(lambda op, span: (op, (span,)), st.sampled_from("<>"), SPANS),
    st.builds(
        lambda op, day: (op, (day,)),
        st.sampled_from(["=", "<", "<=", ">", ">="]),
        DAYS | st.sampled_from(PERIODS),
    ),
    st.builds(lambda days: ("..", tuple(sorted(days))), st.tuples(DAYS, DAYS)),
)


@given(DATES, st.sampled_from(["due", "opened", "resolved", "closed", "updated"]), st.booleans())
def test_every_date_is_read_back_as_it_was(
    when: tuple[str, tuple[str, ...]], field: str, negated: bool
) -> None:
    op, values = when
    query = Query((Term(field, op, values, negated),))
    assert parse(format_query(query)) == query


@given(DATES, st.sampled_from(["due", "opened"]))
def test_bounds_never_end_before_they_begin(when: tuple[str, tuple[str, ...]], field: str) -> None:
    start, end = date_bounds(Term(field, *when), NOW)
    assert start is not None or end is not None
    if start is not None and end is not None:
        assert start < end


@given(SPANS, st.sampled_from(["due", "opened"]))
def test_within_and_beyond_a_span_meet_without_gap_or_overlap(span: str, field: str) -> None:
    within = date_bounds(Term(field, "<", (span,)), NOW)
    beyond = date_bounds(Term(field, ">", (span,)), NOW)
    assert {within, beyond} == {(None, edge := within[0] or within[1]), (edge, None)}
