"""Times and days that people type, in English and Chinese; echo what was understood with `say_when`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.text import normalised
from servicedesk.rules.when_days import ReadDay, find_day
from servicedesk.rules.when_lapses import read_lapse
from servicedesk.rules.when_times import time_of_day
from servicedesk.rules.years import YEARS

OPENING = time(9)
LONGEST_WRITING = 80

_ISO_MOMENT = re.compile(
    r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}[t ][0-9]{2}(:?[0-9]{2}){0,2}([.,][0-9]{1,6})?"
    r"(z|[+-][0-9]{2}(:?[0-9]{2}){0,2})?"
)
_NOW = {"now", "现在", "此刻", "马上", "刚才", "just now"}
_TIME_FIRST = re.compile("(.+?[0-9apm点半刻分]) (?:on )?(.+)")


def read_when(text: str, now: datetime, default_time: time = OPENING) -> datetime:
    """The moment a person means, in the zone of `now` (aware, the firm's zone).

    A day without a time takes `default_time`; a time without a day is the next such time. A wall time that
    daylight saving skips moves on by the gap, and one that happens twice is the first.
    Raises BadValue for an impossible date, one in no year of `YEARS`, and for words it does not know.
    """
    folded = _folded(text)
    try:
        moment = _moment(folded, now, default_time)
    except (ValueError, OverflowError) as cause:
        raise _not_a_time(text, impossible=True) from cause
    if moment is None or moment.year not in YEARS:
        raise _not_a_time(text, impossible=moment is not None)
    return moment


def read_day(text: str, today: date) -> date:
    """The day a person means: 2026-11-25, today, fri, 昨天, 11月25日, -1d; a weekday is the next one.

    Raises BadValue for an impossible date, one in no year of `YEARS`, and for words it does not know.
    """
    folded = _folded(text)
    try:
        found = find_day(folded, today)
        lapse = None if found else read_lapse(folded)
        if lapse and not lapse.exact:
            found = ReadDay(today + timedelta(days=lapse.days), "")
    except (ValueError, OverflowError) as cause:
        raise _not_a_day(text, impossible=True) from cause
    if found is None or found.rest.strip():
        raise _not_a_day(text, impossible=False)
    if found.day.year not in YEARS:
        raise _not_a_day(text, impossible=True)
    return found.day


def _folded(text: str) -> str:
    short = normalised(text) if len(text) <= LONGEST_WRITING else ""
    return short.replace("。", "").replace("的", "").strip(" ,")


def _moment(text: str, now: datetime, default_time: time) -> datetime | None:
    if text in _NOW:
        return now
    if _ISO_MOMENT.fullmatch(text):
        return _iso(text, now)
    if lapse := read_lapse(text):
        wall = now.replace(tzinfo=None) + timedelta(days=lapse.days)
        start = _on_the_wall(wall, now) if lapse.days else now
        return (start.astimezone(UTC) + lapse.exact).astimezone(now.tzinfo)
    alone = time_of_day(text)
    if alone is not None:
        at = _at(now.date(), alone, now)
        return at if at > now else _at(now.date() + timedelta(days=1), alone, now)
    return _day_and_time(text, now, default_time)


def _iso(text: str, now: datetime) -> datetime:
    read = datetime.fromisoformat(text.upper())
    return _on_the_wall(read, now) if read.tzinfo is None else read.astimezone(now.tzinfo)


def _day_and_time(text: str, now: datetime, default_time: time) -> datetime | None:
    default = timedelta(hours=default_time.hour, minutes=default_time.minute)
    found = find_day(text, now.date())
    if found:
        rest = found.rest.strip(" ,")
        since_midnight = time_of_day(rest) if rest else default
    elif turned := _TIME_FIRST.fullmatch(text):
        since_midnight = time_of_day(turned[1])
        found = find_day(turned[2], now.date())
        since_midnight = None if found and found.rest.strip() else since_midnight
    else:
        return None
    return None if found is None or since_midnight is None else _weekly(found, since_midnight, now)


def _weekly(found: ReadDay, since_midnight: timedelta, now: datetime) -> datetime:
    at = _at(found.day, since_midnight, now)
    return _at(found.day + timedelta(weeks=1), since_midnight, now) if found.weekly and at <= now else at


def _at(day: date, since_midnight: timedelta, now: datetime) -> datetime:
    return _on_the_wall(datetime.combine(day, time()) + since_midnight, now)


def _on_the_wall(wall: datetime, now: datetime) -> datetime:
    """The moment a clock on the firm's wall shows this; going through UTC steps over a gap."""
    return wall.replace(tzinfo=now.tzinfo, fold=0).astimezone(UTC).astimezone(now.tzinfo)


def _not_a_time(text: str, impossible: bool) -> BadValue:
    return BadValue(
        _says_what(text, impossible, _("'{text}' is not a time the desk can read.")),
        _("Write it like 2026-11-25 14:00, fri 14:00, tomorrow 9:30, +2h, 明天下午3点 or 半小时后."),
    )


def _not_a_day(text: str, impossible: bool) -> BadValue:
    return BadValue(
        _says_what(text, impossible, _("'{text}' is not a day the desk can read.")),
        _("Write it like 2026-11-25, today, yesterday, fri, 昨天 or 11月25日."),
    )


def _says_what(text: str, impossible: bool, unknown: str) -> str:
    message = _("'{text}' is not in the calendar.") if impossible else unknown
    return message.format(text=text[:60])
