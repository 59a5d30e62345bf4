"""How working calendars are printed: their JSON contract, their columns, their table, and one as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.calendars import CalendarDay, CalendarRow
from servicedesk.output import Shape
from servicedesk.reports.text import aligned


def _day(row: CalendarDay) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "hours": row.hours,
        "label": row.label or None,
        "imported": row.imported,
    }


def _confirmed(row: CalendarRow) -> str:
    return row.confirmed_until.isoformat() if row.confirmed_until else ""


CALENDAR = Shape[CalendarRow](
    title=lambda: _("Calendars"),
    fields={
        "name": lambda _desk, row: row.name,
        "hours": lambda _desk, row: row.hours,
        "timezone": lambda _desk, row: row.timezone,
        "confirmed_until": lambda _desk, row: row.confirmed_until,
        "firms": lambda _desk, row: row.is_firms,
        "teams": lambda _desk, row: list(row.teams),
        "days": lambda _desk, row: [_day(day) for day in row.days],
        "version": lambda _desk, row: row.version,
    },
    columns=("name", "hours", "timezone", "confirmed_until", "firms", "teams"),
    table=(
        (lambda: _("Name"), lambda _desk, row: row.name),
        (lambda: _("Hours"), lambda _desk, row: row.hours),
        (lambda: _("Time zone"), lambda _desk, row: row.timezone),
        (lambda: _("Official until"), lambda _desk, row: _confirmed(row)),
        (lambda: _("Used by"), lambda _desk, row: _(", ").join(_users(row))),
    ),
    number="name",
)


def as_text(row: CalendarRow) -> str:
    """A calendar with its days, for a terminal; days in a row that are alike are one line."""
    lines = [
        (_("Hours"), row.hours),
        (_("Time zone"), row.timezone),
        (_("Used by"), _(", ").join(_users(row)) or _("nobody")),
        (_("Official until"), _confirmed(row) or _("needs no confirmation")),
    ]
    days = [(_span(run), _hours(run[0]), run[0].label) for run in _runs(row.days)]
    text = [row.name, *(f"  {line}" for line in aligned(lines))]
    if days:
        text += ["", _("Days that differ"), *(f"  {line}" for line in aligned(days))]
    return "\n".join(line.rstrip() for line in text) + "\n"


def _users(row: CalendarRow) -> Iterator[str]:
    if row.is_firms:
        yield _("the firm")
    yield from row.teams


def _runs(days: Sequence[CalendarDay]) -> list[list[CalendarDay]]:
    runs: list[list[CalendarDay]] = []
    for day in days:
        last = runs[-1][-1] if runs else None
        if (
            last
            and (last.hours, last.label) == (day.hours, day.label)
            and day.day - last.day == timedelta(days=1)
        ):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _span(run: Sequence[CalendarDay]) -> str:
    first, last = run[0].day, run[-1].day
    return f"{first}" if first == last else f"{first}..{last}"


def _hours(day: CalendarDay) -> str:
    return _("off") if day.hours == "off" else day.hours
