"""The part of a card that may be higher than its room: it says how many lines are out of sight."""

from __future__ import annotations

from textual.message import Message

from servicedesk.widgets.page import Page


class FilePart(Page, can_focus=False):
    """Takes the focus only while its card gives it all the room."""

    DEFAULT_CSS = "FilePart { scrollbar-size-vertical: 0; }"

    class Hides(Message):
        """So many lines do not fit; 0 where all do."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    def watch_virtual_size(self) -> None:
        self.call_after_refresh(self._count)

    def on_resize(self) -> None:
        self.call_after_refresh(self._count)

    def _count(self) -> None:
        self.post_message(self.Hides(max(self.virtual_size.height - self.size.height, 0)))
