"""The verbs on a customer as keys: what was said, a ticket, a promised call, the file itself."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups import card as cards
from servicedesk.lookups.card import Card
from servicedesk.problems import Problem
from servicedesk.rules.phones import shown_phone
from servicedesk.screens.contact_log import way_choices
from servicedesk.screens.customer_joining import CustomerJoining
from servicedesk.screens.customer_needs import CustomerNeeds
from servicedesk.screens.customer_places import CustomerPlaces
from servicedesk.screens.customer_rights import CustomerRights
from servicedesk.screens.customer_standing import CustomerStanding
from servicedesk.screens.customer_verifying import CustomerVerifying
from servicedesk.screens.menus import with_keys
from servicedesk.widgets.dialogs import PickOne


class CustomerActions(
    CustomerRights, CustomerJoining, CustomerNeeds, CustomerPlaces, CustomerVerifying, CustomerStanding
):
    """A screen on whose chosen customer the verbs act."""

    def chosen_customer(self) -> int | None:
        """The number that a verb acts on."""
        raise NotImplementedError

    def action_log_contact(self) -> None:
        card = self.chosen_card()
        if card is not None:
            self.log_with(card, way_choices())

    def action_customer_ticket(self) -> None:
        from servicedesk.screens.ticket_form import TicketForm

        number = self.chosen_customer()
        if number is not None:
            self.app.push_screen(TicketForm(customer=number), self.ticket_opened)

    def action_promise_callback(self) -> None:
        from servicedesk.screens.callback_form import CallbackForm

        number = self.chosen_customer()
        if number is not None:
            self.app.push_screen(CallbackForm(number), self.saved_elsewhere)

    def action_edit_customer(self) -> None:
        from servicedesk.screens.customer_form import CustomerForm

        number = self.chosen_customer()
        if number is not None:
            self.app.push_screen(CustomerForm(number))

    def action_open_tickets(self) -> None:
        card = self.chosen_card()
        if card is None:
            return
        offers = [(str(row.number), str(row.number), row.subject) for row in card.tickets]
        if not offers:
            self.tell(_("No ticket is open"))
        elif len(offers) == 1:
            self.open_ticket_screen(offers[0][0])
        else:
            self.app.push_screen(PickOne(_("Open tickets"), offers), self.open_ticket_screen)

    def action_copy_phone(self) -> None:
        card = self.chosen_card()
        if card is not None and card.file.phones:
            phone = shown_phone(card.file.phones[0].number, self.desk.firm.region)
            self.app.copy_to_clipboard(phone)
            self.tell(_("Copied: {text}").format(text=phone))

    def action_customer_menu(self) -> None:
        """Every verb by name, for hands that do not know the letters and for input methods that take them."""
        self.app.push_screen(PickOne(_("Customer"), with_keys(self.app.screen, self.verbs())), self._do)

    def verbs(self) -> list[tuple[str, str]]:
        """The verbs of the menu: the action and its words."""
        return [
            ("log_contact", _("Log a contact")),
            ("customer_ticket", _("New ticket")),
            ("promise_callback", _("Promise a callback")),
            ("edit_customer", _("Edit")),
            ("open_tickets", _("Open tickets")),
            ("copy_phone", _("Copy phone")),
            ("premises", _("Premises")),
            ("agreements", _("Agreements")),
            ("needs", _("What is needed")),
            ("verify", _("Confirmed with the customer")),
            ("standing", _("Tier and stage")),
            ("rights", _("Consent and rights")),
            ("join", _("Join with another file")),
            ("separate", _("Separate again")),
        ]

    def chosen_card(self) -> Card | None:
        """The chosen customer at a glance; None where nobody is chosen, or the file is gone, which is said."""
        number = self.chosen_customer()
        if number is None:
            return None
        try:
            return cards.card(self.desk, number)
        except Problem as problem:
            self.tell_problem(problem)
            return None

    def open_ticket_screen(self, number: str | None) -> None:
        """Opens a ticket on its own screen."""
        from servicedesk.screens.ticket import TicketScreen

        if number:
            self.app.push_screen(TicketScreen(int(number)))

    def ticket_opened(self, result: Any) -> None:
        """The form of a new ticket is done; `result` is None when it was left."""
        self.saved_elsewhere(result)

    def _do(self, verb: str | None) -> None:
        if verb:
            getattr(self, f"action_{verb}")()
