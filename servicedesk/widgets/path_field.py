"""The path of a file: typed, completed while it is typed, or walked to folder by folder."""

from __future__ import annotations

from textual.binding import Binding

from servicedesk.i18n import N_
from servicedesk.widgets.offers import Offer
from servicedesk.widgets.pick import PickField


class PathField(PickField):
    """Down and Enter pick what the screen offers of the folder; the key of an offer is the path that it stands for.

    A folder, which ends with a separator, is opened by picking it. The value is what stands in the field.
    """

    BINDINGS = [Binding("f3", "look", N_("What is in this folder"), show=False, id="path.look")]

    @property
    def value(self) -> str:
        return self.text

    @value.setter
    def value(self, value: str) -> None:
        self.pick(Offer(value, value))

    @property
    def draft(self) -> str:
        return self.text

    @draft.setter
    def draft(self, draft: str) -> None:
        self.pick(Offer("", draft))

    def pick(self, offer: Offer) -> None:
        super().pick(offer._replace(label=offer.key or offer.label))

    def action_look(self) -> None:
        """Shows what is in the folder, also before anything is typed."""
        self.seek()

    def action_step(self, by: int) -> None:
        if self.is_offering:
            super().action_step(by)
        elif by > 0:
            self.action_look()

    def _choose(self, offer: Offer) -> None:
        super()._choose(offer)
        if offer.key.endswith(("/", "\\")):
            self._key = ""
            self.seek()
