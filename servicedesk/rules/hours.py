"""Opening hours as people write them: `mon-fri 09:00-12:00,13:00-18:00; sat 10:00-14:00`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import groupby, pairwise
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_AROUND_SIGN = re.compile(r" ?([-,:;]) ?")


class Span(NamedTuple):
    """Open time within one local day, in minutes from midnight, 0 to 1440; the end is not open any more."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]

ALWAYS: Week = ((Span(0, MINUTES_A_DAY),),) * 7
NEVER: Week = ((),) * 7


def parse_hours(text: str) -> Week:
    """Reads a week, Monday first: `always`, `off`, `daily 08:30-18:00`, or days with spans parted by `;`.

    Full-width signs are read too. Raises BadValue naming the part that cannot be read.
    """
    plain = _plain(text)
    if plain in ("always", "off"):
        return ALWAYS if plain == "always" else NEVER
    week: dict[int, tuple[Span, ...]] = {}
    for part in filter(None, plain.split(";")):
        names, _space, spans = part.partition(" ")
        for day in _days(names, part):
            if day in week:
                raise _unreadable(_("{day} is given twice").format(day=DAY_NAMES[day]), part)
            week[day] = parse_spans(spans)
    if not week:
        raise _unreadable(_("there are no hours"), text)
    return tuple(week.get(day, ()) for day in range(7))


def format_hours(week: Week) -> str:
    """Writes a week so that `parse_hours` reads the same week."""
    if week in (ALWAYS, NEVER):
        return "always" if week == ALWAYS else "off"
    parts = []
    for spans, group in groupby(range(7), key=lambda day: week[day]):
        days = list(group)
        if spans:
            parts.append(f"{_day_range(days[0], days[-1])} {format_spans(spans)}")
    return "; ".join(parts)


def parse_spans(text: str) -> tuple[Span, ...]:
    """Reads one day: `09:00-12:00,13:00-18:00`, or `off` for none. Raises BadValue naming what is wrong."""
    plain = _plain(text)
    if plain == "off":
        return ()
    spans = sorted(_span(part, text) for part in plain.split(","))
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise _unreadable(_("the times overlap"), text)
    return tuple(spans)


def format_spans(spans: tuple[Span, ...]) -> str:
    """Writes one day so that `parse_spans` reads the same spans."""
    return ",".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans) or "off"


def usual_spans(week: Week) -> tuple[Span, ...]:
    """The hours most working days of the week have: those of a make-up day that names none."""
    counted = Counter(spans for spans in week if spans).most_common(1)
    return counted[0][0] if counted else ()


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).replace("–", "-").lower().split()
    return _AROUND_SIGN.sub(r"\1", " ".join(words))


def _days(names: str, part: str) -> list[int]:
    if names == "daily":
        return list(range(7))
    days: list[int] = []
    for name in names.split(","):
        first, dash, last = name.partition("-")
        ends = (first, last if dash else first)
        if not set(ends) <= set(DAY_NAMES):
            raise _unreadable(_("{name} is no day of the week").format(name=name), part)
        start, end = (DAY_NAMES.index(end) for end in ends)
        days += [(start + step) % 7 for step in range((end - start) % 7 + 1)]
    return days


def _span(part: str, text: str) -> Span:
    found = _SPAN.fullmatch(part)
    if not found:
        raise _unreadable(_("{part} is not like 09:00-12:00").format(part=part or "''"), text)
    hour, minute, end_hour, end_minute = map(int, found.groups())
    span = Span(hour * 60 + minute, end_hour * 60 + end_minute)
    if max(minute, end_minute) > 59 or span.end > MINUTES_A_DAY:
        raise _unreadable(_("{part} is no time of day").format(part=part), text)
    if span.start >= span.end:
        raise _unreadable(
            _("{part} ends before it starts; split a night at 24:00 between two days").format(part=part), text
        )
    return span


def _day_range(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return "daily"
    return DAY_NAMES[first] if first == last else f"{DAY_NAMES[first]}-{DAY_NAMES[last]}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _unreadable(why: str, text: str) -> BadValue:
    return BadValue(
        _("These hours cannot be read: {text} ({why})").format(text=text, why=why),
        _("Write them like: mon-fri 09:00-12:00,13:00-18:00; sat 10:00-14:00"),
    )
