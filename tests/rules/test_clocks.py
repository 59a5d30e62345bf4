"""The clocks of a ticket against a reference that walks through time minute by minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicedesk.rules.clocks import Agreed, Story, clocks_of, times_of
from servicedesk.rules.hours import Span
from servicedesk.rules.ledger import Pause, account, falls_due
from servicedesk.rules.promises import Duration, PromiseRule
from servicedesk.rules.worktime import Calendar, parse_hours

MINUTE = timedelta(minutes=1)
BEGIN = datetime(
    2026, 3, 26, tzinfo=UTC
)  # clocks change in London on the 29th, in New York on the 8th, in Sydney on April 5th
ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
MADE_UP, CLOSED, HALF = date(2026, 3, 28), date(2026, 3, 30), date(2026, 4, 1)

OFFICE = Calendar(
    "office",
    "Asia/Shanghai",
    parse_hours("mon-fri 09:00-12:00,13:00-18:00"),
    {date(2026, 10, day): () for day in range(1, 8)}
    | {date(2026, 10, 10): parse_hours("sat 09:00-12:00")[5]},
    labels={date(2026, 10, day): "国庆节" for day in range(1, 8)},
)
ALWAYS = Calendar("always", "Asia/Shanghai", parse_hours("always"))
CALENDARS = {"office": OFFICE, "always": ALWAYS}


def spans_of_a_day() -> st.SearchStrategy[tuple[Span, ...]]:
    """Some hours of a day in quarters of an hour, none overlapping."""
    edges = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(sorted)
    return edges.map(lambda at: tuple(Span(at[n] * 15, at[n + 1] * 15) for n in range(0, len(at) - 1, 2)))


week = st.tuples(*[st.one_of(st.just(()), spans_of_a_day())] * 7).filter(any)
calendars = st.builds(
    lambda zone, hours, odd: Calendar("any", zone, hours, odd),
    st.sampled_from(ZONES),
    week,
    st.fixed_dictionaries({MADE_UP: spans_of_a_day(), CLOSED: st.just(()), HALF: spans_of_a_day()}),
)
moments = st.integers(0, 7 * 1440).map(lambda minutes: BEGIN + minutes * MINUTE)


@st.composite
def waits(draw: st.DrawFn) -> list[Pause]:
    """Up to four waits that may touch and overlap."""
    pairs = draw(st.lists(st.tuples(moments, st.integers(1, 3000)), max_size=4))
    return [Pause(since, since + minutes * MINUTE, "Li Na") for since, minutes in pairs]


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether a minute belongs to the hours, by looking at the clock on the wall and nothing else."""
    local = at.astimezone(ZoneInfo(calendar.timezone))
    spans = calendar.days.get(local.date(), calendar.week[local.weekday()])
    minute = local.hour * 60 + local.minute
    return not local.fold and any(span.start <= minute < span.end for span in spans)


def reference(
    calendar: Calendar, start: datetime, minutes: int, pauses: Sequence[Pause], *, wall: bool
) -> datetime:
    """Walks from minute to minute and counts those that are open and not waited away."""
    at, left = start, minutes
    while left:
        waiting = any(pause.since <= at < (pause.until or at) for pause in pauses)
        left -= not waiting and (wall or is_open(calendar, at))
        at += MINUTE
    return at


def has_no_odd_night(calendar: Calendar) -> bool:
    """Whether no hours lie in the night in which clocks change: there a wall minute is skipped or shown twice."""
    night = range(4 * 60)
    changes = (date(2026, 3, 29), date(2026, 4, 5))
    for day in changes:
        spans = calendar.days.get(day, calendar.week[day.weekday()])
        if any(span.start in night or span.end in night for span in spans) or any(
            span.start < 240 for span in spans
        ):
            return False
    return True


@settings(max_examples=60)
@given(calendars.filter(has_no_odd_night), moments, st.integers(1, 1500), waits(), st.booleans())
def test_a_due_time_is_where_a_walk_through_every_minute_ends(
    calendar: Calendar, start: datetime, minutes: int, pauses: list[Pause], wall: bool
) -> None:
    unit = "wall_minutes" if wall else "working_minutes"
    due = falls_due(Duration(minutes, unit), calendar, start, pauses)
    assert due == reference(calendar, start, minutes, pauses, wall=wall)


@settings(max_examples=60)
@given(
    calendars, moments, st.integers(1, 3000), waits(), st.sampled_from(["working_minutes", "wall_minutes"])
)
def test_a_ledger_has_no_gap_and_adds_up_to_what_was_promised(
    calendar: Calendar, start: datetime, minutes: int, pauses: list[Pause], unit: str
) -> None:
    duration = Duration(minutes, unit)  # type: ignore[arg-type]
    due = falls_due(duration, calendar, start, pauses)
    assert due is not None
    rows = account(duration, calendar, start, due, [pause for pause in pauses if pause.since < due])
    assert sum(row.minutes for row in rows if row.end <= due) == pytest.approx(minutes)
    assert [row.start for row in rows] == [start, *(row.end for row in rows[:-1])]
    assert all(row.minutes == 0 or row.why == "counted" for row in rows)


@settings(max_examples=50)
@given(calendars, moments, st.integers(1, 8), waits())
def test_a_ledger_of_working_days_counts_them_and_what_waiting_added(
    calendar: Calendar, start: datetime, days: int, pauses: list[Pause]
) -> None:
    duration = Duration(days, "working_days")
    due = falls_due(duration, calendar, start, pauses)
    assert due is not None
    rows = account(duration, calendar, start, due, pauses)
    assert sum(row.days for row in rows) == days
    assert rows[-1].end == due
    assert [row.start for row in rows] == [start, *(row.end for row in rows[:-1])]


