"""Distances from now that people type: +2h, in 30 minutes, 半小时后, 3天前."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from servicedesk.rules.when_numbers import NUMBER, number


class Lapse(NamedTuple):
    """How far from now: days as the wall clock counts them, and exact time."""

    days: int
    exact: timedelta


_UNITS = {
    "d": "days", "day": "days", "days": "days", "天": "days", "日": "days",
    "w": "weeks", "week": "weeks", "weeks": "weeks", "周": "weeks", "星期": "weeks", "礼拜": "weeks",
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours",
    "小时": "hours", "钟头": "hours",
    "m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes", "minutes": "minutes",
    "分钟": "minutes", "分": "minutes", "刻钟": "quarters",
}  # fmt: skip
_SECONDS = {"hours": 3600, "minutes": 60, "quarters": 900}
_UNIT = "(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_PIECE = re.compile(rf"(半|half an|an?|{NUMBER}|[0-9]+(?:\.5)?) ?(个半|个)? ?{_UNIT}(?![a-z])(半)? ?")
_COMPACT = re.compile(r"([0-9]{1,6})([wdhm])")
_SIGNED = re.compile(r"([+-]) ?((?:[0-9]{1,6}[wdhm])+)")
_AFTER = re.compile("(?P<body>.+?) ?(?:之后|以后|后|过后|later|from now)")
_BEFORE = re.compile("(?P<body>.+?) ?(?:之前|以前|前|ago)")
_IN = re.compile("(?:in|过) ?(?P<body>.+)")


def read_lapse(text: str) -> Lapse | None:
    """The distance from now that the whole text means; None when it means none. `text` is lower case."""
    if signed := _SIGNED.fullmatch(text):
        pieces = [(float(count), _UNITS[unit]) for count, unit in _COMPACT.findall(signed[2])]
        return _sum(pieces, -1 if signed[1] == "-" else 1)
    for pattern, sign in ((_BEFORE, -1), (_AFTER, 1), (_IN, 1)):
        found = pattern.fullmatch(text)
        pieces = _pieces(found["body"]) if found else []
        if pieces:
            return _sum(pieces, sign)
    return None


def _pieces(body: str) -> list[tuple[float, str]]:
    """Amounts with their unit, such as 1小时 30分钟; empty when anything else stands between."""
    pieces: list[tuple[float, str]] = []
    at = 0
    while at < len(body):
        found = _PIECE.match(body, at)
        if not found:
            return []
        halves = 0.5 if found[2] == "个半" or found[4] else 0
        pieces.append((_amount(found[1]) + halves, _UNITS[found[3]]))
        at = found.end()
    return pieces


def _amount(word: str) -> float:
    if word in {"半", "half an"}:
        return 0.5
    if word in {"a", "an"}:
        return 1
    return float(word) if word[0] in "0123456789" else number(word)


def _sum(pieces: list[tuple[float, str]], sign: int) -> Lapse:
    days = 0.0
    seconds = 0.0
    for count, unit in pieces:
        if unit in {"days", "weeks"}:
            days += count * (7 if unit == "weeks" else 1)
        else:
            seconds += count * _SECONDS[unit]
    whole = int(days)
    return Lapse(sign * whole, sign * timedelta(seconds=seconds, days=days - whole))
