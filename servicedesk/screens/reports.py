"""Area 5, Reports: the daily report of any day, as it is printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from servicedesk.keys import bindings_for
from servicedesk.problems import Problem
from servicedesk.rules.text import shown
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.page import Page


class ReportsScreen(AreaScreen):
    """Left and Right go from day to day; today is counted as at this minute."""

    AREA = 5
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reports")

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None

    def body(self) -> ComposeResult:
        with Page(id="report"):
            yield Static(id="report-text", markup=False)

    def begin(self) -> None:
        super().begin()
        self.query_one(Page).focus()

    @property
    def day(self) -> date:
        """The day that is shown, in the firm's zone."""
        return self._day or self.desk.local(self.desk.now()).date()

    def load(self) -> None:
        day = self.day
        self.ask(lambda: self._text(day), self._show, group="report", failed=self._show_failure)

    def action_day(self, step: int) -> None:
        today = self.desk.local(self.desk.now()).date()
        self._day = min(self.day + timedelta(days=step), today)
        self.load()

    def action_today(self) -> None:
        self._day = None
        self.load()

    def _text(self, day: date) -> str:
        from servicedesk.reports.daily import daily
        from servicedesk.reports.text import as_text

        return as_text(daily(self.desk, day))

    def _show(self, text: str) -> None:
        self.query_one("#report-text", Static).update(Content(text))

    def _show_failure(self, problem: Problem) -> None:
        words = Content.styled(f"! {shown(problem.message)}\n  {shown(problem.hint)}", "$text-error")
        self.query_one("#report-text", Static).update(words)
