"""The bottom line: who acts, what presses, the state of saving, notices, and the keys never to look for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from textual.timer import Timer

from servicedesk.widgets.cells import shorten
from servicedesk.widgets.frame import KeyHints, hint_pieces
from servicedesk.widgets.pieces import Piece, PieceLine, PieceStyle, joined, length, spread

NoticeKind = Literal["info", "done", "warning", "danger"]

_NOTICES: dict[NoticeKind, tuple[str, PieceStyle, float]] = {
    "info": ("", "", 6),
    "done": ("", "good", 6),
    "warning": ("! ", "warning", 10),
    "danger": ("! ", "danger", 15),
}
_LEAST_ACTOR = 6


class StatusBar(PieceLine):
    """Always there, never in the way: a notice takes its line for a while and moves nothing."""

    DEFAULT_CSS = """
    StatusBar {
        dock: bottom;
        height: 2;
        padding: 0 1;
        border-top: solid $foreground 20%;
    }
    """

    def __init__(self, keys: Sequence[tuple[str, str]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._actor = self._role = self._saved = ""
        self._counts: tuple[Piece, ...] = ()
        self._keys = tuple(keys)
        self._notice: Piece | None = None
        self._timer: Timer | None = None

    def set_actor(self, name: str, role: str) -> None:
        """Shows who acts, and as what."""
        self._actor, self._role = name, role
        self.refresh()

    def set_counts(self, counts: Sequence[tuple[str, PieceStyle]]) -> None:
        """Shows what presses: words with their number, the most urgent first, each with a style."""
        self._counts = tuple(Piece(words, style) for words, style in counts)
        self.refresh()

    def set_saved(self, words: str) -> None:
        """Shows the state of saving, as in "saved 10:42"."""
        self._saved = words
        self.refresh()

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Shows these (key, words) at the right edge."""
        self._keys = tuple(keys)
        self.refresh()

    def notice(self, text: str, kind: NoticeKind = "info", *, seconds: float | None = None) -> bool:
        """Says something in this line for a while, a warning longer than good news; whether it fits the line."""
        sign, style, usual = _NOTICES[kind]
        self._notice = Piece(sign + text, style)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds or usual, self.clear_notice)
        self.refresh()
        return not self.size.width or length([self._notice]) <= self.content_size.width

    def clear_notice(self) -> None:
        """Lets the line say the usual things again."""
        self._notice = None
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        keys = joined([hint_pieces(key, words) for key, words in self._keys], 2)
        room = width - length(keys) - 2
        if self._notice is not None:
            fits = length([self._notice]) <= room
            text = shorten(self._notice.text, room if fits else width)
            return spread([self._notice._replace(text=text)], keys if fits else [], width)
        left = next((line for line in self._ever_shorter(room) if length(line) <= room), [])
        return spread(left, keys, width)

    def chosen(self, value: str) -> None:
        self.post_message(KeyHints.Chosen(value))

    def _ever_shorter(self, room: int) -> Iterator[list[Piece]]:
        counts = [part for count in self._counts for part in (Piece(" · ", "muted"), count)][1:]
        actor, saved = [Piece(self._actor, "strong")], [Piece(self._saved, "muted")]
        with_role = [*actor, Piece(f" · {self._role}", "muted")] if self._role else actor
        yield joined([with_role, counts, saved], 5)
        yield joined([with_role, counts, saved], 3)
        yield joined([actor, counts, saved], 3)
        yield joined([actor, counts], 3)
        short = shorten(self._actor, max(room - length(counts) - 3, _LEAST_ACTOR))
        yield joined([[Piece(short, "strong")], counts], 3)
        yield counts
        yield counts[:1]
