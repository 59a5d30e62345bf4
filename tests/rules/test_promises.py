"""Promises: durations as text, which rule covers a ticket, due times, and credit for a pause."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.promises import (
    Duration,
    Matter,
    Promised,
    PromiseRule,
    Unit,
    choose,
    due_at,
    due_times,
    earliest_unmet,
    format_duration,
    next_update_due,
    parse_duration,
    rule_from,
    rule_to,
    shifted,
)
from servicedesk.rules.worktime import Calendar, minutes_between, parse_hours

OFFICE = Calendar("office", "Asia/Shanghai", parse_hours("mon-fri 09:00-12:00,13:00-18:00"))
ALWAYS = Calendar("always", "Asia/Shanghai", parse_hours("always"))
CALENDARS = {"office": OFFICE, "always": ALWAYS}

URGENT = PromiseRule(
    (), ("urgent",), "always", Duration(5, "working_minutes"), None, Duration(30, "working_minutes")
)
COMPLAINT = PromiseRule(
    ("complaint",),
    (),
    "office",
    Duration(10, "working_minutes"),
    Duration(1440, "wall_minutes"),
    Duration(3, "working_days"),
)
ORDINARY = PromiseRule((), (), "office", Duration(240, "working_minutes"))
RULES = (URGENT, COMPLAINT, ORDINARY)

units = st.sampled_from(get_args(Unit))
durations = st.builds(Duration, st.integers(1, 100_000), units)
moments = st.integers(0, 14 * 1440).map(
    lambda minutes: datetime(2026, 9, 21, tzinfo=UTC) + timedelta(minutes=minutes)
)


def local(text: str) -> datetime:
    """A moment by the clock on the office wall, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "duration", "canonical"),
    [
        ("30m", Duration(30, "working_minutes"), None),
        ("4h", Duration(240, "working_minutes"), None),
        ("90m", Duration(90, "working_minutes"), None),
        ("1d wall", Duration(1440, "wall_minutes"), None),
        ("24h wall", Duration(1440, "wall_minutes"), "1d wall"),
        ("10d wall", Duration(14400, "wall_minutes"), None),
        ("5h wall", Duration(300, "wall_minutes"), None),
        ("45m wall", Duration(45, "wall_minutes"), None),
        ("3wd", Duration(3, "working_days"), None),
        (" 60 M ", Duration(60, "working_minutes"), "1h"),
    ],
)
def test_durations_are_read_and_written(text: str, duration: Duration, canonical: str | None) -> None:
    assert parse_duration(text) == duration
    assert format_duration(duration) == (canonical or text)


@pytest.mark.parametrize(
    "text",
    ["", "3d", "3wd wall", "0m", "-5m", "1.5h", "soon", "4 hours", "٣h", "5m5m", "99999999m", "[/b]", "三天"],
)
def test_an_unreadable_duration_is_named(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_duration(text)
    assert text in caught.value.message
    assert "3wd" in caught.value.hint


@given(durations)
def test_a_written_duration_reads_back_the_same(duration: Duration) -> None:
    assert parse_duration(format_duration(duration)) == duration


@given(
    st.builds(
        PromiseRule,
        st.sampled_from([(), ("complaint",), ("repair", "request")]),
        st.sampled_from([(), ("urgent",), ("high", "normal")]),
        st.sampled_from(["office", "客服"]),
        *[st.none() | durations] * 4,
    )
)
def test_a_rule_survives_the_firms_settings(rule: PromiseRule) -> None:
    assert rule_from(json.loads(json.dumps(rule_to(rule)))) == rule


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ({"calendar": "office", "respond": "4h"}, "respond"),
        ({"first_response": "4h"}, "calendar"),
        ({"calendar": 7}, "calendar"),
        ({"calendar": "office", "kinds": "complaint"}, "kinds"),
        ({"calendar": "office", "priorities": [1]}, "priorities"),
        ({"calendar": "office", "resolution": "3d"}, "3d"),
        ({"calendar": "office", "resolution": 30}, "30"),
    ],
)
def test_a_wrong_rule_names_the_field(mapping: dict[str, object], named: str) -> None:
    with pytest.raises(BadValue, match=named):
        rule_from(mapping)


@pytest.mark.parametrize(
    ("kind", "priority", "rule"),
    [
        ("complaint", "urgent", URGENT),
        ("complaint", "low", COMPLAINT),
        ("repair", "high", ORDINARY),
    ],
)
def test_the_first_rule_that_covers_wins(kind: str, priority: str, rule: PromiseRule) -> None:
    assert choose(RULES, Matter(kind, priority)) is rule


def test_a_ticket_no_rule_covers_is_named() -> None:
    with pytest.raises(BadValue, match=r"praise.*low"):
        choose(RULES[:2], Matter("praise", "low"))


