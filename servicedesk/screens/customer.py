"""One customer on a screen of its own: the file, what is open and owed, and the whole history."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.problems import Problem
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.customer_actions import CustomerActions
from servicedesk.screens.customer_card import CustomerCard, CustomerPage, customer_page
from servicedesk.widgets.timeline import Timeline


class CustomerScreen(CustomerActions, AreaScreen):
    """Enter logs a contact; Esc goes back to where the file was opened."""

    AREA = 3
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("customers", "customer")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def body(self) -> ComposeResult:
        yield CustomerCard(more="f", id="customer")

    def begin(self) -> None:
        super().begin()
        self.query_one(Timeline).focus()

    def load(self) -> None:
        self.ask(
            lambda: customer_page(self.desk, self.number),
            self._show,
            group="customer",
            failed=self._show_failure,
        )

    def chosen_customer(self) -> int:
        return self.number

    def contact_logged(self, words: str) -> None:
        self.saved(words)
        self.load()

    def action_whole_file(self) -> None:
        card = self.query_one(CustomerCard)
        card.turn()
        card.focus_shown()

    def action_joined_file(self) -> None:
        """From a file that was joined to the one it went into."""
        card = self.chosen_card()
        if card is not None and card.merged_into:
            self.app.push_screen(CustomerScreen(card.merged_into[0]))
        elif card is not None:
            self.tell(_("This file was not joined into another"))

    def verbs(self) -> list[tuple[str, str]]:
        return [
            *super().verbs(),
            ("whole_file", _("The whole file")),
            ("joined_file", _("Go to the joined file")),
        ]

    def action_back(self) -> None:
        self.dismiss()

    def _show(self, page: CustomerPage) -> None:
        self.query_one(CustomerCard).show(self.desk, page)

    def _show_failure(self, problem: Problem) -> None:
        self.query_one(Timeline).show_message(f"{problem.message}\n{problem.hint}", failed=True)
