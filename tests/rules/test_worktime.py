"""Working time: minutes and days over lunch, holidays, make-up days and clock changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from servicedesk.problems import BadValue, Refused
from servicedesk.rules.hours import ALWAYS, NEVER
from servicedesk.rules.worktime import (
    Calendar,
    Span,
    Week,
    Worked,
    add_minutes,
    add_working_days,
    is_confirmed,
    is_open,
    minutes_between,
    next_opening,
    parse_hours,
    parse_spans,
    worked,
)

OFFICE = parse_hours("mon-fri 09:00-12:00,13:00-18:00")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
CLOCK_CHANGES = {
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Africa/Cairo": (date(2026, 4, 24), date(2026, 10, 30)),
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def calendar(hours: str | Week = OFFICE, zone: str = "UTC", **days: str) -> Calendar:
    """A calendar whose exceptions are given as d2026_10_01="off"."""
    week = parse_hours(hours) if isinstance(hours, str) else hours
    exceptions = {
        date.fromisoformat(name[1:].replace("_", "-")): parse_spans(text) for name, text in days.items()
    }
    return Calendar("office", zone, week, exceptions)


# Adding minutes


@pytest.mark.parametrize(
    ("start", "minutes", "due", "why"),
    [
        ("2026-09-21T10:00", 60, "2026-09-21T11:00", "within a span"),
        ("2026-09-21T11:30", 60, "2026-09-21T13:30", "lunch does not count"),
        ("2026-09-21T12:30", 30, "2026-09-21T13:30", "asked at lunch"),
        ("2026-09-21T17:00", 60, "2026-09-21T18:00", "ending at closing it stays there"),
        ("2026-09-21T18:00", 1, "2026-09-22T09:01", "asked at closing"),
        ("2026-09-21T20:00", 480, "2026-09-22T18:00", "a whole day"),
        ("2026-09-25T17:30", 60, "2026-09-28T09:30", "over the weekend"),
        ("2026-09-30T17:30", 60, "2026-10-08T09:30", "over a week of holidays"),
        ("2026-10-09T17:30", 60, "2026-10-10T09:30", "on to a make-up Saturday"),
        ("2026-09-26T10:00", 0, "2026-09-26T10:00", "no minutes is the start itself"),
        ("2026-09-21T10:00:30", 1.5, "2026-09-21T10:02", "seconds and halves count"),
    ],
)
def test_minutes_run_only_in_open_time(start: str, minutes: float, due: str, why: str) -> None:
    holidays = {f"d2026_10_0{day}": "off" for day in range(1, 8)}
    made_up = calendar(**holidays, d2026_10_10="09:00-12:00,13:00-18:00")
    assert add_minutes(made_up, utc(start), minutes) == utc(due), why


def test_hours_are_local_wall_time() -> None:
    shanghai = calendar("daily 08:30-18:00", "Asia/Shanghai")
    assert add_minutes(shanghai, utc("2026-11-22T00:00"), 30) == utc("2026-11-22T01:00")
    local = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    due = add_minutes(shanghai, local, 30)
    assert (due, due.tzinfo) == (utc("2026-11-22T01:00"), UTC)


@pytest.mark.parametrize(
    ("zone", "hours", "start", "minutes", "due"),
    [
        # London: 01:00 to 02:00 does not exist on 29 March, and happens twice on 25 October.
        ("Europe/London", "always", "2026-03-29T00:30", 60, "2026-03-29T01:30"),
        ("Europe/London", "daily 00:00-03:00", "2026-03-28T23:00", 121, "2026-03-29T23:01"),
        ("Europe/London", "daily 01:30-03:00", "2026-03-29T00:00", 1, "2026-03-29T01:01"),
        ("Europe/London", "daily 01:30-03:00", "2026-10-25T00:00", 150, "2026-10-25T03:00"),
        ("Europe/London", "daily 00:30-01:30", "2026-10-24T23:30", 61, "2026-10-26T00:31"),
        # Lord Howe moves by half an hour: 02:00 becomes 02:30 on 4 October.
        ("Australia/Lord_Howe", "daily 01:00-03:00", "2026-10-03T14:30", 91, "2026-10-04T14:01"),
        # Cairo skips midnight on 24 April: the day begins at 01:00.
        ("Africa/Cairo", "daily 00:00-02:00", "2026-04-23T22:00", 61, "2026-04-24T21:01"),
    ],
)
def test_a_clock_change_makes_real_minutes(zone: str, hours: str, start: str, minutes: int, due: str) -> None:
    assert add_minutes(calendar(hours, zone), utc(start), minutes) == utc(due)


def test_moments_of_one_zone_compare_by_their_instant() -> None:
    london = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 45, tzinfo=london)
    second = datetime(2026, 10, 25, 1, 15, fold=1, tzinfo=london)
    assert minutes_between(calendar("always", "Europe/London"), first, second) == 30


def test_a_clock_set_back_over_midnight_stays_in_the_day_that_began() -> None:
    # St John's went from 00:01 on Sunday, 7 November 2010, back to 23:01 on Saturday.
    sundays = calendar("sun 00:00-24:00", "America/St_Johns")
    assert minutes_between(sundays, utc("2010-11-07T02:31"), utc("2010-11-07T02:41")) == 10


# The other questions


def test_minutes_between_are_whole_or_signed() -> None:
    office = calendar()
    start, end = utc("2026-09-21T11:00"), utc("2026-09-21T14:00")
    assert repr(minutes_between(office, start, end)) == "120"
    assert minutes_between(office, end, start) == -120
    assert minutes_between(office, start, start + timedelta(seconds=90)) == 1.5
    assert minutes_between(calendar(NEVER), start, end) == 0


def test_worked_shows_each_open_stretch() -> None:
    assert worked(calendar(), utc("2026-09-21T11:00"), utc("2026-09-22T09:30")) == [
        Worked(utc("2026-09-21T11:00"), utc("2026-09-21T12:00")),
        Worked(utc("2026-09-21T13:00"), utc("2026-09-21T18:00")),
        Worked(utc("2026-09-22T09:00"), utc("2026-09-22T09:30")),
    ]
    assert worked(calendar(), utc("2026-09-21T11:00"), utc("2026-09-21T10:00")) == []


@pytest.mark.parametrize(
    ("start", "days", "due", "why"),
    [
        ("2026-09-21T10:00", 3, "2026-09-24T10:00", "the same time"),
        ("2026-09-24T10:00", 2, "2026-09-28T10:00", "over the weekend"),
        ("2026-09-26T10:00", 1, "2026-09-28T10:00", "from a Saturday"),
        ("2026-09-21T22:00", 1, "2026-09-22T22:00", "outside the hours it stays outside"),
        ("2026-09-30T10:00", 1, "2026-10-02T10:00", "over a holiday"),
        ("2026-10-02T10:00", 1, "2026-10-03T10:00", "on to a make-up Saturday"),
        ("2026-09-26T10:00", 0, "2026-09-26T10:00", "no days is the start itself"),
    ],
)
def test_working_days_end_at_the_same_time(start: str, days: int, due: str, why: str) -> None:
    office = calendar(d2026_10_01="off", d2026_10_03="09:00-18:00")
    assert add_working_days(office, utc(start), days) == utc(due), why


def test_working_days_keep_the_wall_time_over_a_clock_change() -> None:
    london = calendar(OFFICE, "Europe/London")
    assert add_working_days(london, utc("2026-03-27T10:00"), 1) == utc("2026-03-30T09:00")
    always = calendar(ALWAYS, "Europe/London")
    assert add_working_days(always, utc("2026-03-28T01:30"), 1) == utc("2026-03-29T01:00")


def test_open_and_next_opening() -> None:
    office = calendar()
    assert is_open(office, utc("2026-09-21T09:00"))
    assert not is_open(office, utc("2026-09-21T12:00"))
    assert next_opening(office, utc("2026-09-21T10:15")) == utc("2026-09-21T10:15")
    assert next_opening(office, utc("2026-09-21T12:00")) == utc("2026-09-21T13:00")
    assert next_opening(office, utc("2026-09-25T18:00")) == utc("2026-09-28T09:00")


def test_a_calendar_is_confirmed_up_to_its_last_official_day() -> None:
    official = Calendar("office", "Asia/Shanghai", OFFICE, {}, date(2026, 12, 31))
    assert is_confirmed(official, utc("2026-12-31T15:59"))
    assert not is_confirmed(official, utc("2026-12-31T16:00"))
    assert is_confirmed(calendar(), utc("2099-01-01T00:00"))


# What cannot be counted


NOON = utc("2026-09-21T12:00")
REFUSED: list[Callable[[], object]] = [
    lambda: add_minutes(calendar(NEVER), NOON, 1),
    lambda: next_opening(calendar(NEVER), NOON),
    lambda: add_working_days(calendar(NEVER), NOON, 1),
    lambda: add_minutes(calendar("mon 09:00-09:01"), NOON, 1_000_000),
    lambda: add_minutes(calendar(), NOON, 1e30),
    lambda: add_working_days(calendar(), NOON, 10**9),
    lambda: minutes_between(calendar(), utc("0001-01-02T00:00"), utc("9999-12-30T00:00")),
    lambda: next_opening(calendar(NEVER), utc("9999-12-30T00:00")),
    lambda: is_open(calendar(), utc("9999-12-31T12:00")),
    lambda: is_open(calendar(OFFICE, "America/New_York"), utc("0001-01-01T00:00")),
]
BAD: list[Callable[[], object]] = [
    lambda: add_minutes(calendar(), NOON, -1),
    lambda: add_working_days(calendar(), NOON, -1),
    lambda: add_minutes(calendar(zone="Mars/Olympus"), NOON, 1),
    lambda: add_minutes(calendar(zone="../etc/passwd"), NOON, 1),
    lambda: add_minutes(calendar(zone=""), NOON, 1),
]


@pytest.mark.parametrize("ask", REFUSED)
def test_too_few_hours_are_refused_and_never_loop(ask: Callable[[], object]) -> None:
    with pytest.raises(Refused, match="office"):
        ask()


@pytest.mark.parametrize("ask", BAD)
def test_impossible_values_are_named(ask: Callable[[], object]) -> None:
    with pytest.raises(BadValue):
        ask()


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(calendar(), datetime(2026, 9, 21, 12))  # noqa: DTZ001


def calls_in(count: Callable[[], object]) -> int:
    """How many functions are called: twenty years may take twenty times what one takes, not four hundred."""
    calls = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(seen)
    try:
        count()
    finally:
        sys.setprofile(None)
    return calls


def test_a_long_time_is_counted_day_by_day_only_once() -> None:
    office = calendar(OFFICE, "Europe/London")
    years = calls_in(lambda: add_minutes(office, NOON, 20 * 365 * 480))
    one_year = calls_in(lambda: add_minutes(office, NOON, 365 * 480))
    assert years < 25 * one_year
    due = add_minutes(office, NOON, 20 * 365 * 480)
    assert minutes_between(office, NOON, due) == 20 * 365 * 480


# Against a slow count, minute by minute


spans = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(
    lambda ends: tuple(Span(*pair) for pair in zip(*[iter(sorted(ends))] * 2, strict=False))
)
weeks = st.tuples(*[spans] * 7)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A random calendar with exceptions, and a start within two days before a clock change."""
    zone = draw(st.sampled_from(sorted(CLOCK_CHANGES)))
    change = draw(st.sampled_from(CLOCK_CHANGES[zone]))
    near = st.integers(-2, 3).map(lambda days: change + timedelta(days=days))
    days = draw(st.dictionaries(near, spans, max_size=3))
    start = datetime.combine(change, time(), UTC) - timedelta(minutes=draw(st.integers(-720, 2880)))
    return Calendar("random", zone, draw(weeks), days), start


