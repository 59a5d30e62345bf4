"""A real terminal with a clock: when each piece of the screen arrived, read first and understood afterwards."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from bench.processes import FLOORS
from tests.journeys.terminal import Terminal

QUIET = 0.3
LONGEST = 2.0
PATIENCE = 20.0
KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "page down": "\x1b[6~",
    "page up": "\x1b[5~",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "enter": "\r",
    "esc": "\x1b",
    "f2": "\x1bOQ",
    "ctrl+s": "\x13",
}

View = Callable[["TimedTerminal"], Any]


class Arrived(NamedTuple):
    """A piece of output, and how many seconds after the key it came."""

    after: float
    data: bytes


class TimedTerminal(Terminal):
    """Times are taken when bytes arrive; the screen is drawn from them only when it is still again."""

    def __init__(self, *arguments: str, env: Mapping[str, str], columns: int, lines: int) -> None:
        self.began = time.perf_counter()
        super().__init__(*arguments, env=dict(env), columns=columns, lines=lines)

    def send(self, keys: str, quiet: float = QUIET, most: float = LONGEST) -> list[Arrived]:
        """Presses a key and gathers what comes, until nothing more has come for a while; not drawn yet.

        A cursor that blinks is never quiet: then it is over after the longest time.
        """
        started = time.perf_counter()
        os.write(self._fd, KEYS.get(keys, keys).encode())
        return self._gather(started, quiet, most)

    def repaint(self, keys: str, view: View, quiet: float = QUIET, most: float = LONGEST) -> float | None:
        """Seconds from a key to the last byte that changed what `view` sees; None when it never changed."""
        return self.last_changes(self.send(keys, quiet, most), view)[0]

    def last_changes(self, pieces: Sequence[Arrived], *views: View) -> list[float | None]:
        """Draws the pieces one by one; for each view, when the last of them arrived that changed it."""
        seen = [view(self) for view in views]
        changed: list[float | None] = [None] * len(views)
        for piece in pieces:
            self.draw(piece)
            for place, view in enumerate(views):
                now = view(self)
                if now != seen[place]:
                    seen[place], changed[place] = now, piece.after
        return changed

    def draw(self, *pieces: Arrived) -> None:
        """Draws what came."""
        for piece in pieces:
            self._stream.feed(piece.data)

    def first_shown(self, text: str) -> float:
        """Seconds from the start of the program until a text stood on the screen."""
        pieces: list[Arrived] = []
        while time.perf_counter() - self.began < PATIENCE:
            for piece in self._gather(self.began, QUIET, PATIENCE):
                self.draw(piece)
                pieces.append(piece)
                if text in self.text:
                    return piece.after
        raise AssertionError(f"{text!r} never stood on the screen:\n{self.text}")

    def cells(self, first: int, last: int, left: int = 0, right: int | None = None) -> list[tuple[Any, ...]]:
        """Lines of the screen with colours: what a person sees there."""
        columns = range(left, self.screen.columns if right is None else right)
        return [tuple(self.screen.buffer[line][column] for column in columns) for line in range(first, last)]

    def _gather(self, started: float, quiet: float, most: float) -> list[Arrived]:
        pieces: list[Arrived] = []
        while (left := started + most - time.perf_counter()) > 0:
            if not select.select([self._fd], [], [], min(quiet, left) if pieces else left)[0]:
                break
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                break
            pieces.append(Arrived(time.perf_counter() - started, data))
        return pieces


class EmptyApp(TimedTerminal):
    """The smallest app of Textual, in place of the program."""

    PROGRAM = (str(FLOORS / "empty_textual.py"),)
    SAYS = "Nothing else is here"


def sent(pieces: Sequence[Arrived], until: float = float("inf")) -> int:
    """How many bytes came within so many seconds."""
    return sum(len(piece.data) for piece in pieces if piece.after <= until)
