"""A customer's statement on the screen: to read aloud, and to write into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups.statements import Statement
from servicedesk.problems import Problem, problem_text
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.page import Page
from servicedesk.widgets.prompt import TextPrompt


class StatementScreen(AreaScreen):
    """Everything we hold of one customer and why, in the language in use."""

    AREA = 3
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("statement")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._made: Statement | None = None

    def body(self) -> ComposeResult:
        with Page(id="report"):
            yield Static(id="report-text", markup=False)

    def begin(self) -> None:
        super().begin()
        self.query_one(Page).focus()

    def load(self) -> None:
        """Made once, since the history keeps that it was made; a change of language only says it anew."""
        if self._made is None:
            self.act(self._make, self._show, failed=self._show_failure)
        else:
            self._show(self._made)

    def action_save(self) -> None:
        default = f"statement-C{self.number}.md"
        prompt = TextPrompt(_("Write the statement into which file?"), default, label=_("Path of the file"))
        self.app.push_screen(prompt, self._write)

    def action_back(self) -> None:
        self.dismiss()

    def _make(self) -> Statement:
        from servicedesk.operations.statements import make_statement

        return make_statement(self.desk, self.number)

    def _show(self, made: Statement) -> None:
        from servicedesk.reports.statement_formats import as_text

        self._made = made
        self.query_one("#report-text", Static).update(Content(as_text(self.desk, made)))

    def _show_failure(self, problem: Problem) -> None:
        self.query_one("#report-text", Static).update(
            Content.styled(f"! {problem_text(problem)}", "$text-error")
        )

    def _write(self, values: dict[str, str] | None) -> None:
        made = self._made
        if values is None or made is None:
            return

        def work() -> Path:
            from servicedesk.reports.statement_formats import save

            output = " ".join(values["text"].split())
            form = {"json": "json", "txt": "text"}.get(output.rpartition(".")[2].lower(), "md")
            return save(self.desk, made, form, output)

        def told(path: Any) -> None:
            self.notice(_("Statement written to {path}").format(path=path), "done")

        self.act(work, told)
