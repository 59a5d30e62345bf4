"""Events as lines of a timeline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.tickets import TimelineRow as EventRow
from servicedesk.rules import happenings
from servicedesk.screens.moments import stamp
from servicedesk.widgets.timeline import TimelineRow

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_TOLD = {"ticket.replied", "contact.logged"}
_LOUD = {"ticket.escalated", "ticket.reopened"}


def timeline_line(desk: Desk, event: EventRow) -> TimelineRow:
    """When, what, the text in full, and who; what was taken back says so."""
    said = happenings.said(event.kind, json.loads(event.body), event.channel, event.direction)
    text = "\n".join(filter(None, (event.text, said)))
    label = happenings.words(event.kind)
    if event.undone or event.in_error:
        mark = _("recorded in error") if event.in_error else _("undone")
        return TimelineRow(stamp(desk, event.at), event.who_name, label, f"[{mark}] {text}".rstrip(), "muted")
    style = "accent" if event.kind in _TOLD else "warning" if event.kind in _LOUD else ""
    return TimelineRow(stamp(desk, event.at), event.who_name, label, text, style)  # type: ignore[arg-type]
