"""The firm's working calendars: made, changed, given holidays by hand or from a published list (R065).

Whatever changes one counts the promises of all open work anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.calendars import CalendarRow, calendar_row
from servicedesk.operations.change import Change, change
from servicedesk.operations.promises import recount_open
from servicedesk.operations.values import line
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.firm_settings import read_timezone
from servicedesk.rules.holidays import OFF, WORK, Holidays, read_hours
from servicedesk.rules.hours import format_hours, format_spans, parse_hours, usual_spans
from servicedesk.rules.permissions import Permission
from servicedesk.rules.promises import TEAM_CALENDAR
from servicedesk.rules.when import read_day
from servicedesk.store.tables import WorkCalendar, WorkCalendarDay

EDITABLE = ("hours", "timezone", "confirmed_until")
USUAL = "usual"  # the day is as its weekday again
_DAY = timedelta(days=1)
_Days = dict[date, tuple[str, str]]


class Given(NamedTuple):
    """A calendar that was given days: how many changed, how many set by hand were left as they are."""

    calendar: CalendarRow
    changed: int
    kept: int = 0


def new_calendar(desk: Desk, name: str, hours: str, timezone: str = "") -> CalendarRow:
    """A calendar of these weekly hours, without holidays, in the firm's time zone unless told. Raises BadValue, Refused."""
    with change(desk, Permission.FIRM_EDIT) as work:
        said = line(name, _("The calendar has no name"))
        taken = {row.name.casefold() for row in work.all(WorkCalendar)} | {TEAM_CALENDAR}
        if said.casefold() in taken:
            raise Refused(
                _("There is a calendar {name} already").format(name=said),
                _("Choose another name, or edit that one"),
            )
        zone = read_timezone(timezone) if timezone else desk.firm.zone.key
        row = work.add(WorkCalendar(name=said, timezone=zone, hours=format_hours(parse_hours(hours))))
        work.record("calendar.created", name=row.name)
        return _row(work, row)


def edit_calendar(
    desk: Desk, name: str, values: Mapping[str, str], *, if_version: int | None = None
) -> CalendarRow:
    """Changes hours, time zone, or the last day whose holidays are official. Raises BadValue, NotFound, Conflict."""
    with change(desk, Permission.FIRM_EDIT) as work:
        row = _calendar(work, name, if_version)
        for field, value in values.items():
            _set(work, row, field, value)
        if work.has_changed():
            recount_open(work)
            work.record("calendar.edited", name=row.name)
        return _row(work, row)


def set_days(desk: Desk, name: str, first: date, last: date, said: str, label: str = "") -> Given:
    """Makes days off, working days, days of other hours, or usual ones again; no import changes what a person set.

    `work` are the hours that most working days of the calendar have. Raises BadValue, NotFound.
    """
    usual = said.strip().casefold() in (USUAL, "平常", "照常")
    hours = USUAL if usual else read_hours(said)
    with change(desk, Permission.FIRM_EDIT) as work:
        row = _calendar(work, name)
        before = _days(work, row)
        for number in range((last - first).days + 1):
            day = first + number * _DAY
            if usual:
                _let_be(work, row, day)
            else:
                _give(work, row, day, hours, label, imported=False)
        changed = _record_days(
            work, row, before, "calendar.days_set", first=str(first), last=str(last), hours=hours
        )
        return Given(_row(work, row), changed)


def bring_in_days(desk: Desk, name: str, found: Holidays, *, since_year: int) -> Given:
    """Takes over the days of a published list, from a year on; for its years they take the place of what was imported before.

    What a person set stays. The calendar counts as confirmed to the end of the list's last year. Raises NotFound, Refused
    on a list without days.
    """
    days = {day: hours for day, hours in found.hours.items() if day.year >= since_year}
    if not days:
        raise Refused(
            _("The list has no days from {year} on: they are not published yet").format(year=since_year),
            _(
                "Import it again once they are; until then due times there say that the calendar is not confirmed"
            ),
        )
    years = {day.year for day in days}
    with change(desk, Permission.FIRM_EDIT) as work:
        row = _calendar(work, name)
        before, kept = _days(work, row), 0
        for old in work.all(WorkCalendarDay, WorkCalendarDay.calendar_id == row.id):
            if old.imported and old.day.year in years and old.day not in days:
                work.session.delete(old)
            elif not old.imported and old.day in days:
                kept += 1
                del days[old.day]
        for day, hours in sorted(days.items()):
            _give(work, row, day, hours, found.labels.get(day, ""), imported=True)
        row.confirmed_until = max(filter(None, (row.confirmed_until, found.confirmed_until)), default=None)
        changed = _record_days(work, row, before, "calendar.imported", years=sorted(years), kept=kept)
        return Given(_row(work, row), changed, kept)


def _record_days(work: Change, row: WorkCalendar, before: _Days, kind: str, **facts: Any) -> int:
    """Writes what became of days and counts all promises anew; returns how many days changed."""
    work.session.flush()
    after = _days(work, row)
    if work.has_changed():
        recount_open(work)
        work.record(kind, name=row.name, **facts)
    return sum(before.get(day) != after.get(day) for day in before.keys() | after.keys())


def _days(work: Change, row: WorkCalendar) -> _Days:
    """The days that differ, with their hours and what they are called."""
    return {
        one.day: (one.spans, one.label)
        for one in work.all(WorkCalendarDay, WorkCalendarDay.calendar_id == row.id)
    }


def _give(work: Change, row: WorkCalendar, day: date, hours: str, label: str, *, imported: bool) -> None:
    spans = "" if hours == OFF else _usual(row) if hours == WORK else hours
    label = line(label, "") if label.strip() else ""
    old = work.session.get(WorkCalendarDay, (row.id, day))
    if old is None:
        new = WorkCalendarDay(calendar_id=row.number, day=day, spans=spans, label=label, imported=imported)
        work.session.add(new)
    else:
        old.spans, old.label, old.imported = spans, label or old.label, imported


def _let_be(work: Change, row: WorkCalendar, day: date) -> None:
    old = work.session.get(WorkCalendarDay, (row.id, day))
    if old is not None:
        work.session.delete(old)


def _usual(row: WorkCalendar) -> str:
    return format_spans(usual_spans(parse_hours(row.hours)))


def _set(work: Change, row: WorkCalendar, field: str, value: str) -> None:
    match field:
        case "hours":
            row.hours = format_hours(parse_hours(value))
        case "timezone":
            row.timezone = read_timezone(value)
        case "confirmed_until":
            row.confirmed_until = read_day(value, work.desk.local(work.now).date()) if value.strip() else None
        case _:
            raise BadValue(
                _("A calendar has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


def _calendar(work: Change, said: str, if_version: int | None = None) -> WorkCalendar:
    rows = work.all(WorkCalendar)
    for row in rows:
        if row.name.casefold() == said.strip().casefold():
            return work.get(WorkCalendar, row.id, if_version=if_version)
    raise NotFound(
        _("There is no calendar {name}").format(name=said),
        _("The calendars are: {names}").format(names=", ".join(row.name for row in rows)),
    )


def _row(work: Change, row: WorkCalendar) -> CalendarRow:
    work.session.flush()
    return calendar_row(work.reader, row.name)
