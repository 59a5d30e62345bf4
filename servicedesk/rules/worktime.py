"""Working time: when a calendar is open, and how its minutes and days are counted.

A calendar's hours are local wall time; the minutes counted are real elapsed minutes. Where a clock change
skips a wall time, that time falls on the moment of the change; of a repeated one the first showing counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.i18n import _
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.hours import Span as Span
from servicedesk.rules.hours import Week as Week
from servicedesk.rules.hours import format_hours as format_hours
from servicedesk.rules.hours import parse_hours as parse_hours
from servicedesk.rules.hours import parse_spans as parse_spans

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LONGEST_CLOSURE_DAYS = 2 * 366
FARTHEST_DAYS = 100 * 366


@dataclass(frozen=True)
class Calendar:
    """Opening hours by weekday, with the days that differ: a holiday has no spans, a make-up day has some.

    `confirmed_until` is the last local day whose holidays are official; None where none need confirming.
    `labels` are what days that differ are called.
    """

    name: str
    timezone: str
    week: Week
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    confirmed_until: date | None = None
    labels: Mapping[date, str] = field(default_factory=dict)


class Part(NamedTuple):
    """A part of a local day, in UTC: `counted` while open, else `closed`, `break`, `day_off` or `holiday`."""

    start: datetime
    end: datetime
    why: str
    label: str = ""


class Worked(NamedTuple):
    """One stretch of open time, in UTC."""

    start: datetime
    end: datetime


def spans_on(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """The hours of one local day; none on a day off."""
    return calendar.days.get(day, calendar.week[day.weekday()])


def add_minutes(calendar: Calendar, start: datetime, minutes: float) -> datetime:
    """The moment, in UTC, when so many working minutes have passed since `start`.

    A clock that ends exactly at closing stays there; it does not move to the next opening. Zero minutes are
    `start` itself, open or not. Raises BadValue for negative minutes, Refused where there are too few hours.
    """
    if minutes < 0:
        raise BadValue(_("Minutes cannot be negative: {minutes}").format(minutes=minutes))
    start = as_utc(start)
    if not minutes:
        return start
    try:
        left = timedelta(minutes=minutes)
    except (OverflowError, ValueError) as error:
        raise _too_far(calendar) from error
    for opened, closed in _open_from(calendar, start):
        if left <= closed - opened:
            return opened + left
        left -= closed - opened
    raise _too_far(calendar)


def minutes_between(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Working minutes from `start` to `end`: an int when whole, negative when `end` comes first."""
    if as_utc(end) < as_utc(start):
        return -minutes_between(calendar, end, start)
    total = sum((stretch.end - stretch.start for stretch in worked(calendar, start, end)), timedelta())
    whole, rest = divmod(total, MINUTE)
    return total / MINUTE if rest else whole


def worked(calendar: Calendar, start: datetime, end: datetime) -> list[Worked]:
    """The open stretches from `start` to `end`, in order, in UTC; none when `end` comes first.

    Raises Refused beyond a hundred years, and at the ends of the calendar.
    """
    start, end = as_utc(start), as_utc(end)
    if end <= start:
        return []
    if end - start > FARTHEST_DAYS * DAY:
        raise _too_far(calendar)
    try:
        return _worked(calendar, start, end)
    except OverflowError as error:
        raise _too_far(calendar) from error


def _worked(calendar: Calendar, start: datetime, end: datetime) -> list[Worked]:
    zone = _zone(calendar)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    # One day more: a clock set back over midnight shows the old date while the new day has begun.
    days = (first + number * DAY for number in range((last - first).days + 2))
    return [
        Worked(max(opened, start), min(closed, end))
        for day in days
        for opened, closed in _stretches(calendar, zone, day)
        if opened < end and closed > start
    ]


def day_parts(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Part]:
    """Everything from `start` to `end` without a gap: open stretches, breaks between them, closed hours, days off.

    Raises Refused beyond a hundred years.
    """
    start, end = as_utc(start), as_utc(end)
    if end - start > FARTHEST_DAYS * DAY:
        raise _too_far(calendar)
    zone = _zone(calendar)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    for number in range((last - first).days + 1):
        for part in _parts_of(calendar, zone, first + number * DAY):
            since, until = max(part.start, start), min(part.end, end)
            if since < until:
                yield part._replace(start=since, end=until)


