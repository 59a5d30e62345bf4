"""The frame every area stands in: firm and areas above, who acts and what presses below, and key hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.message import Message

from servicedesk.widgets.cells import shorten
from servicedesk.widgets.pieces import Piece, PieceLine, length, spread

_LEAST_FIRM = 8


class Area(NamedTuple):
    """An area of the desk and the number key that opens it."""

    number: int
    title: str


class TopBar(PieceLine):
    """The firm's name on the left, the areas on the right; the one that is open stands out."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 2;
        padding: 0 1;
        border-bottom: solid $foreground 20%;
    }
    """

    class AreaChosen(Message):
        """An area was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, firm: str, areas: Sequence[Area], active: int = 1, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.firm = firm
        self.areas = tuple(areas)
        self.active = active

    def set_firm(self, firm: str) -> None:
        """Shows this firm's name."""
        self.firm = firm
        self.refresh()

    def set_areas(self, areas: Sequence[Area]) -> None:
        """Shows these areas: after a change of language, or when one is added."""
        self.areas = tuple(areas)
        self.refresh()

    def set_active(self, number: int) -> None:
        """Marks the area that is open."""
        self.active = number
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        areas = self._areas(self.areas)
        if length(areas) > width:
            areas = self._areas([area._replace(title=self._short(area)) for area in self.areas])
        room = width - length(areas) - 1
        firm = shorten(self.firm, room) if room >= _LEAST_FIRM else ""
        return spread([Piece(firm, "strong")], areas, width)

    def chosen(self, value: str) -> None:
        self.post_message(self.AreaChosen(int(value)))

    def _short(self, area: Area) -> str:
        return area.title if area.number == self.active else ""

    def _areas(self, areas: Sequence[Area]) -> list[Piece]:
        return [
            Piece(
                f" {area.number} {area.title}".rstrip() + " ",
                "active" if area.number == self.active else "",
                str(area.number),
            )
            for area in areas
        ]


class KeyHints(PieceLine):
    """One line of keys of the pane that has the focus; whole hints give way when it is narrow."""

    DEFAULT_CSS = "KeyHints { padding: 0 1; }"

    class Chosen(Message):
        """A hint was clicked: the same as its key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, hints: Sequence[tuple[str, str]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.hints = tuple(hints)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Shows these (key, words), the most useful first."""
        self.hints = tuple(hints)
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        line: list[Piece] = []
        for key, words in self.hints:
            gap = [Piece("  ")] if line else []
            hint = [*gap, *hint_pieces(key, words)]
            if length(line) + length(hint) > width:
                break
            line.extend(hint)
        return line

    def chosen(self, value: str) -> None:
        self.post_message(self.Chosen(value))


def hint_pieces(key: str, words: str) -> list[Piece]:
    """A key and what it does."""
    return [Piece(key, "key", key), Piece(f" {words}", "muted", key)]
