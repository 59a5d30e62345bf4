"""An input line and a text area that take any text: control characters are kept, and drawn as signs."""

from __future__ import annotations

import re
from typing import Any, cast

from rich.cells import cell_len
from rich.text import Text
from textual.document._document import DocumentBase
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.events import Paste
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input, TextArea

from servicedesk.rules.text import shown, without_halves

_LINE_END = re.compile(r"\r\n?|\n")
_HARMLESS = frozenset("\u200d\ufe0f")


def drawn(text: str) -> str:
    """The text with one visible sign for each control character, so that a cursor in it stays where it is."""
    if text.isprintable():
        return text
    return "".join(char if char in _HARMLESS else _sign(char) for char in text)


def _sign(char: str) -> str:
    sign = shown(char)
    return sign if len(sign) == 1 else "\ufffd"


class SafeInput(Input):
    """An input line that draws control characters as signs and keeps them in its value.

    None is as wide as its text, so a letter lays out nothing else on the screen.
    """

    virtual_size = reactive(Size(0, 0), layout=False)

    @property
    def _value(self) -> Text:
        return Text(drawn(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(drawn(self.value[:position]))  # Textual measures control characters as nothing

    def _on_paste(self, event: Paste) -> None:
        """Takes every line of what is pasted, with a blank for each line end; Textual would drop all but the first."""
        event.stop()
        event.prevent_default()
        if event.text:
            self.replace(_LINE_END.sub(" ", without_halves(event.text)), *sorted(self.selection))


class _DrawnDocument:
    """A document as it is drawn: by this its lines are wrapped, so that none is longer than the area is wide."""

    def __init__(self, document: DocumentBase) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def __getitem__(self, line_index: int) -> str:
        return self.get_line(line_index)

    @property
    def lines(self) -> list[str]:
        return [drawn(line) for line in self._document.lines]

    def get_line(self, index: int) -> str:
        return drawn(self._document.get_line(index))


class SafeTextArea(TextArea):
    """A text area that draws control characters as signs and keeps them in its text."""

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        as_drawn = cast("DocumentBase", _DrawnDocument(self.document))
        self.wrapped_document = WrappedDocument(as_drawn, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def on_unmount(self) -> None:
        """Lets go of the app, which would hold every area ever opened until its theme changes."""
        watchers: list[tuple[object, object]] = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [(watcher, callback) for watcher, callback in watchers if watcher is not self]

    async def _on_paste(self, event: Paste) -> None:
        event.text = without_halves(event.text)  # Textual's own handler follows

    def get_line(self, line_index: int) -> Text:
        return Text(drawn(self.document.get_line(line_index)), end="", no_wrap=True)
