"""The `?` sheet: every key that works here, the nearest first, as words beside keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from servicedesk.i18n import N_, _
from servicedesk.screens.key_pages import PLACES, Told, working_now
from servicedesk.widgets.cells import fit

_KEYS, _WORDS = 11, 22


class HelpSheet(ModalScreen[None]):
    """Reads the keys off the screen it stands over, so that it is never out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,fullwidth_question_mark,f1", "dismiss", N_("Back"), id="help.back")
    ]

    def __init__(self, keys: list[ActiveBinding]) -> None:
        super().__init__()
        self._pages = working_now(keys)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content(_("Keys that work here"))
            sheet.border_subtitle = Content(_("Esc: back"))
            yield Static(Content("\n").join(self._lines()), markup=False)

    def _lines(self) -> Iterator[Content]:
        for number, (place, rows) in enumerate(self._pages.items()):
            if number:
                yield Content("")
            yield Content.styled(_(PLACES[place]), "bold")
            yield from _two_columns(rows)


def _two_columns(rows: Sequence[Told]) -> Iterator[Content]:
    half = -(-len(rows) // 2)
    for place in range(half):
        yield Content("").join(_cell(row) for row in rows[place::half])


def _cell(row: Told) -> Content:
    return Content.assemble((fit(row.keys, _KEYS), "bold $text-primary"), " ", fit(_(row.words), _WORDS), " ")
