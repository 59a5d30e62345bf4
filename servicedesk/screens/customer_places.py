"""From a customer to the places and the agreements that belong to the file."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.rules.stays import stay_words
from servicedesk.screens.area import DeskChanged
from servicedesk.screens.contact_log import ContactLog
from servicedesk.widgets.dialogs import PickOne


class CustomerPlaces(ContactLog):
    """A screen on whose chosen customer the verbs act."""

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance, or None."""
        raise NotImplementedError

    def action_premises(self) -> None:
        """The only place is opened at once; of several one is picked, former ones included."""
        card = self.chosen_card()
        if card is None:
            return
        places = {str(one.premises_id): one for one in card.file.premises[::-1]}
        offers = [
            (key, one.text, stay_words(one.role, one.since, one.until))
            for key, one in [*places.items()][::-1]
        ]
        if not offers:
            self.tell(_("No premises are in this file; e Edit names them"))
        elif len(offers) == 1:
            self._open_place(offers[0][0])
        else:
            self.app.push_screen(PickOne(_("Premises"), offers), self._open_place)

    def action_agreements(self) -> None:
        """The agreements with the customer, and a new one."""
        from servicedesk.lookups.agreements import agreements
        from servicedesk.screens.agreement_form import AgreementForm, agreement_offers

        card = self.chosen_card()
        if card is None:
            return
        number = card.file.number

        def picked(chosen: str | None) -> None:
            if chosen:
                known = int(chosen) if chosen.isdecimal() else None
                self.app.push_screen(AgreementForm(known, customer=number), self._agreed)

        offers = agreement_offers(agreements(self.desk, customer=number, ended=True))
        self.app.push_screen(PickOne(_("Agreements"), offers), picked)

    def _open_place(self, chosen: str | None) -> None:
        from servicedesk.screens.premises import PremisesScreen

        if chosen:
            self.app.push_screen(PremisesScreen(int(chosen)))

    def _agreed(self, result: Any) -> None:
        if result is not None:
            self.post_message(DeskChanged())
