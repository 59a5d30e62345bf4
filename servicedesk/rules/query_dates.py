"""Dates in the query language: how they are typed, and the moments they stand for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import narrow
from servicedesk.rules.query_words import Term
from servicedesk.rules.years import YEARS

PERIODS = ("today", "yesterday", "tomorrow", "week", "month")
LONGEST_SPAN = timedelta(days=36_500)

_PERIOD_WORDS = {"今天": "today", "昨天": "yesterday", "明天": "tomorrow", "本周": "week", "本月": "month"}
_LONGER = ("silent", "unverified")
_OVERDUE = ("overdue", "逾期", "超期")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_UNIT_WORDS = {"min": "m", "分钟": "m", "小时": "h", "天": "d", "日": "d", "周": "w"}
_OPERATOR = re.compile(r"(<=|>=|[<>=])?\s*(.*)", re.DOTALL)
_SPAN = re.compile(r"([0-9]{1,8})\s*(min|m|h|d|w|分钟|小时|天|日|周)")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")

Bounds = tuple[datetime | None, datetime | None]
End = TypeVar("End", date, datetime)


def read_when(field: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The operator and values of a date as typed: `<2d`, `2d`, `>2026-11-01`, `today`, `昨天`, `A..B`.

    A span without a sign means within it, and of `silent` and `unverified` longer than it; only `due` knows `overdue`. Raises BadValue for what is no date.
    """
    typed = narrow(text).strip().casefold().replace("≤", "<=").replace("≥", ">=")
    if field == "due" and typed in _OVERDUE:
        return "=", ("overdue",)
    if ".." in typed:
        return _read_range(text, *typed.split("..", 1))
    match = _OPERATOR.fullmatch(typed)
    op, rest = (match[1] or "=", match[2]) if match else ("=", typed)
    value = _read_span(rest)
    if value:
        unsaid = ">" if field in _LONGER else "<"
        return (unsaid if op == "=" else op[0]), (value,)
    return op, (_read_day(text, rest),)


def read_span(value: str) -> tuple[int, str] | None:
    """Amount and unit (`m`, `h`, `d`, `w`) of a span as kept in a Term; None for any other value."""
    match = _SPAN.fullmatch(value)
    return (int(match[1]), match[2]) if match else None


def date_bounds(term: Term, now: datetime) -> Bounds:
    """The moments from (included) and until (excluded) which a date term covers, in UTC; None is no end.

    `now` is aware and in the firm's zone, whose days count. `due` looks forward, every other date back.
    A negated term has the bounds of what it negates.
    """
    first = term.values[0]
    if first == "overdue":
        return None, now.astimezone(UTC)
    if term.op == "..":
        return _days(first, now)[0], _days(term.values[1], now)[1]
    span = read_span(first)
    if span:
        return _span_bounds(term, span[0] * _UNITS[span[1]], now.astimezone(UTC))
    return _ends(term.op, *_days(first, now))


def day_bounds(term: Term, now: datetime) -> tuple[date | None, date | None]:
    """The days from (included) and until (excluded) which a term on days to come covers: a span begins today."""
    first, today = term.values[0], now.date()
    if term.op == "..":
        return _period(first, today)[0], _period(term.values[1], today)[1]
    span = read_span(first)
    if span:
        after = (now + span[0] * _UNITS[span[1]]).date() + timedelta(days=1)
        return (today, after) if term.op == "<" else (after, None)
    return _ends(term.op, *_period(first, today))


def _ends(op: str, start: End, end: End) -> tuple[End | None, End | None]:
    ends: dict[str, tuple[End | None, End | None]] = {
        "<": (None, start),
        "<=": (None, end),
        ">": (end, None),
        ">=": (start, None),
        "=": (start, end),
    }
    return ends[op]


def _span_bounds(term: Term, span: timedelta, now: datetime) -> Bounds:
    forward = term.field == "due"
    edge = now + span if forward else now - span
    within = term.op == "<"
    return (None, edge) if within == forward else (edge, None)


def _days(value: str, now: datetime) -> tuple[datetime, datetime]:
    first, after = _period(value, now.date())

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), now.tzinfo).astimezone(UTC)

    return midnight(first), midnight(after)


def _period(value: str, today: date) -> tuple[date, date]:
    day = timedelta(days=1)
    if value == "week":
        monday = today - today.weekday() * day
        return monday, monday + 7 * day
    if value == "month":
        first = today.replace(day=1)
        return first, (first + 31 * day).replace(day=1)
    away = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(value)
    start = date.fromisoformat(value) if away is None else today + away * day
    return start, start + day


def _read_range(text: str, first: str, last: str) -> tuple[str, tuple[str, ...]]:
    if not first.strip():
        return "<=", (_read_day(text, last),)
    if not last.strip():
        return ">=", (_read_day(text, first),)
    days = _read_day(text, first), _read_day(text, last)
    if days[0] not in PERIODS and days[1] not in PERIODS and days[0] > days[1]:
        raise BadValue(
            _("{text} ends before it begins").format(text=text), _("Write the earlier date first.")
        )
    return "..", days


def _read_span(typed: str) -> str:
    match = _SPAN.fullmatch(typed)
    if not match:
        return ""
    amount, unit = int(match[1]), _UNIT_WORDS.get(match[2], match[2])
    if amount > LONGEST_SPAN // _UNITS[unit]:
        raise BadValue(
            _("{text} is too long a time").format(text=typed), _("At most 36500 days can be asked for.")
        )
    return f"{amount}{unit}"


def _read_day(text: str, typed: str) -> str:
    typed = typed.strip()
    period = _PERIOD_WORDS.get(typed, typed)
    if period in PERIODS:
        return period
    match = _DATE.fullmatch(typed)
    if match:
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError as error:
            raise BadValue(
                _("{text} is not a day of the calendar").format(text=text), _("Write it as 2026-11-01.")
            ) from error
        if day.year in YEARS:
            return day.isoformat()
    raise BadValue(
        _("“{text}” is not a date").format(text=text),
        _("Write today, yesterday, <2d, >2d, 2026-11-01 or 2026-11-01..2026-11-07."),
    )
