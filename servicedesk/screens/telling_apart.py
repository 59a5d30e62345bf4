"""What the list of duplicates and the view of one pair share: saying that the two are not the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from servicedesk.i18n import _
from servicedesk.screens.asking import Asking

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.merging import Apart


class TellingApart(Asking):
    """A screen with a chosen pair of files."""

    def pair(self) -> tuple[int, int] | None:
        """The numbers of the two files; None where there are none."""
        raise NotImplementedError

    def action_apart(self) -> None:
        from servicedesk.operations.merging import not_the_same

        pair = self.pair()
        if pair:
            self.act(lambda: not_the_same(self.desk, *pair), self._told_apart)

    def settled(self, words: str) -> None:
        """Says what became of the pair."""
        cast("DeskApp", self.app).say_saved(words)

    def settled_elsewhere(self, words: str | None) -> None:
        """As `settled`, by a screen that was opened from here; None where it was left."""
        if words:
            self.settled(words)

    def _told_apart(self, done: Apart) -> None:
        words = _("C{first} and C{second} are remembered as two people")
        self.settled(words.format(first=done.first, second=done.second))
