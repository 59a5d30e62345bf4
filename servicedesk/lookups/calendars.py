"""The firm's working calendars, with who goes by each and the days on which it differs."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.problems import NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.calendars import CALENDAR_LIST, DAYS_OF, TEAMS_BY


class CalendarDay(NamedTuple):
    """A day that differs: `hours` as people write them, `off` where there are none; `imported` from a published list."""

    day: date
    hours: str
    label: str
    imported: bool


class CalendarRow(NamedTuple):
    """A calendar: its weekly hours, the last day whose holidays are official, and the teams that go by it.

    `is_firms` where it is the one the firm goes by.
    """

    number: int
    name: str
    timezone: str
    hours: str
    confirmed_until: date | None
    version: int
    is_firms: bool
    teams: tuple[str, ...] = ()
    days: tuple[CalendarDay, ...] = ()


def calendars(desk: Desk) -> list[CalendarRow]:
    """All calendars in the order in which they were made, without their days."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return _rows(reader)


def calendar(desk: Desk, name: str) -> CalendarRow:
    """One calendar with the days that differ, from the year before this one on. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        found = calendar_row(reader, name)
        since = date(desk.local(desk.now()).year - 1, 1, 1)
        rows = reader.rows(DAYS_OF, {"calendar": found.number, "since": since.isoformat()})
    days = (
        CalendarDay(date.fromisoformat(day), spans or "off", label, bool(made))
        for day, spans, label, made in rows
    )
    return found._replace(days=tuple(days))


def calendar_row(reader: Reader, said: str) -> CalendarRow:
    """A calendar by its name. Raises NotFound naming the known ones."""
    rows = _rows(reader)
    for row in rows:
        if row.name.casefold() == said.strip().casefold():
            return row
    raise NotFound(
        _("There is no calendar {name}").format(name=said),
        _("The calendars are: {names}").format(names=", ".join(row.name for row in rows)),
    )


def _rows(reader: Reader) -> list[CalendarRow]:
    teams: dict[str, list[str]] = {}
    for calendar, team in reader.rows(TEAMS_BY):
        teams.setdefault(calendar, []).append(team)
    return [
        CalendarRow(
            number,
            name,
            timezone,
            hours,
            date.fromisoformat(confirmed) if confirmed else None,
            version,
            name == json.loads(firms or "null"),
            tuple(teams.get(name, ())),
        )
        for number, name, timezone, hours, confirmed, version, firms in reader.rows(CALENDAR_LIST)
    ]
