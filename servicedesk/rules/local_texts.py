"""Moments as text in the zone of the firm, for lists of any length: what holds for a whole day is worked out once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))
_HOURS = tuple(timedelta(hours=hour) for hour in range(25))  # one more where the zone's begin later
_LAST = timedelta(hours=24, microseconds=-1)


class _Day(NamedTuple):
    """A day in UTC as the zone has it: its hours as far as `2026-11-23T10:`, and its one offset.

    `shift` are the minutes by which the zone's hours begin later than those of UTC.
    """

    hours: tuple[str, ...]
    shift: int
    offset: str


class LocalTexts:
    """ISO texts to the second with their offset, the same that `isoformat` writes in the zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[int, _Day | None] = {}

    def text(self, at: datetime) -> str:
        """An aware moment as it is written in the zone."""
        utc = at if at.tzinfo is UTC else at.astimezone(UTC)
        number = utc.toordinal()
        try:
            day = self._days[number]
        except KeyError:
            day = self._days[number] = self._day_of(utc)
        if day is None:
            return utc.astimezone(self._zone).isoformat(timespec="seconds")
        hours, shift, offset = day
        hour, minute = utc.hour, utc.minute
        if shift:
            more, minute = divmod(minute + shift, 60)
            hour += more
        return f"{hours[hour]}{_TWO_DIGITS[minute]}:{_TWO_DIGITS[utc.second]}{offset}"

    def _day_of(self, utc: datetime) -> _Day | None:
        """What holds for all of a day; None where its offset changes, or is no number of whole minutes."""
        start = datetime.combine(utc, time(), UTC)
        try:
            moments = [(start + after).astimezone(self._zone) for after in (*_HOURS[:24], _LAST)]
            first = moments[0]
            if first.second or len({at.utcoffset() for at in moments}) > 1:
                return None
            hour = first.replace(minute=0, tzinfo=None)
            hours = tuple((hour + after).isoformat()[:14] for after in _HOURS)
        except OverflowError:  # the first or the last day that there is
            return None
        return _Day(hours, first.minute, first.isoformat()[19:])
