"""Times as screens say them, in the firm's zone and the language in use."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk.i18n import current_language
from servicedesk.rules.say import say_due, say_when

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def due_text(desk: Desk, at: datetime | None) -> str:
    """How late, how soon or when, in at most ten cells; empty where nothing is due."""
    return say_due(at, desk.local(desk.now()), current_language()) if at else ""


def when_text(desk: Desk, at: datetime | None) -> str:
    """The moment with its weekday."""
    return say_when(at, desk.local(desk.now()), current_language()) if at else ""


def stamp(desk: Desk, at: datetime) -> str:
    """Time of today, day and time before: as a timeline's first column has it."""
    local, today = desk.local(at), desk.local(desk.now())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"


def day_text(desk: Desk, at: datetime | None) -> str:
    """The time of today, the day of this year, else the month, in at most seven cells: for lists."""
    if at is None:
        return ""
    local, today = desk.local(at), desk.local(desk.now())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d}" if local.year == today.year else f"{local:%Y-%m}"
