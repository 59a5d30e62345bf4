"""How staff, teams, categories, queues and settings are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.commands.shapes import when_text
from servicedesk.i18n import _
from servicedesk.lookups.firm import CategoryRow, StaffRow, TeamRow, name_of
from servicedesk.lookups.queues import Queue
from servicedesk.output import Shape
from servicedesk.rules.codes import label

if TYPE_CHECKING:
    from servicedesk.desk import Desk


class CountedQueue(NamedTuple):
    """A queue and how many tickets are in it."""

    queue: Queue
    tickets: int


class ConfigRow(NamedTuple):
    """One setting, and whether it is the firm's or this person's."""

    key: str
    value: Any
    scope: str
    words: str
    in_force: Any = None


def _in_use(active: bool) -> str:
    return "" if active else _("off")


def _absence(desk: Desk, row: StaffRow) -> str:
    if not (row.away_until and row.is_away(desk.now())):
        return ""
    until = when_text(desk, row.away_until)
    return _("away until {time}").format(time=until) + (f" ({row.deputy})" if row.deputy else "")


STAFF = Shape[StaffRow](
    title=lambda: _("Staff"),
    fields={
        "handle": lambda _desk, row: row.handle,
        "name": lambda _desk, row: row.name,
        "role": lambda _desk, row: row.role,
        "team": lambda _desk, row: row.team,
        "active": lambda _desk, row: bool(row.active),
        "version": lambda _desk, row: row.version,
        "away_until": lambda desk, row: row.away_until if row.is_away(desk.now()) else None,
        "deputy": lambda desk, row: row.deputy if row.is_away(desk.now()) else None,
    },
    columns=("handle", "name", "role", "team", "active"),
    table=(
        (lambda: _("Handle"), lambda _desk, row: row.handle),
        (lambda: _("Person"), lambda _desk, row: row.name),
        (lambda: _("Role"), lambda _desk, row: label("role", row.role)),
        (lambda: _("Team"), lambda _desk, row: row.team or ""),
        (lambda: "", lambda desk, row: _in_use(row.active) or _absence(desk, row)),
    ),
    number="handle",
)

TEAM = Shape[TeamRow](
    title=lambda: _("Teams"),
    fields={
        "code": lambda _desk, row: row.code,
        "name": lambda _desk, row: name_of(row),
        "name_en": lambda _desk, row: row.name_en,
        "name_zh": lambda _desk, row: row.name_zh,
        "lead": lambda _desk, row: bool(row.lead),
        "calendar": lambda _desk, row: row.calendar or None,
        "active": lambda _desk, row: bool(row.active),
        "version": lambda _desk, row: row.version,
    },
    columns=("code", "name_en", "name_zh", "lead", "active", "calendar"),
    table=(
        (lambda: _("Code"), lambda _desk, row: row.code),
        (lambda: _("Name"), lambda _desk, row: name_of(row)),
        (lambda: _("Calendar"), lambda _desk, row: row.calendar),
        (lambda: "", lambda _desk, row: _("lead") if row.lead else _in_use(row.active)),
    ),
    number="code",
)

CATEGORY = Shape[CategoryRow](
    title=lambda: _("Categories"),
    fields={
        "code": lambda _desk, row: row.code,
        "name": lambda _desk, row: name_of(row),
        "name_en": lambda _desk, row: row.name_en,
        "name_zh": lambda _desk, row: row.name_zh,
        "team": lambda _desk, row: row.team,
        "kind": lambda _desk, row: row.kind or None,
        "priority": lambda _desk, row: row.priority or None,
        "active": lambda _desk, row: bool(row.active),
        "version": lambda _desk, row: row.version,
    },
    columns=("code", "name_en", "name_zh", "team", "kind", "priority", "active"),
    table=(
        (lambda: _("Code"), lambda _desk, row: row.code),
        (lambda: _("Name"), lambda _desk, row: name_of(row)),
        (lambda: _("Team"), lambda _desk, row: row.team or ""),
        (lambda: _("Kind"), lambda _desk, row: label("kind", row.kind)),
        (lambda: _("Priority"), lambda _desk, row: label("priority", row.priority)),
        (lambda: "", lambda _desk, row: _in_use(row.active)),
    ),
    number="code",
)

QUEUE = Shape[CountedQueue](
    title=lambda: _("Queues"),
    fields={
        "code": lambda _desk, row: row.queue.code,
        "name": lambda _desk, row: row.queue.name,
        "query": lambda _desk, row: row.queue.query,
        "count": lambda _desk, row: row.tickets,
        "saved": lambda _desk, row: row.queue.saved,
    },
    columns=("code", "count", "name", "query", "saved"),
    table=(
        (lambda: _("Code"), lambda _desk, row: row.queue.code),
        (lambda: _("Name"), lambda _desk, row: row.queue.name),
        (lambda: _("Count"), lambda _desk, row: str(row.tickets)),
        (lambda: _("Query"), lambda _desk, row: row.queue.query),
    ),
    number="code",
)

CONFIG = Shape[ConfigRow](
    title=lambda: _("Settings"),
    fields={
        "key": lambda _desk, row: row.key,
        "value": lambda _desk, row: row.value,
        "scope": lambda _desk, row: row.scope,
        "text": lambda _desk, row: value_text(row.value),
    },
    columns=("scope", "key", "text"),
    table=(
        (lambda: _("Whose"), lambda _desk, row: _("the firm's") if row.scope == "firm" else _("yours")),
        (lambda: _("Key"), lambda _desk, row: row.key),
        (lambda: _("Value"), lambda _desk, row: _counting(row)),
        (lambda: _("Meaning"), lambda _desk, row: row.words),
    ),
    number="key",
)


def _counting(row: ConfigRow) -> str:
    """What counts: what was set, else what the desk goes by until somebody sets it."""
    if row.value is not None or row.in_force is None:
        return value_text(row.value)
    return _("{value} (unless set)").format(value=value_text(row.in_force))


def value_text(value: Any) -> str:
    """A setting's value on one line: text as it is, everything else as JSON; nothing where it is not set."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
