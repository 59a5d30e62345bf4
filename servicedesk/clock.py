"""The one place that asks what time it is, so that tests and the practice desk can set it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from servicedesk.i18n import _
from servicedesk.problems import BadValue


class Clock(Protocol):
    """Anything that tells the present moment as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FrozenClock:
    """A clock that stands still until it is moved; for tests, imports and the practice desk."""

    at: datetime

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


def practice_clock(zone: ZoneInfo) -> Clock:
    """The clock of a practice desk: standing at `SERVICEDESK_NOW` where that is set, else the computer's.

    A time without an offset is in `zone`. Raises BadValue on a text that is no time.
    """
    said = os.environ.get("SERVICEDESK_NOW", "")
    if not said:
        return SystemClock()
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise BadValue(
            _("SERVICEDESK_NOW is not a time: {text}").format(text=said), _("Write it like 2026-11-23T10:00")
        ) from error
    return FrozenClock(at if at.tzinfo else at.replace(tzinfo=zone))
