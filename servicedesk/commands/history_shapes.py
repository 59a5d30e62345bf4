"""How events and undone operations are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.commands.shapes import when_text
from servicedesk.i18n import _
from servicedesk.lookups.history import TimelineRow
from servicedesk.lookups.timelines import Happening, told
from servicedesk.output import Shape
from servicedesk.rules.happenings import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicedesk.desk import Desk
    from servicedesk.operations.undo import Undone


class Line(NamedTuple):
    """An event with its text for people."""

    event: TimelineRow
    told: Happening


def lines(desk: Desk, events: Iterable[TimelineRow]) -> list[Line]:
    """The events with their texts."""
    rows = list(events)
    return [Line(event, happening) for event, happening in zip(rows, told(desk, rows), strict=True)]


def _thing(line: Line) -> str:
    event = line.event
    if event.ticket is not None:
        return str(event.ticket)
    return "" if event.customer is None else f"C{event.customer}"


def _text(line: Line) -> str:
    return _("(undone) ") * line.told.undone + line.told.text


HISTORY = Shape[Line](
    title=lambda: _("History"),
    fields={
        "event": lambda _desk, line: line.event.event_id,
        "at": lambda _desk, line: line.event.at,
        "who": lambda _desk, line: line.event.who,
        "kind": lambda _desk, line: line.event.kind,
        "ticket": lambda _desk, line: line.event.ticket,
        "customer": lambda _desk, line: line.event.customer,
        "callback": lambda _desk, line: line.event.callback,
        "text": lambda _desk, line: line.told.text,
        "undone": lambda _desk, line: line.told.undone,
        "undoes": lambda _desk, line: line.event.undoes,
        "operation": lambda _desk, line: line.event.operation,
        "batch": lambda _desk, line: line.event.batch,
        "recorded_at": lambda _desk, line: line.event.recorded_at,
    },
    columns=("event", "at", "who", "kind", "ticket", "customer", "callback", "text", "undone", "operation"),
    table=(
        (lambda: _("When"), lambda desk, line: when_text(desk, line.event.at)),
        (lambda: _("Who"), lambda _desk, line: line.event.who_name),
        (lambda: _("What"), lambda _desk, line: line.told.label),
        (lambda: _("On"), lambda _desk, line: _thing(line)),
        (lambda: _("Text"), lambda _desk, line: _text(line)),
        (lambda: _("Operation"), lambda _desk, line: str(line.event.operation)),
    ),
    number="operation",
)

AUDIT = Shape[Line](
    title=lambda: _("Audit"),
    fields={
        **HISTORY.fields,
        "account": lambda _desk, line: line.event.account,
        "changes": lambda _desk, line: json.loads(line.event.body).get("changes", []),
    },
    columns=(*HISTORY.columns, "recorded_at", "account"),
    table=(
        (lambda: _("Recorded"), lambda desk, line: when_text(desk, line.event.recorded_at)),
        *HISTORY.table,
        (lambda: _("Account"), lambda _desk, line: line.event.account),
    ),
    number="operation",
)

UNDONE: Shape[Undone] = Shape(
    title=lambda: _("Undone"),
    fields={
        "operation": lambda _desk, undone: undone.operation,
        "operations": lambda _desk, undone: undone.operations,
        "at": lambda _desk, undone: undone.at,
        "kind": lambda _desk, undone: undone.kind,
        "tickets": lambda _desk, undone: undone.tickets,
        "customers": lambda _desk, undone: undone.customers,
        "callbacks": lambda _desk, undone: undone.callbacks,
    },
    columns=("operation", "operations", "at", "kind", "tickets", "customers", "callbacks"),
    table=(
        (lambda: _("When"), lambda desk, undone: when_text(desk, undone.at)),
        (lambda: _("What"), lambda _desk, undone: words(undone.kind)),
        (lambda: _("Operation"), lambda _desk, undone: str(undone.operation)),
    ),
    number="operation",
)
