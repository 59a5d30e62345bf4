"""The time-of-day part of what people type, in English and Chinese."""

from __future__ import annotations

import re
from datetime import timedelta

from servicedesk.rules.when_numbers import NUMBER, number

PERIODS = {
    "morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening",
    "noon": "noon", "凌晨": "small hours", "清晨": "morning", "清早": "morning", "早晨": "morning",
    "早上": "morning", "上午": "morning", "早": "morning", "晨": "morning", "中午": "noon", "正午": "noon",
    "午": "noon", "下午": "afternoon", "午后": "afternoon", "傍晚": "evening", "晚上": "evening",
    "夜里": "evening", "夜晚": "evening", "晚": "evening",
}  # fmt: skip
USUAL_HOUR = {"small hours": 1, "morning": 9, "noon": 12, "afternoon": 14, "evening": 19}

_PERIOD = "(?P<period>" + "|".join(sorted(PERIODS, key=len, reverse=True)) + ")"
_CLOCK = re.compile(
    rf"(?:at )?(?:in the )?{_PERIOD}? ?(?:at )?(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})"
    r"(?::(?P<second>[0-9]{2}))? ?(?P<half>am|pm)?"
)
_ENGLISH = re.compile(r"(?:at )?(?P<hour>[0-9]{1,2}) ?(?P<half>am|pm)")
_CHINESE = re.compile(
    rf"{_PERIOD}? ?(?P<hour>{NUMBER}) ?[点时](?:钟|整|(?P<part>半|[一三13]刻)|(?P<minute>{NUMBER})分?)?"
)
_PERIOD_ALONE = re.compile(rf"(?:at |in the )?{_PERIOD}")
_PARTS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}


def time_of_day(text: str) -> timedelta | None:
    """The time since midnight on the clock; None when the text is no time.

    It may reach past 24 hours: 晚上12点 is the midnight that ends the day. `text` is folded to lower case.
    """
    found = _CLOCK.fullmatch(text) or _ENGLISH.fullmatch(text) or _CHINESE.fullmatch(text)
    if not found:
        alone = _PERIOD_ALONE.fullmatch(text)
        return timedelta(hours=USUAL_HOUR[PERIODS[alone["period"]]]) if alone else None
    groups = found.groupdict()
    minute = _PARTS[groups["part"]] if groups.get("part") else number(groups.get("minute") or "0")
    second = number(groups.get("second") or "0")
    hour = _hour(
        number(groups["hour"]), PERIODS.get(groups.get("period") or "", ""), groups.get("half") or ""
    )
    whole_day = hour == 24 and minute == second == 0
    if (
        hour is None
        or minute > 59
        or second > 59
        or (hour >= 24 and not groups.get("period") and not whole_day)
    ):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _hour(hour: int, period: str, half: str) -> int | None:
    """The hour of 0-24 (up to 28 after an evening) that was meant; None when the words contradict it."""
    if half:
        return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None
    if hour > 24:
        return None
    if period == "small hours":
        return hour % 12 if hour <= 12 else None
    if period == "morning":
        return hour if hour <= 12 else None
    if period == "noon":
        return hour + 12 if 1 <= hour <= 3 else hour
    if period == "afternoon":
        return hour + 12 if 1 <= hour < 12 else hour
    if period == "evening":
        return hour + (12 if 5 <= hour < 12 else 24 if hour < 5 else 12 if hour == 12 else 0)
    return hour
