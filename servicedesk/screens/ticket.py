"""One ticket on a screen of its own: the card, the whole timeline, every verb."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from servicedesk.keys import bindings_for
from servicedesk.screens.ticket_actions import TicketActions
from servicedesk.screens.ticket_card import TicketCard, ticket_page
from servicedesk.widgets.timeline import Timeline


class TicketScreen(TicketActions):
    """Enter opens the menu of verbs; Esc goes back to where it was opened."""

    AREA = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("ticket", "tickets")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def body(self) -> ComposeResult:
        yield TicketCard(id="ticket")

    def begin(self) -> None:
        super().begin()
        self.query_one(Timeline).focus()

    def load(self) -> None:
        self.ask(
            lambda: ticket_page(self.desk, self.number),
            lambda page: self.card.show(self.desk, page),
            group="ticket",
            failed=lambda problem: self.card.show_failure(problem),
        )

    @property
    def card(self) -> TicketCard:
        """The card that fills the screen."""
        return self.query_one(TicketCard)

    def chosen_tickets(self) -> list[int]:
        return [self.number]

    def action_back(self) -> None:
        self.dismiss()
