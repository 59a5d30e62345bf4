"""Times and days are read the way people say them, in both languages; nonsense is refused with examples."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue, ExitCode
from servicedesk.rules.say import say_when
from servicedesk.rules.when import read_day, read_when

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)

ENGLISH = [
    ("now", "2026-11-25 10:30"),
    ("today", "2026-11-25 09:00"),
    ("yesterday 16:20", "2026-11-24 16:20"),
    ("Tomorrow at 2pm", "2026-11-26 14:00"),
    ("day after tomorrow 5 pm", "2026-11-27 17:00"),
    ("tonight", "2026-11-25 19:00"),
    ("this afternoon", "2026-11-25 14:00"),
    ("+2h", "2026-11-25 12:30"),
    ("+1h30m", "2026-11-25 12:00"),
    ("+3d", "2026-11-28 10:30"),
    ("-1d", "2026-11-24 10:30"),
    ("in 2 hours", "2026-11-25 12:30"),
    ("in half an hour", "2026-11-25 11:00"),
    ("30 minutes ago", "2026-11-25 10:00"),
    ("in 3 days 14:00", "2026-11-28 14:00"),
    ("14:00", "2026-11-25 14:00"),
    ("09:00", "2026-11-26 09:00"),
    ("24:00", "2026-11-26 00:00"),
    ("12am", "2026-11-26 00:00"),
    ("noon", "2026-11-25 12:00"),
    ("fri 14:00", "2026-11-27 14:00"),
    ("2pm fri", "2026-11-27 14:00"),
    ("wed 11:00", "2026-11-25 11:00"),
    ("wed 9:00", "2026-12-02 09:00"),
    ("next fri", "2026-12-04 09:00"),
    ("last friday", "2026-11-20 09:00"),
    ("27 Nov", "2026-11-27 09:00"),
    ("Nov 27th, 2027 9am", "2027-11-27 09:00"),
    ("5 jan", "2027-01-05 09:00"),
    ("11-27 14:00", "2026-11-27 14:00"),
    ("2026/11/27 9:30", "2026-11-27 09:30"),
    ("2026-11-27T14:00", "2026-11-27 14:00"),
    ("2026-11-27T14:00:00Z", "2026-11-27 22:00"),
]

CHINESE = [
    ("现在", "2026-11-25 10:30"),
    ("明天下午3点", "2026-11-26 15:00"),
    ("明天　下午３点", "2026-11-26 15:00"),
    ("后天", "2026-11-27 09:00"),
    ("大后天", "2026-11-28 09:00"),
    ("今晚8点半", "2026-11-25 20:30"),
    ("明早9点", "2026-11-26 09:00"),
    ("晚上12点", "2026-11-26 00:00"),
    ("中午", "2026-11-25 12:00"),
    ("上午十点一刻", "2026-11-26 10:15"),
    ("下午三点二十", "2026-11-25 15:20"),
    ("下午2:30", "2026-11-25 14:30"),
    ("今日14时30分", "2026-11-25 14:30"),
    ("周五", "2026-11-27 09:00"),
    ("下周五 14:00", "2026-12-04 14:00"),
    ("下下周一", "2026-12-07 09:00"),
    ("上周五", "2026-11-20 09:00"),
    ("星期天上午", "2026-11-29 09:00"),
    ("周二两点", "2026-12-01 02:00"),
    ("3小时后", "2026-11-25 13:30"),
    ("半小时后", "2026-11-25 11:00"),
    ("一个半小时后", "2026-11-25 12:00"),
    ("两周后", "2026-12-09 10:30"),
    ("3天后下午2点", "2026-11-28 14:00"),
    ("10分钟前", "2026-11-25 10:20"),
    ("11月25日 下午2点", "2026-11-25 14:00"),
    ("11月27日 周五 14:00", "2026-11-27 14:00"),
    ("十二月二十五日", "2026-12-25 09:00"),
    ("2027年1月5日", "2027-01-05 09:00"),
    ("30号", "2026-11-30 09:00"),
]


@pytest.mark.parametrize(("text", "moment"), ENGLISH + CHINESE)
def test_a_time_is_read_as_people_mean_it(text: str, moment: str) -> None:
    read = read_when(text, WEDNESDAY)
    assert f"{read:%Y-%m-%d %H:%M}" == moment
    assert read.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "soon",
            "14",
            "25:00",
            "12:60",
            "13pm",
            "上午15点",
            "下午14:99",
            "周八",
            "明天后天",
            "fri fri",
            "++2h",
        ],
        *["[/b]", "十十月五日", "+99999999999d", "1" * 100_000, "明天" * 50, "2026-11-25 14:00 or so"],
    ],
)
def test_words_that_are_no_time_are_refused_with_examples(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_when(text, WEDNESDAY)
    assert refused.value.exit_code == ExitCode.USAGE
    assert "明天下午3点" in refused.value.hint
    assert len(refused.value.message) < 120


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2月30日",
        "31 Nov",
        "2026-13-01 10:00",
        "2026-02-30T10:00",
        "Mon 27 Nov",
        "11月27日 周一",
        "0000-01-01",
        "1899-12-31",
        "3000-01-01",
        "9999-12-31T23:59:59",
    ],
)
def test_an_impossible_date_is_named_as_such(text: str) -> None:
    with pytest.raises(BadValue, match="not in the calendar"):
        read_when(text, WEDNESDAY)


def test_a_day_without_a_time_takes_the_time_given() -> None:
    assert read_when("明天", WEDNESDAY, time(14, 15)) == datetime(2026, 11, 26, 14, 15, tzinfo=SHANGHAI)


def test_a_time_that_daylight_saving_skips_moves_on_by_the_gap() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    assert read_when("tomorrow 01:30", saturday).isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_time_that_happens_twice_is_the_first() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=LONDON)
    assert read_when("tomorrow 01:30", saturday).isoformat() == "2026-10-25T01:30:00+01:00"


def test_days_keep_the_wall_time_and_hours_are_exact_over_a_clock_change() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    assert read_when("+1d", saturday).isoformat() == "2026-03-29T12:00:00+01:00"
    assert read_when("+24h", saturday).isoformat() == "2026-03-29T13:00:00+01:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 24)),
        ("前天", date(2026, 11, 23)),
        ("2026-11-01", date(2026, 11, 1)),
        ("wed", date(2026, 11, 25)),
        ("周一", date(2026, 11, 30)),
        ("上周一", date(2026, 11, 16)),
        ("11月20日", date(2026, 11, 20)),
        ("-7d", date(2026, 11, 18)),
        ("3天前", date(2026, 11, 22)),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert read_day(text, date(2026, 11, 25)) == day


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "tomorrow 14:00", "-2h", "x", "20261325", "1899-12-31", "3000-01-01", "-50000d"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_day(text, date(2026, 11, 25))
    assert "2026-11-25" in refused.value.hint


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIRST = datetime.fromisoformat("1902-01-02")
NO_CLOCK_CHANGES = datetime.fromisoformat("2000-01-01")
LAST = datetime.fromisoformat("2999-12-01")
MOMENTS = st.datetimes(FIRST, LAST, timezones=OFFSETS | st.just(LONDON))


@given(MOMENTS, st.sampled_from(["T", " "]))
def test_iso_8601_comes_back_as_the_same_moment(at: datetime, between: str) -> None:
    assert read_when(at.isoformat(between), WEDNESDAY).astimezone(UTC) == at.astimezone(UTC)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_an_iso_day_comes_back_as_the_same_day(day: date) -> None:
    assert read_day(day.isoformat(), date(2026, 11, 25)) == day


@given(st.datetimes(NO_CLOCK_CHANGES, LAST, timezones=st.just(SHANGHAI)), st.sampled_from(["en", "zh_CN"]))
def test_what_is_said_is_read_back(moment: datetime, language: str) -> None:
    at = moment.replace(second=0, microsecond=0)
    if at.year != WEDNESDAY.year or abs(at - WEDNESDAY) < timedelta(days=150):
        assert read_when(say_when(at, WEDNESDAY, language), WEDNESDAY) == at


@given(
    st.text(max_size=30) | st.text("0123456789年月日周上下午晚半刻点分后前+-: dhfrinextam一二十", max_size=20)
)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(BadValue):
        assert read_when(text, WEDNESDAY).tzinfo is SHANGHAI
    with suppress(BadValue):
        assert date.min <= read_day(text, WEDNESDAY.date()) <= date.max
