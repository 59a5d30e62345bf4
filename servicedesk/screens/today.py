"""Area 1, Today: everything that needs me now in one list, most urgent first, and the numbers of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import today
from servicedesk.lookups.today import TodayRow
from servicedesk.problems import Problem
from servicedesk.screens.moments import when_text
from servicedesk.screens.ticket_actions import TicketActions
from servicedesk.screens.today_rows import today_columns, today_counts, today_line
from servicedesk.widgets.bars import Counts
from servicedesk.widgets.rows import RowList

_AREA_OF = {"calls": "callbacks", "answered": "reports", "satisfied": "reports"}
_QUEUE_OF = {"open": "all_open", "overdue": "overdue", "resolved": "resolved_not_called"}


class TodayScreen(TicketActions):
    """Enter opens the right place; the verbs of tickets act on the ticket under the cursor."""

    AREA = 1
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tickets")

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[TodayRow] = ()

    def body(self) -> ComposeResult:
        with Vertical(classes="area"):
            yield Static(id="list-title", markup=False)
            yield RowList(today_columns(), id="today")
            yield Counts(id="numbers")

    def begin(self) -> None:
        super().begin()
        self.query_one(RowList).focus()

    def load(self) -> None:
        self.ask(lambda: today.today(self.desk), self._show, group="today", failed=self._show_failure)

    def show_counts(self, counts: today.Counts) -> None:
        super().show_counts(counts)
        self.query_one(Counts).set_counts(today_counts(counts))

    def chosen_tickets(self) -> list[int]:
        row = self._chosen
        return [row.ticket] if row and row.ticket else []

    @property
    def _chosen(self) -> TodayRow | None:
        place = self.query_one(RowList).cursor
        return self._rows[place] if place < len(self._rows) else None

    def _show(self, rows: Sequence[TodayRow]) -> None:
        kept = self._chosen
        self._rows = rows
        title = Content.assemble(
            (_("Needs you now"), "bold"), (f"   {when_text(self.desk, self.desk.now())}", "$foreground 60%")
        )
        self.query_one("#list-title", Static).update(title)
        listed = self.query_one(RowList)
        listed.clear()
        listed.put(0, [today_line(self.desk, place, row) for place, row in enumerate(rows)])
        listed.set_count(len(rows))
        if not rows:
            listed.show_message(_("Nothing is waiting for you. F2 takes a call, n opens a ticket"))
        if kept:
            same = (
                (place, row)
                for place, row in enumerate(rows)
                if (row.kind, row.number) == (kept.kind, kept.number)
            )
            listed.select_key(next((place for place, _row in same), 0))

    def _show_failure(self, problem: Problem) -> None:
        self.query_one(RowList).show_message(f"{problem.message}\n{problem.hint}", failed=True)

    @on(RowList.Opened)
    def _opened(self) -> None:
        from servicedesk.screens.callback_run import CallbackRun
        from servicedesk.screens.ticket import TicketScreen

        row = self._chosen
        if row and row.kind == "callback":
            self.app.push_screen(CallbackRun(row.number))
        elif row and row.ticket:
            self.app.push_screen(TicketScreen(row.ticket))

    @on(Counts.Chosen)
    def _number_chosen(self, message: Counts.Chosen) -> None:
        from servicedesk.screens.tickets import TicketsScreen

        if message.key in _QUEUE_OF:
            self.app.switch_mode("tickets")
            screen = self.app.screen
            if isinstance(screen, TicketsScreen):
                screen.call_after_refresh(screen.open_queue, _QUEUE_OF[message.key])
        else:
            self.app.switch_mode(_AREA_OF[message.key])
