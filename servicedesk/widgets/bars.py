"""Small drawings made of block elements, and the line of numbers on Today.

Block elements are of ambiguous width: a bar stands last on its line, never before an aligned column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from servicedesk.i18n import N_
from servicedesk.widgets.pieces import Piece, PieceLine, PieceStyle, joined, length

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"


def bar(value: float, most: float, width: int) -> str:
    """A bar of at most `width` characters for a share of `most`; only zero is drawn as nothing."""
    if most <= 0 or value <= 0 or width <= 0:
        return ""
    eighths = max(round(min(value / most, 1) * width * 8), 1)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def spark(values: Sequence[float]) -> str:
    """One character for each value, from the lowest block for zero to the full block for the highest."""
    most = max(values, default=0)
    top = len(_LEVELS) - 1
    return "".join(_LEVELS[round(max(value, 0) / most * top) if most > 0 else 0] for value in values)


class Count(NamedTuple):
    """A number with its words, and the report it leads to."""

    key: str
    words: str
    value: str
    spark: str = ""
    style: PieceStyle = "strong"


class Counts(PieceLine, can_focus=True):
    """The line of numbers: Left and Right choose one, Enter or a click asks for what is behind it."""

    DEFAULT_CSS = "Counts { padding: 0 1; }"
    BINDINGS = [
        Binding("left,h", "step(-1)", N_("Number to the left"), show=False, id="counts.left"),
        Binding("right,l", "step(1)", N_("Number to the right"), show=False, id="counts.right"),
        Binding("enter", "open", N_("Open report"), show=False, id="counts.open"),
    ]

    place: reactive[int] = reactive(0)

    class Chosen(Message):
        """A number was opened."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: tuple[Count, ...] = ()

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Shows these numbers, the most telling first; those that do not fit are left out."""
        self._counts = tuple(counts)
        self.place = self.validate_place(self.place)
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        groups = [self._group(number, count) for number, count in enumerate(self._counts)]
        while groups and length(joined(groups, 3)) > width:
            groups.pop()
        return joined(groups, 3)

    def chosen(self, value: str) -> None:
        self.post_message(self.Chosen(value))

    def validate_place(self, place: int) -> int:
        return max(0, min(place, len(self._counts) - 1))

    def action_step(self, step: int) -> None:
        self.place += step

    def action_open(self) -> None:
        if self._counts:
            self.chosen(self._counts[self.place].key)

    def _group(self, number: int, count: Count) -> list[Piece]:
        here = self.has_focus and number == self.place
        text = [
            Piece(f"{count.words} ", "active" if here else "muted", count.key),
            Piece(count.value, "active" if here else count.style, count.key),
        ]
        return [*text, Piece(f" {count.spark}", "key", count.key)] if count.spark else text
