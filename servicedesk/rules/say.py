"""A moment in words: in full for what was understood, and short for lists."""

from __future__ import annotations

from datetime import datetime, timedelta

from servicedesk.i18n import _

EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ZH_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

SHORT_DATE_DAYS = 180

_LATE_UNITS = (
    (timedelta(days=700), timedelta(days=365), "{n}y over", "超{n}年"),
    (timedelta(days=100), timedelta(days=7), "{n}w over", "超{n}周"),
    (timedelta(days=1), timedelta(days=1), "{n}d over", "超{n}天"),
    (timedelta(hours=1), timedelta(hours=1), "{n}h over", "超{n}小时"),
    (timedelta(minutes=1), timedelta(minutes=1), "{n}m over", "超{n}分"),
)


def say_when(at: datetime, now: datetime, language: str) -> str:
    """The moment with its weekday, and its year when that is not this one; in the zone of `now`."""
    local = at.astimezone(now.tzinfo)
    this_year = local.year == now.year
    if language.startswith("zh"):
        year = "" if this_year else f"{local.year}年"
        return f"{year}{local.month}月{local.day}日 {ZH_WEEKDAYS[local.weekday()]} {local:%H:%M}"
    year = "" if this_year else f" {local.year}"
    day = f"{EN_WEEKDAYS[local.weekday()]} {local.day} {EN_MONTHS[local.month - 1]}"
    return f"{day}{year} {local:%H:%M}"


def say_due(at: datetime, now: datetime, language: str) -> str:
    """How far off a due time is, in at most ten cells: late, in minutes, today, this week, or a date."""
    chinese = language.startswith("zh")
    left = at - now
    if left <= timedelta(minutes=-1):
        return _late(-left, chinese)
    if left < timedelta(minutes=1):
        return "现在" if chinese else "now"
    if left < timedelta(hours=1):
        minutes = left // timedelta(minutes=1)
        return f"{minutes}分后" if chinese else f"in {minutes}m"
    return _ahead(at.astimezone(now.tzinfo), now, chinese)


def _late(late: timedelta, chinese: bool) -> str:
    unit, english, mandarin = next(
        (unit, english, mandarin) for least, unit, english, mandarin in _LATE_UNITS if late >= least
    )
    return (mandarin if chinese else english).format(n=late // unit)


def _ahead(local: datetime, now: datetime, chinese: bool) -> str:
    days = (local.date() - now.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days < 7:
        weekdays = ZH_WEEKDAYS if chinese else EN_WEEKDAYS
        return f"{weekdays[local.weekday()]} {local:%H:%M}"
    if local.year == now.year or days < SHORT_DATE_DAYS:
        return f"{local:%m-%d}" if chinese else f"{local.day} {EN_MONTHS[local.month - 1]}"
    return f"{local.year}-{local:%m}" if chinese else f"{EN_MONTHS[local.month - 1]} {local.year}"


def beside(text: str, more: str) -> str:
    """A text with something in brackets after it, in the brackets of the language in use."""
    return _("{text} ({more})").format(text=text, more=more)
