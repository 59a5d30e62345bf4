"""Moments are said in full with their weekday, and in lists so short that a column holds them."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.say import say_due, say_when

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "english", "chinese"),
    [
        ("2026-11-27T14:00+08:00", "Fri 27 Nov 14:00", "11月27日 周五 14:00"),
        ("2026-11-27T06:00+00:00", "Fri 27 Nov 14:00", "11月27日 周五 14:00"),
        ("2027-01-05T09:05+08:00", "Tue 5 Jan 2027 09:05", "2027年1月5日 周二 09:05"),
    ],
)
def test_a_moment_is_said_with_its_weekday_in_the_firms_zone(at: str, english: str, chinese: str) -> None:
    assert say_when(datetime.fromisoformat(at), NOW, "en") == english
    assert say_when(datetime.fromisoformat(at), NOW, "zh_CN") == chinese


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (-800 * 24 * 60, "2y over", "超2年"),
        (-120 * 24 * 60, "17w over", "超17周"),
        (-3 * 24 * 60, "3d over", "超3天"),
        (-90, "1h over", "超1小时"),
        (-25, "25m over", "超25分"),
        (-0.5, "now", "现在"),
        (0, "now", "现在"),
        (18, "in 18m", "18分后"),
        (60, "11:30", "11:30"),
        (14 * 60, "Thu 00:30", "周四 00:30"),
        (6 * 24 * 60, "Tue 10:30", "周二 10:30"),
        (7 * 24 * 60, "2 Dec", "12-02"),
        (41 * 24 * 60, "5 Jan", "01-05"),
        (400 * 24 * 60, "Dec 2027", "2027-12"),
    ],
)
def test_a_due_time_is_said_shortly(minutes: float, english: str, chinese: str) -> None:
    at = NOW + timedelta(minutes=minutes)
    assert say_due(at, NOW, "en") == english
    assert say_due(at, NOW, "zh_CN") == chinese


@given(st.integers(-(10**7), 10**7), st.sampled_from(["en", "zh_CN"]))
def test_a_due_time_fits_ten_cells(minutes: int, language: str) -> None:
    said = say_due(NOW + timedelta(minutes=minutes), NOW, language)
    assert 0 < sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in said) <= 10
