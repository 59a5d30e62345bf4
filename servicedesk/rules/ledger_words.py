"""A ledger in words: what each stretch was, and how long; both doors say it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import N_, _, ngettext
from servicedesk.rules.say import beside

if TYPE_CHECKING:
    from servicedesk.rules.ledger import Stretch
    from servicedesk.rules.promises import Duration

CLOCK_NAMES = {
    "first_response": N_("First word"),
    "next_update": N_("Next word"),
    "agreed": N_("As agreed"),
    "resolution": N_("Resolution"),
}
STATES = {
    "running": N_("counting"),
    "waiting": N_("stands still"),
    "met": N_("kept"),
    "late": N_("late"),
    "over": N_("overdue"),
    "dropped": N_("ended before its time"),
}
_WHY = {
    "counted": N_("counted"),
    "closed": N_("closed"),
    "break": N_("break"),
    "day_off": N_("day off"),
    "holiday": N_("holiday"),
    "waiting": N_("waiting for the customer"),
    "working_day": N_("working day"),
    "credit": N_("credit for waiting"),
    "agreed": N_("told to the customer"),
    "fixed": N_("promised elsewhere"),
}


def clock_name(name: str) -> str:
    """What people call a clock."""
    return _(CLOCK_NAMES[name])


def why_words(row: Stretch) -> str:
    """Why a stretch counted or did not, and by whom: `waiting for the customer (Li Na)`."""
    words = _(_WHY[row.why])
    return beside(words, row.by) if row.by else words


def length_words(duration: Duration | None) -> str:
    """A promised length as people say it; nothing for a moment that was agreed."""
    if duration is None:
        return ""
    if duration.unit == "working_days":
        return ngettext("{count} working day", "{count} working days", duration.amount).format(
            count=duration.amount
        )
    spent = span_words(duration.amount)
    if duration.unit == "wall_minutes":
        return _("{time} round the clock").format(time=spent)
    return _("{time} of working time").format(time=spent)


def span_words(minutes: float) -> str:
    """Minutes as hours and minutes: `1 h 05 min`, `25 min`, `2 d 03 h`."""
    whole = int(minutes)
    if whole < 60:
        return _("{minutes} min").format(minutes=whole)
    if whole < 48 * 60:
        hours, rest = divmod(whole, 60)
        return (
            _("{hours} h {minutes} min").format(hours=hours, minutes=f"{rest:02d}")
            if rest
            else _("{hours} h").format(hours=hours)
        )
    days, rest = divmod(whole, 24 * 60)
    hours = rest // 60
    return (
        _("{days} d {hours} h").format(days=days, hours=hours) if hours else _("{days} d").format(days=days)
    )
