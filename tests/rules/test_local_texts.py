"""Moments as text: whatever is worked out beforehand, they read as `isoformat` writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.local_texts import LocalTexts

# Summer times, half an hour of it, offsets of half and quarter hours, a day that was left out, midnight changes.
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Havana",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "UTC",
)
TEXTS = {name: LocalTexts(ZoneInfo(name)) for name in ZONES}


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_moment_reads_as_isoformat_writes_it(zone: str, at: datetime) -> None:
    assert TEXTS[zone].text(at) == at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_is_right_throughout_its_changes(zone: str) -> None:
    at = datetime(2011, 12, 1, 0, 29, 59, 999_999, tzinfo=UTC)
    for _step in range(365 * 24 * 2 // 5):
        assert TEXTS[zone].text(at) == at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        at += timedelta(hours=2, minutes=30)


def test_the_last_day_there_is_and_another_zone_are_written_too() -> None:
    shanghai = TEXTS["Asia/Shanghai"]
    assert shanghai.text(datetime(9999, 12, 31, 15, 59, tzinfo=UTC)) == "9999-12-31T23:59:00+08:00"
    elsewhere = datetime(2026, 11, 23, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert shanghai.text(elsewhere) == "2026-11-24T11:30:00+08:00"
