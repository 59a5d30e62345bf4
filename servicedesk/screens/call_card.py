"""The card of a caller: who is this, what must not be forgotten, and what do we owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.lookups.card import Card
from servicedesk.screens.customer_card import contact_facts, head, need_facts, warnings
from servicedesk.screens.work_facts import last_fact, work
from servicedesk.widgets.facts import Fact, Facts

if TYPE_CHECKING:
    from servicedesk.desk import Desk

TICKETS_SHOWN = 3
NEEDS_SHOWN = 1


class CallCard(Vertical):
    """Draws a card without its history: it is read before the receptionist has said hello."""

    card: Card | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="card--head", markup=False)
        yield Facts()

    def show(self, desk: Desk, card: Card) -> None:
        """Draws this customer."""
        self.card = card
        tags = [Fact(_("Tags"), " ".join(card.tags))] if card.tags else []
        self.query_one(".card--head", Static).update(head(desk, card))
        self.query_one(Facts).show(
            [
                *warnings(card),
                *work(desk, card, TICKETS_SHOWN),
                *need_facts(card, NEEDS_SHOWN),
                last_fact(desk, card),
                *contact_facts(desk, card),
                *tags,
            ]
        )

    def show_nothing(self) -> None:
        """Draws an empty card."""
        self.card = None
        self.query_one(".card--head", Static).update("")
        self.query_one(Facts).show([])


def field_hints() -> list[tuple[str, str]]:
    """The keys while typing."""
    return [("Enter", _("to the card")), ("Esc", _("Close"))]


def card_hints(card: Card | None) -> list[tuple[str, str]]:
    """The keys on the card; without one, those for somebody who has no file yet."""
    if card is None:
        return [("Enter", _("New file")), ("u", _("Unknown caller")), ("Esc", _("to the field"))]
    count = min(len(card.tickets), TICKETS_SHOWN)
    keys = "1" if count == 1 else f"1-{count}"
    return [
        ("Enter", _("Log the call")),
        ("n", _("New ticket")),
        *([(keys, _("Open it"))] if count else []),
        ("b", _("Callback")),
        ("u", _("Unknown")),
        ("e", _("Edit")),
        ("f", _("File")),
        ("Esc", _("Back")),
    ]
