"""The time a report is about, and the moment it is counted at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.store.times import to_stored

MINUTE = timedelta(minutes=1)


class Window(NamedTuple):
    """A day of the firm. What happened from `start` to before `until` is in it; both are aware.

    `as_at` is the end of a finished day; of a day that still runs it is the minute the report is made, and
    `until` the end of that minute, so that what was done a moment ago is counted.
    """

    day: date
    start: datetime
    until: datetime
    as_at: datetime

    @property
    def params(self) -> dict[str, object]:
        """The bounds as the database compares them."""
        return {
            "start": to_stored(self.start),
            "until": to_stored(self.until),
            "as_at": to_stored(self.as_at),
        }


def window_of(desk: Desk, day: date) -> Window:
    """The window of a day in the firm's zone. Raises BadValue for a day that has not begun."""
    now = desk.local(desk.now())
    if day > now.date():
        raise BadValue(_("That day has not begun"), _("Give today or an earlier day"))
    start = datetime.combine(day, time(), tzinfo=now.tzinfo)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo)
    if now >= end:
        return Window(day, start, end, end)
    minute = now.replace(second=0, microsecond=0)
    return Window(day, start, minute + MINUTE, minute)
