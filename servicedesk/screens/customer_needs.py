"""From a customer to what is needed: what is open, what repeated tickets suggest, and a new need."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.contact_log import ContactLog
from servicedesk.screens.need_form import NEW, NeedForm, need_offers
from servicedesk.widgets.dialogs import PickOne

_SUGGESTED = "suggested:"


class CustomerNeeds(ContactLog):
    """A screen on whose chosen customer the verbs act."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_needs(self) -> None:
        """Opens the form at once where nothing is known yet; else one is picked, or a new one."""
        card = self.chosen_card()
        if card is None:
            return
        offers = need_offers(card.needs)
        offers[-1:-1] = [(f"{_SUGGESTED}{one.category}", one.words, _("suggested")) for one in card.suggested]
        if len(offers) == 1:
            self._open_need(card, NEW)
        else:
            self.app.push_screen(
                PickOne(_("What is needed"), offers),
                lambda chosen: self._open_need(card, chosen) if chosen else None,
            )

    def _open_need(self, card: Card, chosen: str) -> None:
        number, category = card.file.number, chosen.removeprefix(_SUGGESTED)
        if chosen.isdecimal():
            form = NeedForm(int(chosen), customer=number)
        elif chosen == NEW:
            form = NeedForm(customer=number)
        else:
            words = next((one.words for one in card.suggested if one.category == category), "")
            form = NeedForm(customer=number, category=category, words=words)
        self.app.push_screen(form, self._need_kept)

    def _need_kept(self, result: Any) -> None:
        if result is not None:
            self.post_message(DeskChanged())
