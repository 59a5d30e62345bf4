"""How many needs came up each month, by class, category, kind, level or state, with the way each number goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import categories, name_of
from servicedesk.lookups.needs import Wanted, where_of
from servicedesk.problems import BadValue
from servicedesk.rules.codes import codes, label
from servicedesk.rules.needs import changes, trend
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.needs import COUNTED_BY, counted
from servicedesk.store.times import from_stored, to_stored

__all__ = ["COUNTED_BY"]

MOST_MONTHS = 60


class Month(NamedTuple):
    """How many needs came up in a month, written `2026-11`, and how many more than in the one before; None of the first."""

    month: str
    needs: int
    change: int | None


class Line(NamedTuple):
    """The months of one class or category, oldest first; the last is still running, and `trend` leaves it out."""

    code: str
    name: str
    months: tuple[Month, ...]
    trend: str

    @property
    def total(self) -> int:
        """How many in all these months."""
        return sum(month.needs for month in self.months)


def counts(desk: Desk, by: str = "class", months: int = 6, segment: str = "") -> list[Line]:
    """How many needs came up each month by one measure, this month included (R033, R038, R041).

    Every class is told, of the others only what came up; categories come most first. A need that was met or dropped
    since counts where it came up. Raises BadValue on what nobody can count, NotFound on an unknown segment.
    """
    desk.require(Permission.VIEW)
    if by not in COUNTED_BY:
        raise BadValue(
            _("Needs cannot be counted by {name}").format(name=by),
            _("Known are: {names}").format(names=", ".join(COUNTED_BY)),
        )
    if not 1 <= months <= MOST_MONTHS:
        raise BadValue(
            _("{count} is no number of months").format(count=months),
            _("Give 1 to {most}").format(most=MOST_MONTHS),
        )
    wanted = last_months(desk.local(desk.now()).date(), months)
    where, params = where_of(desk, Wanted(state="", segment=segment))
    start = datetime.combine(wanted[0], time(), desk.firm.zone)
    with desk.store.reading() as reader:
        rows = reader.rows(counted(by, where), {**params, "since": to_stored(start)})
    found = Counter((str(code), _month(desk.local(from_stored(at)).date())) for code, at in rows)
    names = _names(desk, by)
    lines = [_line(found, [_month(day) for day in wanted], code, name) for code, name in names.items()]
    if by == "category":
        lines.sort(key=lambda line: -line.total)
    return [line for line in lines if line.total or (by == "class" and line.code)]


def month_names(desk: Desk, months: int) -> list[str]:
    """The months that `counts` tells, written `2026-11`, oldest first."""
    return [_month(day) for day in last_months(desk.local(desk.now()).date(), months)]


def last_months(today: date, count: int) -> list[date]:
    """The first days of this month and of so many before it that there are `count`, oldest first."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(count)]
    return [date(year, month + 1, 1) for year, month in reversed(months)]


def _line(found: Mapping[tuple[str, str], int], months: Sequence[str], code: str, name: str) -> Line:
    numbers = [found.get((code, month), 0) for month in months]
    told = tuple(Month(*one) for one in zip(months, numbers, changes(numbers), strict=True))
    return Line(code, name, told, trend(numbers[:-1]))


def _names(desk: Desk, by: str) -> dict[str, str]:
    """What each line is called, in order."""
    if by == "category":
        named = {row.code: name_of(row) for row in categories(desk)}
    else:
        named = {code: label(f"need_{by}", code) for code in codes(f"need_{by}")}
    return {**named, "": _("none")}


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
