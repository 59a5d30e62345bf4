"""What a virtual list is made of: columns, rows, and whoever can give a page of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from servicedesk.widgets.cells import Align

CellStyle = Literal["", "danger", "warning", "muted", "accent"]


class Column(NamedTuple):
    """One column; `grow` takes the room that is left, a `min_width` makes it give way first."""

    key: str
    title: str
    width: int
    grow: bool = False
    min_width: int = 0
    align: Align = "left"


class Row(NamedTuple):
    """One line: cells in the order of the columns, ready to draw; `style` is for all or one for each."""

    key: int
    cells: tuple[str, ...]
    mark: Literal["", "!"] = ""
    style: CellStyle | tuple[CellStyle, ...] = ""

    def cell_style(self, place: int) -> CellStyle:
        """The style of the cell at this place."""
        if isinstance(self.style, str):
            return self.style
        return self.style[place] if place < len(self.style) else ""


class RowSource(Protocol):
    """Whoever counts and reads the rows of a list; asked by a screen's worker, never by the list itself."""

    @property
    def count(self) -> int: ...

    def page(self, start: int, size: int) -> Sequence[Row]: ...
