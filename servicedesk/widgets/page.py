"""A page of text that scrolls: it takes the focus, and only the keys that scroll up and down."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from servicedesk.i18n import N_


class Page(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Left, Right and Home stay free for the screen it stands on."""

    DEFAULT_CSS = "Page { scrollbar-size-vertical: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", N_("Down"), show=False, id="page.down"),
        Binding("k,up", "scroll_up", N_("Up"), show=False, id="page.up"),
        Binding("pagedown", "page_down", N_("Page down"), show=False, id="page.page_down"),
        Binding("pageup", "page_up", N_("Page up"), show=False, id="page.page_up"),
    ]
