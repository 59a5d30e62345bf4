"""Two files side by side, to see whether they are of one person: joined by one key, told apart by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.duplicates import ONE_PERSON, Likeness, likeness, portrait, reason_words
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.customer_card import CustomerCard, CustomerPage, customer_page
from servicedesk.screens.join_form import JoinForm, joined_words
from servicedesk.screens.telling_apart import TellingApart
from servicedesk.widgets.timeline import Timeline

if TYPE_CHECKING:
    from servicedesk.operations.merging import Merged

Pages = tuple[CustomerPage, CustomerPage]


class PairScreen(TellingApart, AreaScreen):
    """Shows both files as their own screens would; gives back what was done in words, None where it was left."""

    AREA = 3
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("duplicates", "pair")

    def __init__(self, number: int, other: int) -> None:
        super().__init__()
        self._pair = (number, other)

    def body(self) -> ComposeResult:
        yield Static(id="pair-title", markup=False)
        with Horizontal(id="pair", classes="area"):
            yield CustomerCard(more="f", id="one")
            yield CustomerCard(more="f", id="two")

    def begin(self) -> None:
        super().begin()
        self.query(Timeline).first().focus()

    def load(self) -> None:
        self.ask(self._pages, self._show, group="pair", failed=self._show_failure)

    def pair(self) -> tuple[int, int]:
        return self._pair

    def action_back(self) -> None:
        self.dismiss(None)

    def action_join_pair(self) -> None:
        self.app.push_screen(JoinForm(*self._pair), self._joined)

    def action_whole_files(self) -> None:
        """Both files in full, or both histories again; the one with the focus scrolls, Tab goes to the other."""
        cards = self.query(CustomerCard)
        for card in cards:
            card.turn()
        cards.first().focus_shown()

    def settled(self, words: str) -> None:
        self.dismiss(words)

    def _joined(self, done: Merged | None) -> None:
        if done is not None:
            self.settled(joined_words(done))

    def _pages(self) -> Pages:
        one, two = (customer_page(self.desk, number) for number in self._pair)
        return one, two

    def _show(self, pages: Pages) -> None:
        for name, page in zip(("#one", "#two"), pages, strict=True):
            self.query_one(name, CustomerCard).show(self.desk, page)
        found = _likeness(pages)
        sure = _("probably one person") if found.score >= ONE_PERSON else _("probably two people")
        words = "  ".join(filter(None, (f"{found.score:.2f}", sure, reason_words(found.reasons))))
        self.query_one("#pair-title", Static).update(Content.styled(words, "bold"))

    def _show_failure(self, problem: Problem) -> None:
        words = Content.styled(f"! {problem_text(problem)}", "$text-error")
        self.query_one("#pair-title", Static).update(words)


def _likeness(pages: Pages) -> Likeness:
    one, two = (
        portrait(
            file.number,
            file.row.name,
            kind=file.row.kind,
            phones=[phone.number for phone in file.phones],
            emails=[email.address for email in file.emails],
            premises=[place.text for place in file.premises],
            birthday=file.row.birthday,
        )
        for file in (page.card.file for page in pages)
    )
    return likeness(one, two)
