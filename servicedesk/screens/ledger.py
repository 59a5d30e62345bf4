"""Why the promises of a ticket fall due when they do, stretch by stretch, and how it would be otherwise."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import sla
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.codes import codes, label
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.page import Page


class LedgerScreen(AreaScreen):
    """The ledger of one ticket; another priority or calendar is only supposed, nothing is changed."""

    AREA = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("ledger")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._what_if = sla.WhatIf()

    def body(self) -> ComposeResult:
        with Page(id="report"):
            yield Static(id="report-text", markup=False)

    def begin(self) -> None:
        super().begin()
        self.query_one(Page).focus()

    def load(self) -> None:
        what_if = self._what_if
        self.ask(lambda: self._text(what_if), self._show, group="ledger", failed=self._show_failure)

    def retitle(self) -> None:
        """The text is made anew with the rest."""

    def action_suppose_priority(self) -> None:
        offers = [(code, label("priority", code)) for code in codes("priority")]
        self._pick(_("Another priority"), offers, "priority")

    def action_suppose_calendar(self) -> None:
        offers = [(name, name) for name in self.desk.calendars]
        self._pick(_("Another calendar"), offers, "calendar")

    def action_as_it_is(self) -> None:
        self._what_if = sla.WhatIf()
        self.load()

    def action_back(self) -> None:
        self.dismiss()

    def _pick(self, title: str, offers: list[tuple[str, str]], field: str) -> None:
        from servicedesk.widgets.dialogs import PickOne

        def picked(value: str | None) -> None:
            if value:
                self._what_if = self._what_if._replace(**{field: value})
                self.load()

        self.app.push_screen(PickOne(title, offers, getattr(self._what_if, field)), picked)

    def _text(self, what_if: sla.WhatIf) -> Content:
        from servicedesk.reports.ledger_text import as_text

        head = _("Ticket {number}").format(number=self.number)
        return Content.assemble(
            (head, "bold"), "\n", as_text(self.desk, sla.explain(self.desk, self.number, what_if))
        )

    def _show(self, text: Content) -> None:
        self.query_one("#report-text", Static).update(text)

    def _show_failure(self, problem: Problem) -> None:
        self._show(Content.styled(f"! {problem_text(problem)}", "$text-error"))
