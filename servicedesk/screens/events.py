"""Events as lines of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.tickets import TimelineRow as EventRow
from servicedesk.lookups.timelines import Happening, told
from servicedesk.screens.moments import stamp
from servicedesk.widgets.timeline import TimelineRow

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_HEARD = {"reply", "contact"}
_LOUD = {"ticket.escalated", "ticket.reopened"}


def timeline_lines(desk: Desk, events: Sequence[EventRow]) -> list[TimelineRow]:
    """When, what, the text in full, and who; what was taken back says so."""
    return [_line(desk, happening) for happening in told(desk, events)]


def _line(desk: Desk, happening: Happening) -> TimelineRow:
    at = stamp(desk, happening.at)
    if happening.undone:
        text = _("taken back: {text}").format(text=happening.text)
        return TimelineRow(at, happening.who_name, happening.label, text, "muted")
    loud = happening.kind in _LOUD
    style = "accent" if happening.kind in _HEARD else "warning" if loud else ""
    return TimelineRow(at, happening.who_name, happening.label, happening.text, style)  # type: ignore[arg-type]
