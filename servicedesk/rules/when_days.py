"""The day part of what people type, in English and Chinese."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from servicedesk.rules.when_numbers import NUMBER, number


class ReadDay(NamedTuple):
    """A day that was understood, what follows it, and whether the next such weekday may be meant."""

    day: date
    rest: str
    weekly: bool = False


_NAMED = {
    "day after tomorrow": 2, "day before yesterday": -2, "tomorrow": 1, "tmrw": 1, "tmr": 1,
    "yesterday": -1, "today": 0, "大后天": 3, "大前天": -3, "后天": 2, "前天": -2, "明天": 1, "明日": 1,
    "明儿": 1, "今天": 0, "今日": 0, "今儿": 0, "昨天": -1, "昨日": -1, "昨儿": -1,
}  # fmt: skip
_NAMED_DAY = re.compile("(?:the )?(" + "|".join(_NAMED) + r")(?![a-z])")
_PART_OF_DAY = re.compile("(今|明|昨|后)(?=[早晚晨])|(?:this )(?=morning|afternoon|evening)|to(?=night)")
_PART_OF = {"今": 0, "明": 1, "昨": -1, "后": 2}

_EN_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EN_WEEKDAY = re.compile(
    r"(?:on )?(?:(next|this|last) )?"
    r"(mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])"
)
_ZH_WEEKDAY = re.compile("(下下|下|上上|上|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKS = {"下下": 2, "下": 1, "next": 1, "这": 0, "本": 0, "this": 0, "上": -1, "last": -1, "上上": -2}

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_MONTH_DASH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})(?![-0-9])")
_ZH_DATE = re.compile(rf"(?:([0-9]{{4}}) ?年 ?)?({NUMBER}) ?月 ?({NUMBER}) ?[日号]?")
_ZH_DAY = re.compile(rf"({NUMBER}) ?[日号]")
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]?"
_YEAR = r"(?:,? ([0-9]{4})(?![0-9:]))?"
_DAY_MONTH = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}{_YEAR}(?![a-z])")
_MONTH_DAY = re.compile(rf"{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?{_YEAR}(?![a-z0-9:])")
_DAYS_AWAY = re.compile(
    rf"(?:in )?({NUMBER}|a) ?(天|日|days?|个?周|个?星期|weeks?) ?(之?后|以后|之?前|以前|ago)?"
)


def find_day(text: str, today: date) -> ReadDay | None:
    """The day a text begins with and what follows; None when it begins with no day.

    A bare weekday is the next one, today included; 下周五 and "next fri" are the Friday of the next week
    (Monday to Sunday). A date without a year is the nearest one. Raises ValueError for an impossible date
    or one that is not the weekday written beside it, and OverflowError beyond the year 9999.
    """
    found = _named(text, today) or _weekday(text, today) or _days_away(text, today)
    return found or _dated(text, today)


def _named(text: str, today: date) -> ReadDay | None:
    if found := _NAMED_DAY.match(text):
        return ReadDay(today + timedelta(days=_NAMED[found[1]]), text[found.end() :])
    if found := _PART_OF_DAY.match(text):
        return ReadDay(today + timedelta(days=_PART_OF.get(found[1], 0)), text[found.end() :])
    return None


def _weekday(text: str, today: date) -> ReadDay | None:
    if found := _EN_WEEKDAY.match(text):
        weekday = _EN_WEEKDAYS.index(found[2][:3])
    elif found := _ZH_WEEKDAY.match(text):
        weekday = "一二三四五六日".index(found[2].replace("天", "日"))
    else:
        return None
    rest = text[found.end() :]
    dated = _dated(rest.lstrip(" ,"), today)
    if dated:
        return _agreeing(dated, weekday)
    monday = today - timedelta(days=today.weekday())
    if found[1]:
        return ReadDay(monday + timedelta(days=weekday, weeks=_WEEKS[found[1]]), rest)
    return ReadDay(today + timedelta(days=(weekday - today.weekday()) % 7), rest, weekly=True)


def _dated(text: str, today: date) -> ReadDay | None:
    """A calendar date, with or without its year, and perhaps its weekday after it."""
    if found := _ISO.match(text):
        day = date(int(found[1]), int(found[3]), int(found[4]))
    elif found := _ZH_DATE.match(text):
        day = _in_year(found[1], number(found[2]), number(found[3]), today)
    elif found := _DAY_MONTH.match(text):
        day = _in_year(found[3], _EN_MONTHS.index(found[2]) + 1, int(found[1]), today)
    elif found := _MONTH_DAY.match(text):
        day = _in_year(found[3], _EN_MONTHS.index(found[1]) + 1, int(found[2]), today)
    elif found := _MONTH_DASH_DAY.match(text):
        day = _in_year(None, int(found[1]), int(found[2]), today)
    elif found := _ZH_DAY.match(text):
        day = _in_month(number(found[1]), today)
    else:
        return None
    rest = text[found.end() :]
    beside = rest.lstrip(" ,(")
    if after := _ZH_WEEKDAY.match(beside):
        weekday = "一二三四五六日".index(after[2].replace("天", "日"))
        return _agreeing(ReadDay(day, beside[after.end() :].lstrip(")")), weekday)
    return ReadDay(day, rest)


def _agreeing(dated: ReadDay, weekday: int) -> ReadDay:
    if dated.day.weekday() != weekday:
        raise ValueError("the date is another weekday")
    return dated


def _in_year(year: str | None, month: int, day: int, today: date) -> date:
    """The date in its year, or in the year that brings it nearest to today."""
    if year:
        return date(int(year), month, day)
    years = [today.year + step for step in (-1, 0, 1)]
    nearest = min(years, key=lambda year: abs((date(year, month, min(day, 28)) - today).days))
    return date(nearest, month, day)


def _in_month(day: int, today: date) -> date:
    """The next such day of a month, today included."""
    if day >= today.day:
        return today.replace(day=day)
    following = today.replace(day=28) + timedelta(days=4)
    return following.replace(day=day)


def _days_away(text: str, today: date) -> ReadDay | None:
    found = _DAYS_AWAY.match(text)
    if not found or not (found[3] or text.startswith("in ")):
        return None
    count = 1 if found[1] == "a" else number(found[1])
    days = count * (1 if found[2][0] in "天日d" else 7)
    backwards = (found[3] or "").endswith(("前", "ago"))
    return ReadDay(today + timedelta(days=-days if backwards else days), text[found.end() :])
