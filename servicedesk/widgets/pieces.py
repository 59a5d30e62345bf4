"""A single line of styled pieces, some of which can be clicked: the bars, key hints, counts, choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from servicedesk.rules.text import one_line

PieceStyle = Literal["", "muted", "strong", "key", "active", "good", "warning", "danger"]


class Piece(NamedTuple):
    """A run of text; a click on it means `value`, when there is one."""

    text: str
    style: PieceStyle = ""
    value: str = ""


class PieceLine(Widget):
    """Draws the pieces its subclass names for the present width, and turns a click into the piece's value."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"pieces--{name}" for name in PieceStyle.__args__ if name}  # type: ignore[attr-defined]
    DEFAULT_CSS = """
    PieceLine {
        height: 1;
        & > .pieces--muted { color: $text-muted; }
        & > .pieces--strong { text-style: bold; }
        & > .pieces--key { color: $text-primary; text-style: bold; }
        & > .pieces--good { color: $text-success; }
        & > .pieces--warning { color: $text-warning; }
        & > .pieces--danger { color: $text-error; text-style: bold; }
        & > .pieces--active {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        &:nocolor > .pieces--active { text-style: bold reverse; }
    }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """The pieces that fit on `width` cells."""
        raise NotImplementedError

    def chosen(self, value: str) -> None:
        """A piece with this value was clicked."""

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if y:
            return Strip.blank(width, self.rich_style)
        line = Strip([Segment(one_line(piece.text), self._style(piece)) for piece in self.pieces(width)])
        return line.adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        end = 0
        for piece in self.pieces(self.content_size.width):
            end += cell_len(one_line(piece.text))
            if offset.x < end:
                if piece.value:
                    self.chosen(piece.value)
                return

    def _style(self, piece: Piece) -> Style:
        return self.get_component_rich_style(f"pieces--{piece.style}") if piece.style else self.rich_style


def length(pieces: Iterable[Piece]) -> int:
    """How many cells these pieces take."""
    return sum(cell_len(one_line(piece.text)) for piece in pieces)


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """The left pieces at the left edge, the right ones at the right edge."""
    return [*left, Piece(" " * max(width - length(left) - length(right), 1)), *right]


def joined(groups: Iterable[Sequence[Piece]], gap: int) -> list[Piece]:
    """Groups of pieces one after another, with `gap` cells between those that are not empty."""
    line: list[Piece] = []
    for group in groups:
        if line and group:
            line.append(Piece(" " * gap))
        line.extend(group)
    return line
