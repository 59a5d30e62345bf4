"""The firm's work calendars, read into the values that the rules count with."""

from __future__ import annotations

from datetime import date

from servicedesk.rules.worktime import Calendar, Span, parse_hours, parse_spans
from servicedesk.store.database import Reader

CALENDARS = "SELECT id, name, timezone, hours, confirmed_until FROM calendar ORDER BY id"
CALENDAR_DAYS = "SELECT calendar_id, day, spans, label FROM calendar_day ORDER BY day"


def read_calendars(reader: Reader) -> dict[str, Calendar]:
    """Every calendar of the firm by its name, with the days that differ from their weekday."""
    days: dict[int, dict[date, tuple[Span, ...]]] = {}
    labels: dict[int, dict[date, str]] = {}
    for calendar_id, said, spans, label in reader.rows(CALENDAR_DAYS):
        day = date.fromisoformat(said)
        days.setdefault(calendar_id, {})[day] = parse_spans(spans) if spans else ()
        if label:
            labels.setdefault(calendar_id, {})[day] = label
    return {
        name: Calendar(
            name=name,
            timezone=timezone,
            week=parse_hours(hours),
            days=days.get(key, {}),
            confirmed_until=date.fromisoformat(confirmed) if confirmed else None,
            labels=labels.get(key, {}),
        )
        for key, name, timezone, hours, confirmed in reader.rows(CALENDARS)
    }
