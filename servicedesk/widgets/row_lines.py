"""How one line of a list is drawn: which columns have room, and the styled pieces of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from servicedesk.widgets.cells import clipped, fit
from servicedesk.widgets.row_types import Column, Row

GAP = 2
SIGNS = 4
CURSOR_SIGN = "▸"
MARK_SIGN = "*"
_LEAST_GROW = 12


class Placed(NamedTuple):
    """A column that has room: its place among the cells and the width it got."""

    column: Column
    place: int
    width: int


class LineState(NamedTuple):
    """What is true of a line besides its row."""

    cursor: bool
    focused: bool
    marked: bool


def place_columns(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """The columns that fit, in order; secondary ones give way first, a growing one takes what is left."""
    kept = [one for one in enumerate(columns) if width >= one[1].min_width]
    while len(kept) > 1 and _needed(kept) > width - SIGNS:
        kept.remove(max(kept, key=lambda one: (one[1].min_width, not one[1].grow, one[0])))
    growing = sum(column.grow for _place, column in kept)
    free = max(width - SIGNS - _needed(kept), 0)
    placed = []
    for place, column in kept:
        extra = -(-free // growing) if column.grow else 0
        placed.append(Placed(column, place, _least(column) + extra))
        free, growing = free - extra, growing - column.grow
    return tuple(placed)


def header_strip(placed: Sequence[Placed], width: int, style: Style) -> Strip:
    """The line of column titles."""
    titles = (fit(one.column.title, one.width, one.column.align) for one in placed)
    return Strip([Segment(fit(" " * SIGNS + (" " * GAP).join(titles), width), style)], width)


def row_strip(
    row: Row, placed: Sequence[Placed], width: int, state: LineState, styles: Mapping[str, Style]
) -> Strip:
    """One row; on the focused cursor line the cursor's own style wins, elsewhere each cell keeps its own."""
    base = styles["cursor"] if state.cursor else styles[""]
    plain = state.cursor and state.focused
    signs = (CURSOR_SIGN if state.cursor else " ") + (MARK_SIGN if state.marked else " ")
    segments = [
        Segment(signs, base if plain else base + styles["accent"]),
        Segment(fit(row.mark, 1) + " ", base if plain else base + styles["danger"]),
    ]
    for number, one in enumerate(placed):
        cell = row.cells[one.place] if one.place < len(row.cells) else ""
        text = clipped(cell, one.width, one.column.align)
        name = row.cell_style(one.place)
        segments.append(Segment(text, base + styles[name] if name and not plain else base))
        if number < len(placed) - 1:
            segments.append(Segment(" " * GAP, base))
    return Strip(segments).adjust_cell_length(width, base).simplify()


def _least(column: Column) -> int:
    return min(column.width, _LEAST_GROW) if column.grow else column.width


def _needed(kept: Sequence[tuple[int, Column]]) -> int:
    return sum(_least(column) for _place, column in kept) + GAP * (len(kept) - 1)