def _parts_of(calendar: Calendar, zone: ZoneInfo, day: date) -> Iterator[Part]:
    """One local day from midnight to midnight."""
    at, end = (_moment(zone, datetime.combine(one, time())) for one in (day, day + DAY))
    label = calendar.labels.get(day, "")
    stretches = list(_stretches(calendar, zone, day))
    if not stretches:
        yield Part(at, end, "holiday" if day in calendar.days else "day_off", label)
        return
    for place, (opened, closed) in enumerate(stretches):
        yield Part(at, opened, "break" if place else "closed")
        yield Part(opened, closed, "counted", label)
        at = closed
    yield Part(at, end, "closed")


def add_working_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The same local time on the n-th working day after `start`, in UTC, inside the hours or not.

    A working day is a local day with any hours. Raises BadValue for negative days, Refused for too few hours.
    """
    if days < 0:
        raise BadValue(_("Days cannot be negative: {days}").format(days=days))
    local = as_utc(start).astimezone(_zone(calendar))
    if not days:
        return as_utc(start)
    for day in _days_from(calendar, local.date() + DAY):
        days -= 1
        if not days:
            return _moment(_zone(calendar), datetime.combine(day, local.time()))
    raise _too_far(calendar)


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """The first open moment from `at` on, in UTC: `at` itself when open. Raises Refused for too few hours."""
    for stretch in _open_from(calendar, as_utc(at)):
        return stretch.start
    raise _too_far(calendar)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the calendar is open at a moment; at closing time it is not."""
    at = as_utc(at)
    return bool(worked(calendar, at, at + timedelta(microseconds=1)))


def is_confirmed(calendar: Calendar, at: datetime) -> bool:
    """Whether the holidays of that local day are official yet."""
    if calendar.confirmed_until is None:
        return True
    return as_utc(at).astimezone(_zone(calendar)).date() <= calendar.confirmed_until


def as_utc(at: datetime) -> datetime:
    """The same moment in UTC, where moments of one zone compare and subtract rightly over a clock change."""
    if at.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {at}")
    return at.astimezone(UTC)


def _zone(calendar: Calendar) -> ZoneInfo:
    try:
        return ZoneInfo(calendar.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise BadValue(
            _("There is no time zone {name}").format(name=calendar.timezone),
            _("Write it like Asia/Shanghai or Europe/London."),
        ) from error


def _open_from(calendar: Calendar, start: datetime) -> Iterator[Worked]:
    zone = _zone(calendar)
    for day in _days_from(calendar, start.astimezone(zone).date()):
        for opened, closed in _stretches(calendar, zone, day):
            if closed > start:
                yield Worked(max(opened, start), closed)


def _days_from(calendar: Calendar, first: date) -> Iterator[date]:
    """The days with hours within a hundred years, in order; raises Refused after two years without any."""
    closed = 0
    for distance in range(min(FARTHEST_DAYS, (date.max - first).days - 1)):
        day = first + distance * DAY
        closed = 0 if spans_on(calendar, day) else closed + 1
        if closed > LONGEST_CLOSURE_DAYS:
            raise Refused(
                _("The calendar {name} has no hours for two years").format(name=calendar.name),
                _("Give the calendar some hours."),
            )
        if not closed:
            yield day


def _too_far(calendar: Calendar) -> Refused:
    return Refused(
        _("By the calendar {name} that is more than a hundred years away").format(name=calendar.name),
        _("Shorten the time or give the calendar more hours."),
    )


def _stretches(calendar: Calendar, zone: ZoneInfo, day: date) -> Iterator[Worked]:
    midnight = datetime.combine(day, time())
    for span in spans_on(calendar, day):
        opened = _moment(zone, midnight + span.start * MINUTE)
        closed = _moment(zone, midnight + span.end * MINUTE)
        if opened < closed:
            yield Worked(opened, closed)


def _moment(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first moment, in UTC, at which a clock on the wall shows this local time or a later one."""
    local = wall.replace(tzinfo=zone, fold=0)
    moment = local.astimezone(UTC)
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    if before is None or after is None or after <= before:
        return moment
    earliest = moment - (after - before)
    seconds = range(int((after - before).total_seconds()))
    changed = bisect_left(
        seconds, True, key=lambda n: (earliest + n * SECOND).astimezone(zone).utcoffset() == after
    )
    return earliest + changed * SECOND