@pytest.mark.parametrize(
    ("rule", "at", "promised"),
    [
        # Saturday night
        (URGENT, "2026-09-26 23:50", ("2026-09-26 23:55", None, "2026-09-27 00:20")),
        (COMPLAINT, "2026-09-26 23:50", ("2026-09-28 09:10", "2026-09-27 23:50", "2026-09-30 23:50")),
        (ORDINARY, "2026-09-26 23:50", ("2026-09-28 14:00", None, None)),
        # Friday, ten minutes before closing
        (COMPLAINT, "2026-09-25 17:50", ("2026-09-25 18:00", "2026-09-26 17:50", "2026-09-30 17:50")),
    ],
)
def test_everything_promised_gets_its_due_time(
    rule: PromiseRule, at: str, promised: tuple[str | None, ...]
) -> None:
    assert due_times(rule, CALENDARS, local(at)) == Promised(
        *[local(due) if due else None for due in promised]
    )


def test_the_next_word_is_due_after_the_last_one() -> None:
    at = local("2026-09-25 17:00")
    assert next_update_due(COMPLAINT, CALENDARS, at) == local("2026-09-26 17:00")
    assert next_update_due(URGENT, CALENDARS, at) is None


def test_a_missing_calendar_is_named_with_those_there_are() -> None:
    with pytest.raises(BadValue, match="office") as caught:
        due_times(ORDINARY, {"always": ALWAYS}, local("2026-09-25 17:00"))
    assert "always" in caught.value.hint


EARLY, MIDDLE, LATE = (datetime(2026, 9, day, tzinfo=UTC) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("first", "responded", "update", "resolution", "due"),
    [
        (EARLY, None, MIDDLE, LATE, EARLY),
        (EARLY, EARLY, MIDDLE, LATE, MIDDLE),
        (EARLY, LATE, None, LATE, LATE),
        (LATE, None, MIDDLE, EARLY, EARLY),
        (None, None, None, LATE, LATE),
        (EARLY, EARLY, None, None, None),
        (None, None, None, None, None),
    ],
)
def test_a_ticket_is_due_at_its_earliest_unmet_clock(
    first: datetime | None,
    responded: datetime | None,
    update: datetime | None,
    resolution: datetime | None,
    due: datetime | None,
) -> None:
    assert earliest_unmet(first, responded, update, resolution) == due


@pytest.mark.parametrize(
    ("due", "duration", "paused_from", "paused_until", "moved", "why"),
    [
        ("09-21 11:00", "4h", "09-21 10:00", "09-21 10:30", "09-21 11:30", "half an hour of work"),
        ("09-21 17:00", "4h", "09-21 16:00", "09-22 10:00", "09-22 11:00", "the night does not count"),
        ("09-21 17:00", "4h", "09-21 12:00", "09-21 13:00", "09-21 17:00", "lunch gives nothing"),
        (
            "09-22 17:00",
            "24h wall",
            "09-21 18:00",
            "09-22 09:00",
            "09-23 08:00",
            "wall time counts the night",
        ),
        (
            "09-24 10:00",
            "3wd",
            "09-21 10:00",
            "09-22 10:00",
            "09-25 10:00",
            "a working day for a working day",
        ),
        ("09-21 11:00", "4h", "09-21 11:00", "09-22 11:00", "09-21 11:00", "a broken promise stays broken"),
        ("09-21 11:00", "4h", "09-21 10:00", "09-21 10:00", "09-21 11:00", "no pause at all"),
        (
            "09-21 11:00",
            "24h wall",
            "09-21 10:00",
            "09-21 09:00",
            "09-21 11:00",
            "a pause that runs backwards",
        ),
    ],
)
def test_a_pause_moves_the_due_time(
    due: str, duration: str, paused_from: str, paused_until: str, moved: str, why: str
) -> None:
    since, until = local(f"2026-{paused_from}"), local(f"2026-{paused_until}")
    assert shifted(local(f"2026-{due}"), parse_duration(duration), OFFICE, since, until) == local(
        f"2026-{moved}"
    ), why


def test_a_pause_over_a_clock_change_gives_back_real_minutes() -> None:
    london = ZoneInfo("Europe/London")
    night = Calendar("always", "Europe/London", parse_hours("always"))
    due = datetime(2026, 10, 25, 12, tzinfo=london)
    since, until = datetime(2026, 10, 25, 0, tzinfo=london), datetime(2026, 10, 25, 3, tzinfo=london)
    for text in ("4h", "4h wall"):
        assert shifted(due, parse_duration(text), night, since, until) == due + timedelta(hours=4)


@given(
    moments,
    st.integers(1, 3000),
    st.integers(0, 4000),
    st.integers(0, 4000),
    st.sampled_from(["m", "m wall"]),
)
def test_a_pause_gives_back_exactly_its_own_time(
    at: datetime, minutes: int, wait: int, length: int, unit: str
) -> None:
    duration = parse_duration(f"{minutes}{unit}")
    due = due_at(duration, OFFICE, at)
    since = min(at + timedelta(minutes=wait), due - timedelta(minutes=1))
    until = since + timedelta(minutes=length)
    moved = shifted(due, duration, OFFICE, since, until)
    if duration.unit == "wall_minutes":
        assert moved == due + (until - since)
    else:
        running = minutes_between(OFFICE, at, moved) - minutes_between(OFFICE, since, until)
        assert running == duration.amount
