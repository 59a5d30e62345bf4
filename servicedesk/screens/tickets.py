"""Area 2, Tickets: queues, the list, and a preview where there is room for one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups import queues, tickets
from servicedesk.rules.query import explain, parse
from servicedesk.screens.list_area import ListArea
from servicedesk.screens.ticket_actions import TicketActions
from servicedesk.screens.ticket_card import TicketCard, ticket_page
from servicedesk.screens.ticket_rows import ticket_columns, ticket_line
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.rows import Column, Row, RowList

FIRST_QUEUE = "all_open"


class TicketsScreen(TicketActions, ListArea):
    """One queue at a time, narrowed by a filter in the query language; verbs act on the marks or the line."""

    AREA = 2
    LIST = "tickets"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tickets", "list", "ticket_list")

    def __init__(self) -> None:
        super().__init__()
        self._queues: list[queues.Queue] = []
        self._counts: dict[str, int] = {}
        self._queue = FIRST_QUEUE

    def side(self) -> Iterable[Widget]:
        columns = [Column("name", _("Queues"), 8, grow=True), Column("count", "", 5, align="right")]
        return [RowList(columns, id="queues")]

    def begin(self) -> None:
        self._queues = []
        super().begin()

    @property
    def query_said(self) -> str:
        """The queue's query and the filter: what the list shows."""
        base = next((queue.query for queue in self._queues if queue.code == self._queue), "is:open")
        return f"{base} {self.filter_text}".strip()

    def columns(self) -> list[Column]:
        return ticket_columns()

    def first_rows(self, query: str, limit: int) -> list[Row]:
        return [ticket_line(self.desk, row) for row in tickets.tickets(self.desk, query, limit=limit)]

    def numbers(self, query: str) -> array[int]:
        return tickets.numbers(self.desk, query)

    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        return [ticket_line(self.desk, row) for row in tickets.by_numbers(self.desk, numbers)]

    def explained(self, text: str) -> str:
        return explain(parse(text))

    def filter_example(self) -> str:
        return _("status:open owner:me due:<2d words")

    def nothing_text(self) -> str:
        return _("Nothing here. n opens a new ticket, / filters, q changes the queue")

    def heading(self) -> Content:
        name = next((queue.name for queue in self._queues if queue.code == self._queue), "")
        count = len(self.ids) if self.ids else self._counts.get(self._queue, 0)
        words = _("{queue}: {count}").format(queue=name, count=count)
        return Content.assemble((words, "bold"), ("   " + _("next due first"), "$foreground 60%"))

    def preview(self) -> TicketCard:
        return TicketCard()

    def show_preview(self, number: int | None) -> None:
        card = self.query_one(TicketCard)
        if number is None:
            card.show_nothing()
        else:
            self.ask(
                lambda: ticket_page(self.desk, number),
                lambda page: card.show(self.desk, page),
                group="preview",
            )

    def open_row(self, number: int) -> None:
        from servicedesk.screens.ticket import TicketScreen

        self.app.push_screen(TicketScreen(number))

    def load(self) -> None:
        self.ask(lambda: queues.counted(self.desk), self._show_queues, group="queues")

    def chosen_tickets(self) -> list[int]:
        return self.rows.chosen_keys

    def open_queue(self, code: str, filter_text: str = "") -> None:
        """Shows another queue, as the queue list, a drill-down or a saved queue asks."""
        self._queue = code
        self.set_filter(filter_text)
        self.load_rows(fresh=True)

    def _show_queues(self, found: Sequence[tuple[queues.Queue, int]]) -> None:
        first = not self._queues
        self._queues = [queue for queue, _count in found]
        self._counts = {queue.code: count for queue, count in found}
        side = self.query_one("#queues", RowList)
        side.put(0, [Row(place, (queue.name, str(count))) for place, (queue, count) in enumerate(found)])
        side.set_count(len(found))
        if first:
            side.select_key(next(i for i, queue in enumerate(self._queues) if queue.code == self._queue))
        self.show_title()
        self.load_rows(fresh=first)

    @on(RowList.Rested, "#queues")
    def _queue_rested(self, message: RowList.Rested) -> None:
        code = self._queues[message.key].code
        if code != self._queue:
            self.open_queue(code)

    @on(RowList.Opened, "#queues")
    def _queue_opened(self) -> None:
        self.rows.focus()

    def action_queues(self) -> None:
        offers = [(queue.code, queue.name, str(self._counts.get(queue.code, ""))) for queue in self._queues]
        self.app.push_screen(
            PickOne(_("Queues"), offers, self._queue), lambda code: self.open_queue(code) if code else None
        )
