"""A short list of things to choose from, each with a key, a label and a detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from servicedesk.rules.text import one_line
from servicedesk.widgets.cells import fit

_LABEL_MOST = 28


class Offer(NamedTuple):
    """Something to choose: its key, its name, and what tells it from its namesakes."""

    key: str
    label: str
    detail: str = ""


class OfferList(OptionList, can_focus=False):
    """Offers one below the other; the field above moves the highlight."""

    DEFAULT_CSS = """
    OfferList {
        height: auto;
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        & > .option-list--option-highlighted {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        &:nocolor > .option-list--option-highlighted { text-style: bold reverse; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._offers: tuple[Offer, ...] = ()

    def show(self, offers: Sequence[Offer], chosen: str = "") -> None:
        """Shows these offers with the highlight on the chosen one, else on the first."""
        self._offers = tuple(offers)
        width = min(max((cell_len(one_line(offer.label)) for offer in offers), default=0), _LABEL_MOST)
        self.clear_options()
        self.add_options([Option(_line(offer, width)) for offer in self._offers])
        keys = [offer.key for offer in self._offers]
        self.highlighted = (keys.index(chosen) if chosen in keys else 0) if keys else None

    @property
    def current(self) -> Offer | None:
        """The offer under the highlight."""
        place = self.highlighted
        return self._offers[place] if place is not None and place < len(self._offers) else None

    def at(self, place: int) -> Offer:
        """The offer at this place."""
        return self._offers[place]

    def step(self, by: int) -> None:
        """Moves the highlight, and stops at the ends."""
        if self._offers:
            self.highlighted = max(0, min((self.highlighted or 0) + by, len(self._offers) - 1))


def _line(offer: Offer, width: int) -> Content:
    if not offer.detail:
        return Content(one_line(offer.label))
    label = one_line(offer.label)
    label = fit(label, width) if cell_len(label) < width else label
    return Content(f"{label}  {one_line(offer.detail)}")
