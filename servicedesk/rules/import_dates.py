"""Moments as other systems write them, and whether 3/4/2026 is in March or in April."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.text import normalised
from servicedesk.rules.when import read_when

DateOrder = Literal["dmy", "mdy"]
Cell = str | int | float | bool | datetime | date | time | timedelta | None

EARLIEST_YEAR = 1900
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?", re.ASCII)  # most files, read fastest
_CLOCK = re.compile(
    r"[t ,]*(?P<zh>上午|下午|晚上|凌晨|中午)? ?(?P<h>\d{1,2})[:时点](?P<m>\d{1,2})(?:[:分](?P<s>\d{1,2})?"
    r"(?:[.,](?P<f>\d{1,9}))?秒?)? ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_CLOCK_SIGN = re.compile("[:：时点]")
_SHEET_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet counts days on no clock in particular
_SHEET_DAYS = range(366, 109_575)  # a number beyond is no day between 1901 and 2199


def date_order(texts: Iterable[str]) -> DateOrder | None:
    """The order that the dates of a file prove, by a day above 12; None where every one can be read both ways.

    Raises BadValue when one date proves the one and another the other.
    """
    proofs: dict[DateOrder, str] = {}
    for text in texts:
        found = _YEAR_LAST.match(text.strip())
        if not found:
            continue
        if int(found[1]) > 12 >= int(found[3]) or found[2] == ".":
            proofs.setdefault("dmy", text)
        elif int(found[3]) > 12 >= int(found[1]):
            proofs.setdefault("mdy", text)
        if len(proofs) > 1:
            raise BadValue(
                _("The dates {one} and {other} are written in different orders").format(
                    one=proofs["dmy"], other=proofs["mdy"]
                ),
                _("Say with --date-order dmy or mdy which is right; the others are refused by row"),
            )
    return next(iter(proofs), None)


def may_be_read_two_ways(text: str) -> bool:
    """Whether day and month of a date could change places and still be a date, another one."""
    found = _YEAR_LAST.match(text.strip())
    return found is not None and int(found[1]) != int(found[3]) and max(int(found[1]), int(found[3])) <= 12


def has_time(cell: Cell) -> bool:
    """Whether a cell says more than a day."""
    if isinstance(cell, datetime):
        return cell.time() != time()
    return isinstance(cell, str) and _CLOCK_SIGN.search(cell) is not None


def read_moment(cell: Cell, order: DateOrder | None, zone: ZoneInfo) -> datetime:
    """The moment in UTC that a cell means; without an offset it is in `zone`, and a day alone is its midnight.

    Raises BadValue on a date that does not exist, or that is before 1900.
    """
    try:
        read = _read(cell, order, zone)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadValue(_("{text} is not a date that exists").format(text=str(cell)[:60])) from error


def _read(cell: Cell, order: DateOrder | None, zone: ZoneInfo) -> datetime:
    if isinstance(cell, datetime):
        read = cell
    elif isinstance(cell, date):
        read = datetime.combine(cell, time())
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        read = _of_sheet(cell)
    else:
        read = _of_text(str(cell), order, zone)
    if read.year < EARLIEST_YEAR:
        raise ValueError("too long ago")
    return read


def _of_sheet(days: float) -> datetime:
    if int(days) not in _SHEET_DAYS:
        raise ValueError("not a day of a spreadsheet")
    return _SHEET_START + timedelta(seconds=round(days * 86_400))


def _of_text(said: str, order: DateOrder | None, zone: ZoneInfo) -> datetime:
    if _ISO.fullmatch(said):
        return datetime.fromisoformat(said)
    text = normalised(said)
    if found := _YEAR_FIRST.match(text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _YEAR_LAST.match(text):
        first, second = int(found[1]), int(found[3])
        day_first = order == "dmy" or (order is None and found[2] == ".")
        day = date(int(found[4]), *((second, first) if day_first else (first, second)))
    elif re.search(r"\d{4}", text):  # 21 Jan 2022 11:18, and what else people write; never "friday"
        return read_when(text, datetime.combine(date(2000, 1, 1), time(), zone), time())
    else:
        raise ValueError("no date")
    rest = text[found.end() :]
    return _with_clock(day, rest) if rest.strip() else datetime.combine(day, time())


def _with_clock(day: date, text: str) -> datetime:
    found = _CLOCK.fullmatch(text)
    if not found:
        raise ValueError("not a time of day")
    hour = int(found["h"])
    half = (found["half"] or "")[:1] or {"下午": "p", "晚上": "p", "凌晨": "a", "上午": "a"}.get(
        found["zh"], ""
    )
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = int((found["f"] or "0").ljust(6, "0")[:6])
    zone = found["zone"] or ""
    offset = "+00:00" if zone in {"z", "utc", "gmt"} else zone
    clock = f"{hour:02}:{int(found['m']):02}:{int(found['s'] or 0):02}.{fraction:06}{offset}"
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}")
