"""Area 2, Tickets: queues, the list, and a preview where there is room for one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from servicedesk.i18n import _, current_language, ngettext
from servicedesk.keys import bindings_for
from servicedesk.lookups import queues, tickets
from servicedesk.rules.query import explain, parse
from servicedesk.rules.text import one_line
from servicedesk.screens.list_area import FirstLook, ListArea
from servicedesk.screens.names import Names, names
from servicedesk.screens.ticket_actions import TicketActions
from servicedesk.screens.ticket_card import TicketCard, ticket_page
from servicedesk.screens.ticket_rows import ticket_columns, ticket_line
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.rows import Column, Row, RowList

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

FIRST_QUEUE, FIRST_QUERY = "all_open", "is:open"


class Whole(NamedTuple):
    """A queue without a filter, and the numbers of all its tickets."""

    query: str
    ids: array[int]


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
        self._names: tuple[tuple[int, str], Names] | None = None
        self._whole: Whole | None = None

    def side(self) -> Iterable[Widget]:
        return [RowList(self._queue_columns(), id="queues")]

    def retitle(self) -> None:
        super().retitle()
        self.query_one("#queues", RowList).set_columns(self._queue_columns())

    @property
    def query_said(self) -> str:
        """The queue's query and the filter: what the list shows."""
        known = {code: query for code, _name, query in queues.BUILT_IN}
        known |= {queue.code: queue.query for queue in self._queues}
        return f"{known.get(self._queue, FIRST_QUERY)} {self.filter_text}".strip()

    def columns(self) -> list[Column]:
        return ticket_columns()

    def first_rows(self, query: str, limit: int) -> list[Row]:
        return self._lines(tickets.tickets(self.desk, query, limit=limit))

    def numbers(self, query: str) -> array[int]:
        return tickets.numbers(self.desk, query)

    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        return self._lines(tickets.by_numbers(self.desk, numbers))

    def first_look(self, query: str, limit: int) -> FirstLook:
        """Words are looked up once: among the numbers of the queue where those are at hand, and for all rows."""
        if not self.filter_text:
            return super().first_look(query, limit)
        whole, filter_text = self._whole, self.filter_text
        ids = None
        if whole is not None and query == f"{whole.query} {filter_text}":
            ids = tickets.holding(self.desk, whole.ids, filter_text)
        if ids is None:
            return super().first_look(query, limit)
        return FirstLook(self.rows_of(ids[:limit]), ids)

    def _show_numbers(self, ids: array[int]) -> None:
        if not self.filter_text:
            self._whole = Whole(self.query_said, ids)
        super()._show_numbers(ids)

    def expected_count(self) -> int | None:
        """A queue's count stands beside its name."""
        return None if self.filter_text else self._counts.get(self._queue)

    def _lines(self, rows: Sequence[tickets.TicketRow]) -> list[Row]:
        as_of = cast("DeskApp", self.app).changes, current_language()
        if self._names is None or self._names[0] != as_of:
            self._names = as_of, names(self.desk)
        known = self._names[1]
        return [ticket_line(self.desk, row, known) for row in rows]

    def explained(self, text: str) -> str:
        return explain(parse(text))

    def filter_example(self) -> str:
        return _("status:open owner:me due:<2d words")

    def nothing_text(self) -> str:
        return _("Nothing here. n opens a new ticket, / filters, q changes the queue")

    def heading(self) -> Content:
        name = next((queue.name for queue in self._queues if queue.code == self._queue), "")
        words = _("{queue}: {count}").format(queue=one_line(name), count=self.listed_count)
        marked = len(self.rows.marks)
        more = [ngettext("{count} marked", "{count} marked", marked).format(count=marked)] if marked else []
        more += [_("filtered")] if self.filter_text else []
        more += [_("next due first")]
        return Content.assemble((words, "bold"), ("   " + "   ".join(more), "$foreground 60%"))

    @staticmethod
    def _queue_columns() -> list[Column]:
        return [Column("name", _("Queues"), 8, grow=True), Column("count", "", 5, align="right")]

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
                failed=card.show_failure,
            )

    def open_row(self, number: int) -> None:
        from servicedesk.screens.ticket import TicketScreen

        self.app.push_screen(TicketScreen(number))

    def load(self) -> None:
        self._whole = None
        super().load()
        self.ask(lambda: queues.counted(self.desk), self._show_queues, group="queues", waited_for=False)

    def chosen_tickets(self) -> list[int]:
        return self.rows.chosen_keys

    def action_import_list(self) -> None:
        from servicedesk.screens.import_kinds import TICKETS
        from servicedesk.screens.import_opening import open_import

        open_import(self, TICKETS)

    def acted_on(self, numbers: set[int]) -> None:
        self.rows.set_marks(self.rows.marks - numbers)

    def open_queue(self, code: str, filter_text: str = "") -> None:
        """Shows another queue, as the queue list, a drill-down or a saved queue asks."""
        self._queue = code
        side = self.query_one("#queues", RowList)
        place = next((place for place, queue in enumerate(self._queues) if queue.code == code), None)
        if place is not None:
            side.select_key(place)
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
            codes = [queue.code for queue in self._queues]
            side.select_key(codes.index(self._queue) if self._queue in codes else 0)
        self.show_title()

    @on(RowList.Moved, "#queues")
    def _queue_moved(self, message: RowList.Moved) -> None:
        code = self._queues[message.key].code
        if message.key == message.rows.selected_key and code != self._queue:
            self.open_queue(code, self.filter_text)

    @on(RowList.Opened, "#queues")
    def _queue_opened(self) -> None:
        self.rows.focus()

    def action_keep_queue(self) -> None:
        """What the list shows now becomes a queue of its own."""
        from servicedesk.screens.queue_form import QueueForm

        if self.filter_text:
            self.app.push_screen(QueueForm(self.query_said), self._queue_kept)
        else:
            self.notice(_("Filter the list first (/); then this keeps it as a queue"), "warning")

    def _queue_kept(self, kept: Any) -> None:
        if kept is not None:
            self._queues.append(queues.Queue(kept.code, kept.name, kept.query, True))
            self.open_queue(kept.code)

    def action_queues(self) -> None:
        offers = [(queue.code, queue.name, str(self._counts.get(queue.code, ""))) for queue in self._queues]
        self.app.push_screen(
            PickOne(_("Queues"), offers, self._queue), lambda code: self.open_queue(code) if code else None
        )
