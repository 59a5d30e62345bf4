"""An agreement in a few words."""

from __future__ import annotations

from datetime import date

from servicedesk.i18n import _


def span_words(starts: date, ends: date | None, ended: date | None) -> str:
    """From when to when: `2026-01-01 to 2026-12-31`, `from 2026-01-01`."""
    last = ended or ends
    if last is None:
        return _("from {day}").format(day=starts)
    return _("{first} to {last}").format(first=starts, last=last)


def ending_words(ends: date, today: date) -> str:
    """How soon it ends, or that it has: `ends in 12 days`, `ended 3 days ago`."""
    days = (ends - today).days
    if days < 0:
        return _("ended {count} days ago").format(count=-days)
    return _("ends today") if days == 0 else _("ends in {count} days").format(count=days)
