"""The `?` sheet: every key that works here, the nearest first, as words beside keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rich.cells import set_cell_size

from servicedesk.i18n import N_, _

_KEY_WIDTH = 16


class HelpSheet(ModalScreen[None]):
    """Reads the keys off the screen it stands over, so that it is never out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,fullwidth_question_mark,f1", "dismiss", N_("Back"), id="help.back")
    ]

    def __init__(self, keys: list[ActiveBinding]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content(_("Keys that work here"))
            sheet.border_subtitle = Content(_("Esc: back"))
            yield Static(Content("\n").join(self._lines()), markup=False)

    def _lines(self) -> Iterator[Content]:
        told: set[str] = set()
        for active in self._keys:
            words = _(active.binding.description)
            key = self.app.get_key_display(active.binding)
            if not words or (line := f"{key}\t{words}") in told:
                continue
            told.add(line)
            shown = set_cell_size(key, _KEY_WIDTH) if len(key) < _KEY_WIDTH else f"{key} "
            yield Content.assemble((shown, "bold $text-primary"), words)
