"""Text measured in terminal cells: a Chinese character takes two, and no column may move because of it."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len, set_cell_size, split_graphemes

from servicedesk.rules.text import one_line, shown

Align = Literal["left", "right"]

_NEVER_FIRST = frozenset("，。！？；：、）】》」』”’…,.!?;:)]}")
_NEVER_LAST = frozenset("（【《「『“‘([{")


_CUT = ".."
_LEAST_CLIPPED = 8


def fit(text: str, width: int, align: Align = "left") -> str:
    """The text on exactly `width` cells: padded, or cut between two characters."""
    if width <= 0:
        return ""
    line = one_line(text[: width * 8 + 64])
    free = width - cell_len(line)
    if align == "right" and free > 0:
        return " " * free + line
    return set_cell_size(line, width)


def clipped(text: str, width: int, align: Align = "left") -> str:
    """As `fit`, and two dots say where a longer text was cut."""
    if width < _LEAST_CLIPPED or cell_len(one_line(text[: width * 8 + 64])) <= width:
        return fit(text, width, align)
    return fit(fit(text, width - len(_CUT)).rstrip() + _CUT, width)


def shorten(text: str, width: int) -> str:
    """The text on at most `width` cells, cut at a space where one is near."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    cut = set_cell_size(line, width).rstrip()
    space = cut.rfind(" ")
    return cut[:space].rstrip() if space > len(cut) // 2 else cut


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, its own line ends kept, control characters as signs."""
    sources = shown(text, keep_newlines=True).split("\n")
    return [line for source in sources for line in _wrapped_line(source, max(width, 2))]


def _wrapped_line(source: str, width: int) -> list[str]:
    spans, total = split_graphemes(source)
    if total <= width:
        return [source]
    lines: list[str] = []
    first = cells = chance = 0
    for number, (start, _end, size) in enumerate(spans):
        if number > first and _may_break(source, spans[number - 1], start, size):
            chance = number
        if cells + size > width and number > first and source[start] != " ":
            stop = chance if chance > first else number
            lines.append(source[spans[first][0] : spans[stop][0]].rstrip())
            first, cells = stop, sum(span[2] for span in spans[stop:number])
        cells += size
    lines.append(source[spans[first][0] :].rstrip())
    return [lines[0], *(line.lstrip(" ") for line in lines[1:])]


def _may_break(source: str, before: tuple[int, int, int], start: int, size: int) -> bool:
    last = source[before[0]]
    if source[start] in _NEVER_FIRST or last in _NEVER_LAST:
        return False
    return last == " " or before[2] == 2 or size == 2
