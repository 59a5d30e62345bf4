"""Area 4, Callbacks: what we owe by phone, in order, and the way into run mode."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import N_, _
from servicedesk.keys import bindings_for
from servicedesk.lookups import callbacks
from servicedesk.lookups.callbacks import CallbackRow
from servicedesk.rules.when import read_when
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.callback_rows import callback_columns, callback_line, run_card_lines
from servicedesk.screens.moments import when_text
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.rows import Column, Row, RowList

if TYPE_CHECKING:
    from servicedesk.operations.callbacks import CallbackActed


class CallList(NamedTuple):
    """One way to look at the calls: by when, whose, and in which state."""

    code: str
    name: str
    due: str
    owner: str = ""
    state: str = "due"


LISTS = (
    CallList("today", N_("Due today"), "today"),
    CallList("overdue", N_("Overdue"), "overdue"),
    CallList("mine", N_("Mine"), "today", owner="me"),
    CallList("week", N_("This week"), "week"),
    CallList("all", N_("All to come"), "all"),
    CallList("decide", N_("Decide"), "all", state="given_up"),
    CallList("done", N_("Done"), "all", state="done"),
)


class CallbacksScreen(AreaScreen):
    """Enter calls the one under the cursor, `s` the next that is due; one key ends each call."""

    AREA = 4
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("callbacks")

    def __init__(self) -> None:
        super().__init__()
        self._list = LISTS[0]
        self._ids: array[int] = array("q")
        self._counts: list[int] = []

    def body(self) -> ComposeResult:
        with Horizontal(classes="area"):
            columns = [Column("name", _("Lists"), 8, grow=True), Column("count", "", 5, align="right")]
            yield RowList(columns, id="queues")
            with Vertical(id="list-pane"):
                yield Static(id="list-title", markup=False)
                yield RowList(callback_columns(), id="callbacks")
            yield Static(id="preview", classes="call-card preview", markup=False)

    def begin(self) -> None:
        super().begin()
        self.rows.focus()

    @property
    def rows(self) -> RowList:
        return self.query_one("#callbacks", RowList)

    def load(self) -> None:
        self.ask(self._count_lists, self._show_lists, group="lists")
        chosen = self._list
        self.ask(
            lambda: callbacks.numbers(self.desk, due=chosen.due, owner=chosen.owner, state=chosen.state),
            self._show_ids,
            group="ids",
            failed=lambda problem: self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True),
        )

    def _count_lists(self) -> list[int]:
        return [callbacks.count(self.desk, due=one.due, owner=one.owner, state=one.state) for one in LISTS]

    def _show_lists(self, counts: list[int]) -> None:
        self._counts = counts
        side = self.query_one("#queues", RowList)
        lines = zip(LISTS, counts, strict=True)
        side.put(0, [Row(place, (_(one.name), str(count))) for place, (one, count) in enumerate(lines)])
        side.set_count(len(LISTS))

    def _show_ids(self, ids: array[int]) -> None:
        again = bool(self._ids)
        self._ids = ids
        if again:
            self.rows.reload()
        self.rows.set_ids(ids)
        title = _("{queue}: {count}").format(queue=_(self._list.name), count=len(ids))
        self.query_one("#list-title", Static).update(Content.styled(title, "bold"))
        if not ids:
            self.rows.show_message(_("Nobody is waiting for a call here"))
            self.query_one("#preview", Static).update("")

    @on(RowList.PageWanted, "#callbacks")
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        start, wanted = message.start, self._ids[message.start : message.start + message.size]
        if wanted:
            self.ask(
                lambda: callbacks.by_numbers(self.desk, wanted),
                lambda found: self._put(start, found),
                group="page",
            )

    def _put(self, start: int, found: Sequence[CallbackRow]) -> None:
        self.rows.put(start, [callback_line(self.desk, row) for row in found])

    @on(RowList.Rested, "#queues")
    def _list_rested(self, message: RowList.Rested) -> None:
        self._choose(LISTS[message.key])

    @on(RowList.Opened, "#queues")
    def _list_opened(self) -> None:
        self.rows.focus()

    @on(RowList.Rested, "#callbacks")
    def _preview(self, message: RowList.Rested) -> None:
        preview = self.query_one("#preview", Static)
        if preview.display:
            self.ask(
                lambda: callbacks.run_card(self.desk, message.key),
                lambda card: preview.update(Content("\n").join(run_card_lines(self.desk, card))),
                group="preview",
            )

    @on(RowList.Opened, "#callbacks")
    def _opened(self, message: RowList.Opened) -> None:
        self._run(message.key)

    def action_run(self) -> None:
        if self.rows.selected_key is not None:
            self._run(self.rows.selected_key)

    def action_run_next(self) -> None:
        self._run(None)

    def action_lists(self) -> None:
        counts = self._counts or [0] * len(LISTS)
        offers = [(one.code, _(one.name), str(count)) for one, count in zip(LISTS, counts, strict=True)]
        picked = {one.code: one for one in LISTS}
        self.app.push_screen(
            PickOne(_("Lists"), offers, self._list.code),
            lambda code: self._choose(picked[code]) if code else None,
        )

    def action_reschedule(self) -> None:
        number = self.rows.selected_key
        if number is None:
            return
        prompt = TextPrompt(
            _("Another time: why?"),
            when="",
            when_label=_("Call at"),
            echo=lambda said: when_text(self.desk, self._read(said)),
        )
        self.app.push_screen(prompt, lambda values: self._reschedule(number, values) if values else None)

    def action_cancel(self) -> None:
        number = self.rows.selected_key
        if number is not None:
            self.app.push_screen(
                TextPrompt(_("Cancel: why?")),
                lambda values: self._cancel(number, values["text"]) if values else None,
            )

    def action_open_ticket(self) -> None:
        from servicedesk.screens.ticket import TicketScreen

        self._with_selected(lambda row: row.ticket and self.app.push_screen(TicketScreen(row.ticket)))

    def action_open_customer(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        self._with_selected(lambda row: self.app.push_screen(CustomerScreen(row.customer_number)))

    def _with_selected(self, then: Callable[[CallbackRow], object]) -> None:
        number = self.rows.selected_key
        if number is not None:
            self.ask(
                lambda: callbacks.callback(self.desk, number),
                lambda row: (then(row), None)[1],
                group="selected",
            )

    def _choose(self, chosen: CallList) -> None:
        if chosen != self._list:
            self._list = chosen
            self._ids = array("q")
            self.rows.clear()
            self.load()

    def _run(self, number: int | None) -> None:
        from servicedesk.screens.callback_run import CallbackRun

        self.app.push_screen(CallbackRun(number))

    def _read(self, said: str) -> datetime:
        return read_when(said, self.desk.local(self.desk.now()))

    def _reschedule(self, number: int, values: dict[str, str]) -> None:
        def work() -> CallbackActed:
            from servicedesk.operations import callbacks as operations

            return operations.reschedule(self.desk, number, self._read(values["when"]), values["text"])

        self.act(work, lambda acted: self._did(_("Callback moved"), acted))

    def _cancel(self, number: int, reason: str) -> None:
        def work() -> CallbackActed:
            from servicedesk.operations import callbacks as operations

            return operations.cancel(self.desk, number, reason)

        self.act(work, lambda acted: self._did(_("Callback cancelled"), acted))

    def _did(self, words: str, acted: CallbackActed) -> None:
        self.saved(" · ".join([words, *acted.notes]))
        self.load()
