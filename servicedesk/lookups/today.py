"""What needs me now: tickets, callbacks and tasks in one list, and the numbers that everybody sees."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.rules.permissions import Permission, may
from servicedesk.store.queries.work import COUNTS, TODAY, TodayRow, today_row
from servicedesk.store.times import to_stored

__all__ = ["Counts", "TodayRow"]

SOON = timedelta(minutes=30)
RECENTLY = timedelta(days=7)
SATISFACTION_SPAN = timedelta(days=30)

_WHY = {
    "first_response": N_("first word"),
    "next_update": N_("next word"),
    "agreed": N_("as agreed"),
    "resolution": N_("solve"),
    "look_again": N_("look again"),
    "promised": N_("promised call"),
    "after_service": N_("call after service"),
    "manual": N_("call"),
    "task": N_("task"),
}


class Counts(NamedTuple):
    """The line of numbers. Shares are 0 to 1; a share or mean of nothing is None.

    `calls_due` are today's and late ones; `answered_share` is of the first responses decided today on tickets
    of the last seven days; `satisfaction` is the mean score, 1 to 5, of the last thirty days.
    """

    overdue: int
    calls_due: int
    open: int
    resolved_today: int
    answered_share: float | None
    answered_count: int
    satisfaction: float | None
    satisfaction_count: int


def today(desk: Desk, limit: int = 200) -> list[TodayRow]:
    """What is late or due today and mine, or nobody's in my team or in none; most urgent first.

    What is late and nobody's shows to everybody, and everything late to whoever may see to anybody's work.
    """
    desk.require(Permission.VIEW)
    now = desk.now()
    params = {
        "now": to_stored(now),
        "soon": to_stored(now + SOON),
        "end": to_stored(_midnight(desk) + timedelta(days=1)),
        "actor": desk.actor.id,
        "team": desk.actor.team,
        "sees_all": may(desk.actor.role, Permission.UNDO_ANY),
        "limit": limit,
    }
    with desk.store.reading() as reader:
        return [today_row(row) for row in reader.rows(TODAY, params)]


def counts(desk: Desk) -> Counts:
    """The numbers of the firm as of now."""
    desk.require(Permission.VIEW)
    now, midnight = desk.now(), _midnight(desk)
    params = {
        "now": to_stored(now),
        "midnight": to_stored(midnight),
        "end": to_stored(midnight + timedelta(days=1)),
        "recently": to_stored(midnight - RECENTLY),
        "month_ago": to_stored(now - SATISFACTION_SPAN),
    }
    with desk.store.reading() as reader:
        overdue, calls, still_open, resolved, in_time, decided, mean, scores = reader.rows(COUNTS, params)[0]
    share = in_time / decided if decided else None
    return Counts(overdue, calls, still_open, resolved, share, decided, mean, scores)


def why_words(row: TodayRow) -> str:
    """Why a row is on the list, in the language in use."""
    return _(_WHY[row.why]) if row.why in _WHY else row.why


def _midnight(desk: Desk) -> datetime:
    local = desk.local(desk.now())
    return datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