def open_minutes(scene: Calendar, start: datetime, length: int) -> list[bool]:
    """Whether each minute is open, by the latest time the clock on the wall has shown so far."""
    zone = ZoneInfo(scene.timezone)
    shown = (start - DAY).replace(tzinfo=None)
    found = []
    for number in range(-180, length):
        local = (start + number * MINUTE).astimezone(zone).replace(tzinfo=None, fold=0)
        shown = max(shown, local)
        minute = shown.hour * 60 + shown.minute
        hours = scene.days.get(shown.date(), scene.week[shown.weekday()])
        found.append(any(span.start <= minute < span.end for span in hours))
    return found[180:]


@settings(max_examples=60, deadline=None)
@given(scenes(), st.integers(0, 3000), st.integers(0, 900))
def test_it_agrees_with_a_count_minute_by_minute(
    scene: tuple[Calendar, datetime], length: int, wanted: int
) -> None:
    office, start = scene
    slow = open_minutes(office, start, 4000)
    assert minutes_between(office, start, start + length * MINUTE) == sum(slow[:length])
    assert is_open(office, start + length * MINUTE) == slow[length]
    if 0 < wanted <= sum(slow):
        counted = [number for number, is_working in enumerate(slow) if is_working]
        assert add_minutes(office, start, wanted) == start + (counted[wanted - 1] + 1) * MINUTE
    if any(slow):
        assert next_opening(office, start) == start + slow.index(True) * MINUTE


@settings(max_examples=60, deadline=None)
@given(scenes(), st.integers(0, 5000), st.integers(0, 5000))
def test_adding_is_the_inverse_of_counting_and_never_runs_back(
    scene: tuple[Calendar, datetime], some: int, more: int
) -> None:
    office, start = scene
    assume(any(office.week))
    due = add_minutes(office, start, some)
    assert minutes_between(office, start, due) == some
    assert due <= add_minutes(office, start, some + more)
    assert due <= add_minutes(office, start + more * MINUTE, some) or not some
    if some and more:
        assert add_minutes(office, due, more) == add_minutes(office, start, some + more)
