"""How far a ticket is, in words fit for the customer and in her language: to read aloud, or to copy into a message."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import LANGUAGES, _, current_language
from servicedesk.keys import bindings_for
from servicedesk.lookups.ticket_file import Progress, progress
from servicedesk.problems import Problem, problem_text
from servicedesk.reports.progress_text import progress_text
from servicedesk.rules.text import shown
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.page import Page


class ProgressScreen(AreaScreen):
    """What the customer of one ticket may be told; nothing that only staff should read."""

    AREA = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("progress")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._found: Progress | None = None
        self._told_in = ""

    def body(self) -> ComposeResult:
        with Page(id="report"):
            yield Static(id="report-text", markup=False)

    def begin(self) -> None:
        super().begin()
        self.query_one(Page).focus()

    def load(self) -> None:
        self.ask(
            lambda: progress(self.desk, self.number), self._take, group="progress", failed=self._show_failure
        )

    def retitle(self) -> None:
        """The words about the text change with the language in use, the text is in the customer's."""
        self._show()

    def action_copy_text(self) -> None:
        if self._found:
            self.app.copy_to_clipboard(self._text(self._found))
            self.notice(_("Copied, to be put into a message"))

    def action_other_language(self) -> None:
        if self._found:
            self._told_in = next(one for one in LANGUAGES if one != self._spoken(self._found))
            self._show()

    def action_back(self) -> None:
        self.dismiss()

    def _take(self, found: Progress) -> None:
        self._found = found
        self._show()

    def _spoken(self, found: Progress) -> str:
        return self._told_in or found.language or current_language()

    def _text(self, found: Progress) -> str:
        return progress_text(self.desk, found, self._spoken(found))

    def _show(self) -> None:
        if self._found is None:
            return
        head = _("Ticket {number}, as the customer may be told").format(number=self.number)
        text = shown(self._text(self._found), keep_newlines=True)
        self.query_one("#report-text", Static).update(Content.assemble((head, "bold"), "\n\n", text))

    def _show_failure(self, problem: Problem) -> None:
        self.query_one("#report-text", Static).update(
            Content.styled(f"! {problem_text(problem)}", "$text-error")
        )
