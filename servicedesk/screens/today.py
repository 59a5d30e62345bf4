"""Area 1, Today: everything that needs me now in one list, most urgent first, and the numbers of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from rich.cells import cell_len
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
from servicedesk.rules.text import one_line
from servicedesk.screens.moments import when_text
from servicedesk.screens.names import Names, names, names_in
from servicedesk.screens.ticket_actions import TicketActions
from servicedesk.screens.today_rows import today_columns, today_counts, today_key, today_line
from servicedesk.widgets.bars import Counts
from servicedesk.widgets.rows import RowList

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

_AREA_OF = {"calls": "callbacks", "resolved": "reports", "answered": "reports", "satisfied": "reports"}
_GAP = 3
_QUEUE_OF = {"open": "all_open", "overdue": "overdue"}


class TodayPage(NamedTuple):
    """What is due, and the names in it."""

    rows: Sequence[TodayRow]
    names: Names


class TodayScreen(TicketActions):
    """Enter opens the right place; the verbs of tickets act on the marked tickets, else the one under the cursor."""

    AREA = 1
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tickets")

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, TodayRow] = {}

    def body(self) -> ComposeResult:
        with Vertical(classes="area"):
            yield Static(id="list-title", markup=False)
            yield RowList(today_columns(), id="today")
            yield Counts(id="numbers")

    def begin(self) -> None:
        self.listed.show_message(_("Loading ..."))
        super().begin()
        self.listed.focus()

    def retitle(self) -> None:
        self.listed.set_columns(today_columns())

    def load(self) -> None:
        first = cast("DeskApp", self.app).take_first_look()
        if first is not None:
            page = TodayPage(first.rows, names_in(first.staff, first.teams))
            self.post_message(self.Answered(self._show, page))
            return
        self.ask(
            lambda: TodayPage(today.today(self.desk), names(self.desk)),
            self._show,
            group="today",
            failed=self._show_failure,
        )

    def show_counts(self, counts: today.Counts) -> None:
        super().show_counts(counts)
        self.query_one(Counts).set_counts(today_counts(counts))

    def chosen_tickets(self) -> list[int]:
        chosen = [self._rows[key] for key in self.listed.chosen_keys if key in self._rows]
        return list(dict.fromkeys(row.ticket for row in chosen if row.ticket))

    def acted_on(self, numbers: set[int]) -> None:
        done = {key for key, row in self._rows.items() if row.ticket in numbers}
        self.listed.set_marks(self.listed.marks - done)

    @property
    def listed(self) -> RowList:
        """The list of what is due."""
        return self.query_one("#today", RowList)

    def _show(self, page: TodayPage) -> None:
        self._rows = {today_key(row): row for row in page.rows}
        title = Content.assemble(
            (_("Needs you now"), "bold"),
            (f"   {when_text(self.desk, self.desk.now())}   {_('most urgent first')}", "$foreground 60%"),
        )
        self._show_title(title)
        self.listed.reload()
        self.listed.set_ids(list(self._rows))
        self.listed.put(0, [today_line(self.desk, row, page.names) for row in page.rows])
        if not page.rows:
            self.listed.show_message(_("Nothing is waiting for you. F2 takes a call, n opens a ticket"))

    def _show_title(self, title: Content) -> None:
        """The title, and at the right the firm's motto where there is room for it (R199)."""
        line, motto = self.query_one("#list-title", Static), one_line(self.desk.firm.motto)
        gap = line.content_size.width - title.cell_length - cell_len(motto)
        if motto and gap >= _GAP:
            title = Content.assemble(title, " " * gap, (motto, "$foreground 60%"))
        line.update(title, layout=False)

    def _show_failure(self, problem: Problem) -> None:
        self.listed.show_message(f"{problem.message}\n{problem.hint}", failed=True)

    @on(RowList.Opened)
    def _opened(self, message: RowList.Opened) -> None:
        from servicedesk.screens.callback_run import CallbackRun
        from servicedesk.screens.ticket import TicketScreen

        row = self._rows.get(message.key)
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
