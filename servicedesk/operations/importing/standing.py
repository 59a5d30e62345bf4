"""Where an imported matter stands: its status and when it was answered, resolved and closed elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.codes import OPEN_STATUSES


class Dates(NamedTuple):
    """What the file says of times, in UTC; `days_only` names those written without a time of day."""

    opened_at: datetime
    responded_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    days_only: frozenset[str] = frozenset()


class Standing(NamedTuple):
    """The status a ticket is imported in, with the times that go with it."""

    status: str
    first_responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


def standing(status: str, dates: Dates, now: datetime) -> Standing:
    """The status the file names, else the one its dates tell; a status that says open outweighs an old closing date.

    A matter closed on an unknown day keeps none. Raises BadValue on times in the future or before the opening.
    """
    if dates.opened_at > now:
        raise BadValue(_("It was opened in the future"))
    responded = _after_opening("responded_at", dates.responded_at, dates, now)
    resolved = _after_opening("resolved_at", dates.resolved_at, dates, now)
    closed = _after_opening("closed_at", dates.closed_at, dates, now)
    if not status:
        status = "closed" if closed else "resolved" if resolved else "open" if responded else "new"
    if status in OPEN_STATUSES:
        return Standing("open" if status == "new" and responded else status, responded, None, None)
    if status == "resolved":
        return Standing(status, responded, resolved or closed, None)
    if status == "cancelled":
        return Standing(status, responded, None, closed or resolved)
    return Standing(status, responded, resolved or closed, closed or resolved)


def _after_opening(name: str, at: datetime | None, dates: Dates, now: datetime) -> datetime | None:
    if at is None:
        return None
    if at > now:
        raise BadValue(_("It was ended or answered in the future"))
    if at >= dates.opened_at:
        return at
    if name in dates.days_only and dates.opened_at - at < timedelta(days=1):
        return dates.opened_at
    raise BadValue(_("It was ended or answered before it was opened"))
