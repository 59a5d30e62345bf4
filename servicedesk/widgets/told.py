"""A text that is longer than its line, whole, in a window over the screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from servicedesk.i18n import N_, _
from servicedesk.rules.text import one_line, shown
from servicedesk.widgets.dialogs import DIALOG_CSS
from servicedesk.widgets.frame import KeyHints


class Told(ModalScreen[None]):
    """A title and a text; Esc or Enter closes it."""

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="Told")
        + """
    Told {
        & VerticalScroll { height: auto; max-height: 17; padding: 1; }
        & .told--text { height: auto; }
    }
    """
    )
    BINDINGS = [Binding("escape,enter", "leave", N_("Close"), show=False, id="told.leave")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(one_line(self._title))
            with VerticalScroll():
                yield Static(Content(shown(self._text, keep_newlines=True)), classes="told--text")
            yield KeyHints([("Esc", _("Close"))])

    def action_leave(self) -> None:
        self.dismiss(None)
