"""Stored times sort as time does, and a time without a zone is never stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.store.times import from_stored, maybe_stored, maybe_time, to_stored

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(timezones=ZONES).filter(lambda at: 1900 <= at.year < 9999)


@given(TIMES)
def test_a_time_comes_back_as_the_same_moment_in_utc(at: datetime) -> None:
    back = from_stored(to_stored(at))
    assert back == at
    assert back.tzinfo is UTC


@given(TIMES, TIMES)
def test_stored_times_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (to_stored(one) < to_stored(other)) == (one < other)


def test_a_time_without_a_zone_is_refused_and_an_absent_one_passes() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_stored(datetime.now(UTC).replace(tzinfo=None))
    assert maybe_stored(None) is None
    assert maybe_time(None) is None
