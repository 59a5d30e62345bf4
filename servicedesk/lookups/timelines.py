"""Events as they are read: who, which kind, and what was said or changed, with names in place of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups import history
from servicedesk.rules import happenings
from servicedesk.store.kept import from_json
from servicedesk.store.queries.timeline import TimelineRow

# What was said is told by its own word; everything else by the kind of its event.
_SAID = {"ticket.noted": "note", "ticket.replied": "reply"}


class Happening(NamedTuple):
    """One line of a timeline: `kind` is note, reply, contact or the kind of the event; `label` is for people."""

    at: datetime
    who: str
    who_name: str
    kind: str
    label: str
    text: str
    undone: bool


def told(desk: Desk, rows: Iterable[TimelineRow]) -> list[Happening]:
    """The events with their texts in the language in use."""
    rows = list(rows)
    own = any(row.kind == "customer.verified" or "customer_field" in row.body for row in rows)
    names = history.names(desk, own=own)
    return [
        Happening(
            row.at,
            row.who,
            row.who_name,
            kind_of(row.kind),
            happenings.words(row.kind),
            _text(row, names),
            row.undone or row.in_error,
        )
        for row in rows
    ]


def kind_of(event: str) -> str:
    """The word for an event: what was said goes by note, reply or contact."""
    return "contact" if event.startswith("contact.") else _SAID.get(event, event)


def _text(row: TimelineRow, names: happenings.Names) -> str:
    body = from_json(row.body)
    if row.kind in _SAID or row.kind.startswith("contact."):
        return row.text
    changed = "" if row.kind == "ticket.task_done" else happenings.said(row.kind, body, names=names)
    return _("; ").join(filter(None, (row.text or str(body.get("text") or ""), changed)))
