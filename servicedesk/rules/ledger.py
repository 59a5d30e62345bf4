"""The ledger of a clock: which stretches of time counted towards a promise, which did not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from servicedesk.rules.promises import Duration, due_at, shifted
from servicedesk.rules.worktime import (
    MINUTE,
    Calendar,
    Part,
    as_utc,
    day_parts,
    minutes_between,
)


class Pause(NamedTuple):
    """A wait for the customer, by whom it was begun; without an end it goes on."""

    since: datetime
    until: datetime | None
    by: str = ""


class Stretch(NamedTuple):
    """A stretch of a ledger, in UTC: the minutes that counted in it (0 where none did), why, and by whom.

    `why`: counted, closed, break, day_off, holiday, waiting, working_day, credit, agreed or fixed. A working day counts as one of
    `days`, whatever its minutes.
    """

    start: datetime
    end: datetime
    minutes: float
    why: str
    by: str = ""
    days: int = 0

    @property
    def wall_minutes(self) -> float:
        """How long the stretch took by the clock on the wall."""
        return _minutes(self.end - self.start)


def falls_due(
    duration: Duration | None, calendar: Calendar, start: datetime, pauses: Iterable[Pause]
) -> datetime | None:
    """When a duration from `start` on ends, the ended pauses in it credited; None where nothing is promised.

    Minutes run where the calendar is open (round the clock for wall time) and nobody waits for the customer. A promise of
    working days ends on the same local time of its last day, and each pause before that moves it by its working minutes.
    A pause that begins when the time is over moves nothing.
    """
    if duration is None:
        return None
    due = due_at(duration, calendar, start)
    for pause in _apart(pauses):
        if pause.until is not None and pause.until > start:
            due = shifted(due, duration, calendar, max(pause.since, start), pause.until)
    return due


def account(
    duration: Duration, calendar: Calendar, start: datetime, due: datetime, pauses: Sequence[Pause]
) -> list[Stretch]:
    """The ledger from `start` to `due` without a gap; its minutes (or days) add up to the duration.

    What is waited beyond `due` is left out, but a wait that goes on now is shown to its end.
    """
    start, due = as_utc(start), as_utc(due)
    end = max([due, *(as_utc(pause.until) for pause in pauses if pause.until and pause.since < due)])
    if duration.unit == "working_days":
        rows = list(_days(duration, calendar, start, due, pauses))
    else:
        wall = duration.unit == "wall_minutes"
        parts = [Part(start, end, "counted")] if wall else list(day_parts(calendar, start, end))
        rows = [row for part in parts for row in _cut(part, pauses)]
    return _joined(row for row in rows if row.start < row.end or row.days)


def _cut(part: Part, pauses: Sequence[Pause]) -> Iterator[Stretch]:
    """A part of the calendar with the waits cut out of it."""
    at = part.start
    for pause in _apart(pauses):
        since, until = max(as_utc(pause.since), at), min(as_utc(pause.until or part.end), part.end)
        if since >= until:
            continue
        yield _stretch(part, at, since)
        yield Stretch(since, until, 0, "waiting", pause.by)
        at = until
    yield _stretch(part, at, part.end)


def _stretch(part: Part, start: datetime, end: datetime) -> Stretch:
    counted = _minutes(end - start) if part.why == "counted" and end > start else 0
    return Stretch(start, end, counted, part.why, part.label)


def _days(
    duration: Duration, calendar: Calendar, start: datetime, due: datetime, pauses: Sequence[Pause]
) -> Iterator[Stretch]:
    """Working days one by one, then what waiting added, in the order in which `falls_due` adds it."""
    at = start
    for number in range(1, duration.amount + 1):
        day = due_at(Duration(number, "working_days"), calendar, start)
        for off in _days_off(calendar, at, day):
            yield Stretch(at, off.start, 0, "working_day")
            yield off
            at = off.end
        yield Stretch(at, day, 0, "working_day", days=1)
        at = day
    for pause in _apart(pauses):
        if pause.until is None or pause.since >= at or pause.until <= start:
            continue
        moved = shifted(at, duration, calendar, max(pause.since, start), pause.until)
        credit = minutes_between(calendar, max(as_utc(pause.since), start), pause.until)
        yield Stretch(at, moved, credit, "credit", pause.by)
        at = moved
    if at < due:
        yield Stretch(at, due, 0, "closed")


def _days_off(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Stretch]:
    for part in day_parts(calendar, start, end):
        if part.why in {"day_off", "holiday"}:
            yield Stretch(part.start, part.end, 0, part.why, part.label)


def _apart(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in order, none of them reaching into the next."""
    apart: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.since):
        last = apart[-1] if apart else None
        if last and (last.until is None or pause.since < last.until):
            ends = None if last.until is None or pause.until is None else max(last.until, pause.until)
            apart[-1] = last._replace(until=ends)
        else:
            apart.append(pause)
    return apart


def _joined(rows: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one stretch."""
    joined: list[Stretch] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and last.end == row.start and (last.why, last.by) == (row.why, row.by) and not row.days:
            joined[-1] = last._replace(end=row.end, minutes=last.minutes + row.minutes)
        else:
            joined.append(row)
    return joined


def _minutes(length: timedelta) -> float:
    whole, rest = divmod(length, MINUTE)
    return length / MINUTE if rest else whole
