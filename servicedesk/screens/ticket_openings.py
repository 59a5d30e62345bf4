"""From a ticket to what is beside it: its form, its customer, the place, a promised call, the needs it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicedesk.i18n import N_, _
from servicedesk.screens.area import AreaScreen

if TYPE_CHECKING:
    from servicedesk.lookups.needs import Need
    from servicedesk.lookups.tickets import TicketRow

# What takes one ticket at a time.
ALONE = {
    "edit": N_("Edit"),
    "callback": N_("Promise a callback"),
    "customer": N_("Customer file"),
    "premises": N_("Premises"),
    "needs": N_("What is needed"),
    "ledger": N_("Why these due times"),
    "progress": N_("How far it is, to tell"),
}


class TicketOpenings(AreaScreen):
    """A screen from whose chosen ticket others are opened."""

    def open_beside(self, name: str, number: int) -> None:
        """Opens what is beside one ticket, by a name of `ALONE`."""
        from servicedesk.lookups import tickets
        from servicedesk.lookups.premises import place_of_ticket
        from servicedesk.lookups.ticket_file import needs_on

        match name:
            case "edit":
                self._open_edit(number)
            case "premises":
                self.ask(lambda: place_of_ticket(self.desk, number), self._open_premises, group="opening")
            case "ledger":
                self._open_ledger(number)
            case "progress":
                self._open_progress(number)
            case "needs":
                offer = lambda found: self._offer_needs(number, found)  # noqa: E731
                self.ask(lambda: needs_on(self.desk, number), offer, group="opening")
            case _:
                open_it = self._open_callback if name == "callback" else self._open_customer
                self.ask(lambda: tickets.ticket(self.desk, number), open_it, group="opening")

    def _open_ledger(self, number: int) -> None:
        from servicedesk.screens.ledger import LedgerScreen

        self.app.push_screen(LedgerScreen(number))

    def _open_progress(self, number: int) -> None:
        from servicedesk.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(number))

    def _open_edit(self, number: int) -> None:
        from servicedesk.screens.ticket_form import TicketForm

        self.app.push_screen(TicketForm(number))

    def _open_callback(self, ticket: TicketRow) -> None:
        from servicedesk.screens.callback_form import CallbackForm

        if ticket.customer_number is None:
            self._say_unknown()
        else:
            self.app.push_screen(CallbackForm(ticket.customer_number, ticket=ticket.number))

    def _open_customer(self, ticket: TicketRow) -> None:
        from servicedesk.screens.customer import CustomerScreen

        if ticket.customer_number is None:
            self._say_unknown()
        else:
            self.app.push_screen(CustomerScreen(ticket.customer_number))

    def _open_premises(self, number: int | None) -> None:
        from servicedesk.screens.premises import PremisesScreen

        if number is None:
            self.notice(_("The ticket names no premises; e Edit names them"), "warning")
        else:
            self.app.push_screen(PremisesScreen(number))

    def _offer_needs(self, number: int, found: tuple[Need, ...]) -> None:
        """The form at once where nothing is noted on the ticket yet; else one is picked, or a new one."""
        from servicedesk.screens.need_form import NEW, need_offers
        from servicedesk.widgets.dialogs import PickOne

        if found:
            picked = lambda chosen: self._open_need(number, chosen) if chosen else None  # noqa: E731
            self.app.push_screen(PickOne(_("What is needed"), need_offers(found)), picked)
        else:
            self._open_need(number, NEW)

    def _open_need(self, number: int, chosen: str) -> None:
        from servicedesk.screens.need_form import NeedForm

        known = int(chosen) if chosen.isdecimal() else None
        self.app.push_screen(NeedForm(known, ticket=number), self._need_kept)

    def _need_kept(self, result: Any) -> None:
        if result is not None:
            self.load()

    def _say_unknown(self) -> None:
        self.notice(_("The caller is not known yet; put the ticket into a file first (e Edit)"), "warning")
