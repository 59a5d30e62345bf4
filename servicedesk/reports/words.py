"""How numbers, times and codes of a report are written for people, in every format that people read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from servicedesk.i18n import N_, _, current_language
from servicedesk.reports.values import Cell, Measured, Named, Report
from servicedesk.rules.codes import label
from servicedesk.rules.say import EN_WEEKDAYS, ZH_WEEKDAYS

# What stays together: a Chinese character with the sign after it, or a word with its blank.
_PIECES = re.compile(r"[\u3400-\u9fff][，。、；：（）]*|[^\s\u3400-\u9fff]+\s*|\s+")
_UNITS = {
    "count": N_("{value}"),
    "percent": N_("{value} %"),
    "minutes": N_("{value} min"),
    "score": N_("{value} of 5"),
}


def value_words(measured: Measured) -> str:
    """The number with its unit; a sign where there was nothing to count."""
    if measured.value is None:
        return "-"
    return _(_UNITS[measured.unit]).format(value=f"{measured.value:g}")


def note_words(measured: Measured) -> str:
    """How many a share, mean or median is of, whether that is few, and the target."""
    parts = []
    if measured.count is not None:
        parts.append(_("of {count}").format(count=measured.count))
        if measured.value is not None and measured.is_few:
            parts.append(_("few"))
    if measured.target is not None:
        parts.append(_("target {value}").format(value=f"{measured.target:g}"))
    return _(", ").join(parts)


def heading_words(report: Report) -> str:
    """The day with its weekday, and the moment the report is as at."""
    weekdays = ZH_WEEKDAYS if current_language() == "zh_CN" else EN_WEEKDAYS
    return _("{date} {weekday}, as at {time} ({zone})").format(
        date=report.date.isoformat(),
        weekday=weekdays[report.date.weekday()],
        time=f"{report.as_at:%Y-%m-%d %H:%M}",
        zone=report.timezone,
    )


def cell_words(column: str, cell: Cell) -> str:
    """One cell of a list as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, Named):
        return cell.name
    if isinstance(cell, bool):
        return _("yes") if cell else ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return label("priority", str(cell)) if column == "priority" else str(cell)


def more_words(shown: int, total: int) -> str:
    """That a list goes on."""
    return _("showing {shown} of {total}").format(shown=shown, total=total)


def width(text: str) -> int:
    """How many terminal cells a text takes: two for a Chinese character, none for a combining sign."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def wrapped(text: str, most: int) -> Iterator[str]:
    """The text in lines of at most `most` cells, broken at blanks and between Chinese characters."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and width(line + piece.rstrip()) > most:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()
