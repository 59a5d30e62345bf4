"""Who has to do with a place, and from when to when, in words."""

from __future__ import annotations

from datetime import date

from servicedesk.i18n import _
from servicedesk.rules.codes import label


def stay_words(role: str, since: date | None, until: date | None) -> str:
    """The role with its days: `tenant since 2026-03-01`, or of a stay that has ended `former tenant (2024-03-01 to 2026-02-28)`."""
    words = label("occupancy", role)
    if until is None:
        return _("{role} since {day}").format(role=words, day=since) if since else words
    days = (
        _("{first} to {last}").format(first=since, last=until)
        if since
        else _("until {day}").format(day=until)
    )
    return _("former {role} ({days})").format(role=words, days=days)
