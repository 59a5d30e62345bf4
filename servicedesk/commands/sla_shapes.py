"""How the promise clock explains itself: the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _
from servicedesk.lookups.sla import Calculated, Explained
from servicedesk.output import Shape, plain
from servicedesk.rules.clocks import Clock
from servicedesk.rules.ledger import Stretch
from servicedesk.rules.promises import format_duration

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def _row(desk: Desk, row: Stretch) -> dict[str, Any]:
    return {
        "from": plain(desk, row.start),
        "to": plain(desk, row.end),
        "minutes": row.minutes,
        "days": row.days,
        "wall_minutes": row.wall_minutes,
        "why": row.why,
        "by": row.by or None,
    }


def _clock(desk: Desk, clock: Clock, *, confirmed: bool) -> dict[str, Any]:
    return {
        "name": clock.name,
        "length": format_duration(clock.length) if clock.length else None,
        "started_at": plain(desk, clock.started_at),
        "due_at": plain(desk, clock.due_at),
        "met_at": plain(desk, clock.met_at),
        "state": clock.state,
        "confirmed": confirmed,
        "ledger": [_row(desk, row) for row in clock.ledger],
    }


EXPLAINED = Shape[Explained](
    title=lambda: _("Promises"),
    fields={
        "number": lambda _desk, row: row.number,
        "promised_from": lambda _desk, row: row.since,
        "calendar": lambda _desk, row: row.calendar,
        "clocks": lambda desk, row: [
            _clock(desk, clock, confirmed=clock.name not in row.unconfirmed) for clock in row.clocks
        ],
    },
    columns=("number", "promised_from", "calendar"),
    table=(),
)
CALCULATED = Shape[Calculated](
    title=lambda: _("Working time"),
    fields={
        "start": lambda _desk, row: row.start,
        "minutes": lambda _desk, row: row.minutes,
        "due_at": lambda _desk, row: row.due_at,
        "calendar": lambda _desk, row: row.calendar,
        "worked": lambda desk, row: [
            {"from": plain(desk, stretch.start), "to": plain(desk, stretch.end)} for stretch in row.worked
        ],
        "confirmed": lambda _desk, row: row.confirmed,
    },
    columns=("start", "minutes", "due_at", "calendar", "confirmed"),
    table=(),
)
