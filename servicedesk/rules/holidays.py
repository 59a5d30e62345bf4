"""Days on which a calendar differs, as the published lists have them: holiday-cn and gov.uk JSON, iCalendar, CSV.

Every reader takes the text of a file and raises BadValue where it is something else.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.hours import format_spans, parse_spans
from servicedesk.rules.years import YEARS

OFF, WORK = "off", "work"
LONGEST_RANGE_DAYS = 366
DAY = timedelta(days=1)

_DAY_HEADINGS = {"date", "day", "日期", "日", "start", "start date", "开始日期", "开始"}
_END_HEADINGS = {"end", "end date", "until", "to", "结束日期", "结束", "至"}
_HOURS_HEADINGS = {"hours", "type", "kind", "work", "isoffday", "时间", "类型", "班休", "上班", "工作时间"}
_LABEL_HEADINGS = {
    "label",
    "name",
    "title",
    "holiday",
    "subject",
    "summary",
    "名称",
    "节日",
    "假期",
    "备注",
    "说明",
}
_OFF_WORDS = {"", "off", "holiday", "rest", "true", "yes", "1", "休", "休息", "放假", "节假日", "假"}
_WORK_WORDS = {"work", "workday", "working", "false", "no", "0", "班", "上班", "补班", "调休上班", "工作日"}
_MADE_UP = re.compile(r"[(（]班[)）]|补班|调休上班|班$|\bmake-?up\b|\bworking day\b", re.IGNORECASE)


@dataclass(frozen=True)
class Holidays:
    """The days of a list: off, work (the usual hours) or spans by day, and what each is called.

    `confirmed_until` is the last day of the last year that the list speaks of.
    """

    hours: Mapping[date, str]
    labels: Mapping[date, str]

    @property
    def years(self) -> tuple[int, ...]:
        """The years the list speaks of, in order."""
        return tuple(sorted({day.year for day in self.hours}))

    @property
    def confirmed_until(self) -> date | None:
        return date(self.years[-1], 12, 31) if self.years else None


class _Days:
    """Days as they are gathered."""

    def __init__(self) -> None:
        self.hours: dict[date, str] = {}
        self.labels: dict[date, str] = {}

    def add(self, first: date, last: date, hours: str, label: str) -> None:
        _check_range(first, last)
        for number in range((last - first).days + 1):
            self.hours[first + number * DAY] = hours
            self.labels[first + number * DAY] = " ".join(label.split())

    def done(self) -> Holidays:
        return Holidays(self.hours, self.labels)


def read_holidays(text: str, division: str = "") -> Holidays:
    """The days of a list, whatever kind it is; `division` chooses a part of the United Kingdom. Raises BadValue."""
    begins = text.lstrip("\ufeff \r\n\t")
    if begins.startswith("{"):
        return _read_json(begins, division)
    if begins[:15].upper() == "BEGIN:VCALENDAR":
        return _read_icalendar(begins)
    return _read_csv(begins)


def read_hours(said: str) -> str:
    """`off`, `work` or spans, in either language, in one form. Raises BadValue."""
    word = said.strip().casefold()
    if word in _OFF_WORDS:
        return OFF
    if word in _WORK_WORDS:
        return WORK
    return format_spans(parse_spans(said))


def _read_json(text: str, division: str) -> Holidays:
    try:
        table = json.loads(text)
    except ValueError as error:
        raise BadValue(_("The file is not whole JSON: {detail}").format(detail=error)) from error
    days = _Days()
    if isinstance(table.get("days"), list):
        for row in table["days"]:
            day = _day(_text(row, "date"))
            days.add(day, day, OFF if row.get("isOffDay", True) else WORK, _text(row, "name"))
        return days.done()
    for event in _events(table, division):
        day = _day(_text(event, "date"))
        days.add(day, day, OFF, _text(event, "title"))
    return days.done()


def _events(table: Mapping[str, Any], division: str) -> list[Any]:
    """The bank holidays of one division of the United Kingdom."""
    known = {
        name: part["events"]
        for name, part in table.items()
        if isinstance(part, dict) and isinstance(part.get("events"), list)
    }
    if not known:
        raise _unknown()
    if division not in known and len(known) > 1:
        raise BadValue(
            _("The file holds several lists: {names}").format(names=", ".join(known)),
            _("Choose one with --division {name}").format(name=next(iter(known))),
        )
    return list(known.get(division, next(iter(known.values()))))


def _read_icalendar(text: str) -> Holidays:
    """Whole days of an iCalendar; appointments with an hour are no holidays."""
    from icalendar import Calendar

    events: list[Any]
    try:
        events = [
            event for calendar in Calendar.from_ical(text, multiple=True) for event in calendar.walk("VEVENT")
        ]
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise BadValue(_("The iCalendar cannot be read: {detail}").format(detail=error)) from error
    days = _Days()
    for event in events:
        start = event.get("DTSTART") and event["DTSTART"].dt
        if start is None or isinstance(start, datetime):
            continue
        end = event.get("DTEND") and event["DTEND"].dt
        last = end - DAY if isinstance(end, date) and not isinstance(end, datetime) and end > start else start
        label = str(event.get("SUMMARY", ""))
        special = str(event.get("X-APPLE-SPECIAL-DAY", "")).upper()
        works = special == "ALTERNATE-WORKDAY" or (not special and _MADE_UP.search(label))
        for first in _yearly(event, start):
            days.add(first, first + (last - start), WORK if works else OFF, label)
    return days.done()


def _yearly(event: Any, start: date) -> Iterator[date]:
    """The days on which an event begins: one that comes back each year does so for as long as its rule says, or ten years."""
    rule = event.get("RRULE")
    if not rule:
        yield start
        return
    if [str(part).upper() for part in rule.get("FREQ", ())] != ["YEARLY"] or set(rule) - {
        "FREQ",
        "COUNT",
        "UNTIL",
    }:
        raise BadValue(
            _("{label} comes back by a rule that is not plainly yearly").format(
                label=event.get("SUMMARY", "")
            ),
            _("Give its days one by one"),
        )
    until = next(iter(rule.get("UNTIL", ())), None)
    last = until.date() if isinstance(until, datetime) else until
    for place in range(next(iter(rule.get("COUNT", (10,))))):
        try:
            day = start.replace(year=start.year + place)
        except ValueError:
            continue
        if last and day > last:
            return
        yield day


def _read_csv(text: str) -> Holidays:
    """A column of days, and perhaps their end, off, work or hours, and names; without headings in this order."""
    sign = max(",;\t", key=text.partition("\n")[0].count)
    rows = [row for row in csv.reader(StringIO(text), delimiter=sign) if any(cell.strip() for cell in row)]
    if not rows:
        raise _unknown()
    columns = _columns(rows[0])
    if "day" not in columns:
        if not re.match(r"\s*\d{4}\D", rows[0][0]):
            raise _unknown()
        columns = {"day": 0, "hours": 1, "label": 2}
    else:
        rows = rows[1:]
    days = _Days()
    for row in rows:
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        first, last = read_range(cells["day"])
        if cells.get("end"):
            last = _day(cells["end"])
        days.add(first, last, read_hours(cells.get("hours", "")), cells.get("label", ""))
    return days.done()


def _columns(headings: list[str]) -> dict[str, int]:
    wanted = {"day": _DAY_HEADINGS, "end": _END_HEADINGS, "hours": _HOURS_HEADINGS, "label": _LABEL_HEADINGS}
    folded = [heading.strip().casefold() for heading in headings]
    return {
        name: next(at for at, heading in enumerate(folded) if heading in words)
        for name, words in wanted.items()
        if not words.isdisjoint(folded)
    }


def read_range(said: str) -> tuple[date, date]:
    """One day or a range of them: 2026-10-01, 2026-10-01..2026-10-08. Raises BadValue."""
    begins, dots, ends = said.partition("..")
    first, last = _day(begins), _day(ends if dots else begins)
    _check_range(first, last)
    return first, last


def _check_range(first: date, last: date) -> None:
    if last < first:
        raise BadValue(_("{first} comes after {last}").format(first=first, last=last))
    if (last - first).days >= LONGEST_RANGE_DAYS:
        raise BadValue(_("From {first} to {last} is longer than a year").format(first=first, last=last))


def _day(said: str) -> date:
    word = said.strip().replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-").rstrip("日")
    if word.isdecimal() and len(word) == 8:
        word = f"{word[:4]}-{word[4:6]}-{word[6:]}"
    try:
        year, month, number = (int(part) for part in word[:10].split("-"))
        found = date(year, month, number)
    except ValueError as error:
        raise BadValue(
            _("{text} is no day").format(text=said or "''"), _("Write it like 2026-10-01")
        ) from error
    if found.year not in YEARS:
        raise BadValue(_("{text} is no day").format(text=said), _("Write it like 2026-10-01"))
    return found


def _text(row: Any, name: str) -> str:
    return str(row.get(name, "") or "") if isinstance(row, dict) else ""


def _unknown() -> BadValue:
    return BadValue(
        _("This is no list of holidays that can be read"),
        _("Known are holiday-cn and gov.uk JSON, iCalendar, and CSV with the columns date, hours, name"),
    )