def local(text: str) -> datetime:
    """A moment by the clock on the office wall, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def told(
    calendar: str, length: str, start: str, *pauses: tuple[str, str]
) -> list[tuple[str, str, float, str]]:
    """The ledger of a working-time promise as wall times, minutes and reasons."""
    from servicedesk.rules.promises import parse_duration

    duration = parse_duration(length)
    waited = [Pause(local(since), local(until), "Li Na") for since, until in pauses]
    due = falls_due(duration, CALENDARS[calendar], local(start), waited)
    assert due is not None
    zone = ZoneInfo("Asia/Shanghai")
    return [
        (
            f"{row.start.astimezone(zone):%m-%d %H:%M}",
            f"{row.end.astimezone(zone):%m-%d %H:%M}",
            row.minutes,
            row.why,
        )
        for row in account(duration, CALENDARS[calendar], local(start), due, waited)
    ]


def test_lunch_and_night_are_told_and_do_not_count() -> None:
    assert told("office", "5h", "2026-11-26 11:00") == [
        ("11-26 11:00", "11-26 12:00", 60, "counted"),
        ("11-26 12:00", "11-26 13:00", 0, "break"),
        ("11-26 13:00", "11-26 17:00", 240, "counted"),
    ]


def test_a_holiday_is_named_and_a_make_up_day_counts() -> None:
    rows = told("office", "2h", "2026-09-30 17:00")
    assert [row[3] for row in rows] == ["counted", "closed", "holiday", "closed", "counted"]
    assert rows[-1] == ("10-08 09:00", "10-08 10:00", 60, "counted")


def test_a_wait_over_lunch_is_credited_once() -> None:
    assert told("office", "2h", "2026-11-26 11:30", ("2026-11-26 11:45", "2026-11-26 14:00")) == [
        ("11-26 11:30", "11-26 11:45", 15, "counted"),
        ("11-26 11:45", "11-26 14:00", 0, "waiting"),
        ("11-26 14:00", "11-26 15:45", 105, "counted"),
    ]


RULE = PromiseRule(
    (),
    (),
    "office",
    Duration(30, "working_minutes"),
    Duration(240, "working_minutes"),
    Duration(480, "working_minutes"),
)


def test_a_first_word_stops_its_clock_and_restarts_the_next() -> None:
    story = Story(local("2026-11-26 09:00"), words=(local("2026-11-26 09:20"), local("2026-11-26 14:00")))
    times = times_of(RULE, CALENDARS, story)
    assert times.first_response_due_at == local("2026-11-26 09:30")
    assert times.first_responded_at == local("2026-11-26 09:20")
    assert times.next_update_due_at == local("2026-11-26 18:00")
    assert times.resolution_due_at == local("2026-11-26 18:00")


def test_a_wait_after_the_first_word_moves_only_what_still_runs() -> None:
    story = Story(
        local("2026-11-26 09:00"),
        words=(local("2026-11-26 09:20"),),
        pauses=(Pause(local("2026-11-26 10:00"), local("2026-11-26 11:00")),),
    )
    times = times_of(RULE, CALENDARS, story)
    assert times.first_response_due_at == local("2026-11-26 09:30")
    assert times.next_update_due_at == local("2026-11-26 15:20")
    assert times.resolution_due_at == local("2026-11-27 10:00")


def test_a_policy_that_does_not_pause_counts_on() -> None:
    from dataclasses import replace

    story = Story(
        local("2026-11-26 09:00"), pauses=(Pause(local("2026-11-26 10:00"), local("2026-11-26 17:00")),)
    )
    times = times_of(replace(RULE, pauses=False), CALENDARS, story)
    assert times.resolution_due_at == local("2026-11-26 18:00")


def test_a_wait_that_goes_on_lets_the_clock_stand() -> None:
    story = Story(local("2026-11-26 09:00"), pauses=(Pause(local("2026-11-26 10:00"), None, "Li Na"),))
    clocks = {clock.name: clock for clock in clocks_of(RULE, CALENDARS, story, local("2026-11-30 10:00"))}
    assert clocks["resolution"].state == "waiting"
    assert clocks["first_response"].state == "over"
    assert clocks["resolution"].ledger[-1].why == "waiting"
    assert clocks["resolution"].ledger[-1].by == "Li Na"
    assert clocks["resolution"].ledger[-1].end == local("2026-11-30 10:00")


@pytest.mark.parametrize(
    ("word", "state"), [("2026-11-26 15:30", "met"), ("2026-11-26 16:30", "late"), (None, "running")]
)
def test_an_agreed_time_is_a_due_time_of_its_own(word: str | None, state: str) -> None:
    agreed = Agreed(local("2026-11-26 14:00"), local("2026-11-26 16:00"), "Li Na")
    story = Story(
        local("2026-11-26 09:00"),
        words=(local("2026-11-26 14:00"), *([local(word)] if word else [])),
        agreed=agreed,
    )
    clock = next(
        clock
        for clock in clocks_of(RULE, CALENDARS, story, local("2026-11-26 15:00"))
        if clock.name == "agreed"
    )
    assert (clock.due_at, clock.state) == (local("2026-11-26 16:00"), state)
    due = times_of(RULE, CALENDARS, story).agreed_due_at
    assert due == (None if word else local("2026-11-26 16:00"))


def test_what_ends_before_its_time_is_dropped_and_not_broken() -> None:
    story = Story(local("2026-11-26 09:00"), ended_at=local("2026-11-26 09:10"))
    states = {
        clock.name: clock.state for clock in clocks_of(RULE, CALENDARS, story, local("2026-11-30 10:00"))
    }
    assert states == {"first_response": "dropped", "resolution": "dropped"}
