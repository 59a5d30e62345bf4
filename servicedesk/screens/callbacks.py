"""Area 4, Callbacks: what we owe by phone, in order, and the way into run mode."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from servicedesk.i18n import N_, _
from servicedesk.keys import bindings_for
from servicedesk.lookups import callbacks
from servicedesk.lookups.callbacks import CallbackRow
from servicedesk.problems import Problem
from servicedesk.rules.when import read_when
from servicedesk.screens.callback_card import CallbackCard, call_page
from servicedesk.screens.callback_rows import callback_columns, callback_line
from servicedesk.screens.list_area import ListArea
from servicedesk.screens.moments import when_text
from servicedesk.screens.names import names
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.rows import Column, Row, RowList

if TYPE_CHECKING:
    from servicedesk.operations.callbacks import CallbackActed

Values = dict[str, str]


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


class CallbacksScreen(ListArea):
    """Enter calls the one under the cursor, `s` the next that is due; one key ends each call."""

    AREA = 4
    LIST = "callbacks"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("callbacks")

    def __init__(self) -> None:
        super().__init__()
        self._list = LISTS[0]
        self._counts = [0] * len(LISTS)

    # The list.

    def side(self) -> Iterable[Widget]:
        return [RowList(_side_columns(), id="queues")]

    def retitle(self) -> None:
        super().retitle()
        self.query_one("#queues", RowList).set_columns(_side_columns())

    @property
    def query_said(self) -> str:
        return self._list.code

    def columns(self) -> list[Column]:
        return callback_columns()

    def first_rows(self, query: str, limit: int) -> list[Row]:  # noqa: ARG002
        one = self._list
        return self._lines(
            callbacks.callbacks(self.desk, due=one.due, owner=one.owner, state=one.state, limit=limit)
        )

    def numbers(self, query: str) -> array[int]:  # noqa: ARG002
        one = self._list
        return callbacks.numbers(self.desk, due=one.due, owner=one.owner, state=one.state)

    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        return self._lines(callbacks.by_numbers(self.desk, numbers))

    def explained(self, text: str) -> str:
        return text

    def filter_example(self) -> str:
        return ""

    def nothing_text(self) -> str:
        return _(
            "Nobody is waiting for a call here. q changes the list; b on a ticket or a customer promises a call"
        )

    def heading(self) -> Content:
        words = _("{queue}: {count}").format(queue=_(self._list.name), count=self.listed_count)
        return Content.assemble((words, "bold"), ("   " + _("next due first"), "$foreground 60%"))

    def preview(self) -> CallbackCard:
        return CallbackCard(id="preview")

    def show_preview(self, number: int | None) -> None:
        card = self.query_one(CallbackCard)
        if number is None:
            card.show_words("", "")
        else:
            self.ask(
                lambda: call_page(self.desk, number),
                lambda page: card.show(self.desk, page),
                group="preview",
                failed=card.show_failure,
            )

    def open_row(self, number: int) -> None:
        """A call that is due is made; one given up waits for a decision; of one that is done there is the file."""
        if self._list.state == "due":
            self._run(number)
        elif self._list.state == "done":
            self.action_open_customer()
        else:
            offers = [
                ("reschedule", _("Another time")),
                ("cancel", _("Cancel")),
                ("open_customer", _("Customer file")),
            ]
            self.app.push_screen(PickOne(_("What shall become of this call?"), offers), self._decide)

    def _decide(self, verb: str | None) -> None:
        if verb:
            getattr(self, f"action_{verb}")()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "run":
            return self._list.state == "due"
        if action in {"reschedule", "cancel"}:
            return self._list.state != "done"
        return super().check_action(action, parameters)

    def load(self) -> None:
        super().load()
        self.ask(self._count_lists, self._show_lists, group="lists")

    def _lines(self, rows: Sequence[CallbackRow]) -> list[Row]:
        known = names(self.desk)
        return [callback_line(self.desk, row, known) for row in rows]

    # The lists beside it.

    def _count_lists(self) -> list[int]:
        return [callbacks.count(self.desk, due=one.due, owner=one.owner, state=one.state) for one in LISTS]

    def _show_lists(self, counts: list[int]) -> None:
        self._counts = counts
        side = self.query_one("#queues", RowList)
        lines = zip(LISTS, counts, strict=True)
        side.put(0, [Row(place, (_(one.name), str(count))) for place, (one, count) in enumerate(lines)])
        side.set_count(len(LISTS))

    @on(RowList.Rested, "#queues")
    def _list_rested(self, message: RowList.Rested) -> None:
        self._choose(LISTS[message.key])

    @on(RowList.Opened, "#queues")
    def _list_opened(self) -> None:
        self.rows.focus()

    def action_lists(self) -> None:
        lines = zip(LISTS, self._counts, strict=True)
        offers = [(str(place), _(one.name), str(count)) for place, (one, count) in enumerate(lines)]
        self.app.push_screen(
            PickOne(_("Lists"), offers, str(LISTS.index(self._list))),
            lambda place: self._choose(LISTS[int(place)]) if place else None,
        )

    def _choose(self, chosen: CallList) -> None:
        if chosen != self._list:
            self._list = chosen
            self.query_one("#queues", RowList).select_key(LISTS.index(chosen))
            self.load_rows(fresh=True)
            self.refresh_bindings()
            self._follow_focus()

    # The verbs.

    def action_run(self) -> None:
        if self.rows.selected_key is not None:
            self.open_row(self.rows.selected_key)

    def action_run_next(self) -> None:
        self._run(None)

    def action_reschedule(self) -> None:
        self._ask_words("reschedule", _("Another time: why?"), self._reschedule, when="")

    def action_cancel(self) -> None:
        self._ask_words("cancel", _("Cancel: why?"), self._cancel)

    def action_open_ticket(self) -> None:
        self._with_selected(self._open_ticket)

    def action_open_customer(self) -> None:
        from servicedesk.screens.customer import CustomerScreen

        self._with_selected(lambda row: self.app.push_screen(CustomerScreen(row.customer_number)))

    def _open_ticket(self, row: CallbackRow) -> None:
        from servicedesk.screens.ticket import TicketScreen

        if row.ticket:
            self.app.push_screen(TicketScreen(row.ticket))
        else:
            self.notice(_("This call belongs to no ticket"), "warning")

    def _with_selected(self, then: Callable[[CallbackRow], object]) -> None:
        number = self.rows.selected_key
        if number is not None:
            self.ask(
                lambda: callbacks.callback(self.desk, number), lambda row: _just(then(row)), group="opening"
            )

    def _run(self, number: int | None) -> None:
        from servicedesk.screens.callback_run import CallbackRun

        self.app.push_screen(CallbackRun(number))

    def _read(self, said: str) -> datetime:
        return read_when(said, self.desk.local(self.desk.now()))

    def _ask_words(
        self, verb: str, title: str, act: Callable[[int, Values], CallbackActed], *, when: str | None = None
    ) -> None:
        """Asks why (and when), then acts in a thread; what was typed survives Esc and a refusal."""
        number = self.rows.selected_key
        if number is None:
            return
        key = f"call-{verb}:{number}"
        draft = self.drafts.kept(key)

        def failed(values: Values, problem: Problem) -> None:
            self.drafts.keep(key, values)
            self.tell_problem(problem)

        def answered(values: Values | None) -> None:
            if values is not None:
                work, done = lambda: act(number, values), lambda acted: self._did(key, values, acted)
                self.act(work, done, failed=lambda problem: failed(values, problem))

        prompt = TextPrompt(
            title,
            draft.get("text", ""),
            when=None if when is None else draft.get("when", when),
            when_label=_("Call at"),
            echo=lambda said: when_text(self.desk, self._read(said)),
            keep=lambda values: self.drafts.keep(key, values),
        )
        self.app.push_screen(prompt, answered)

    def _reschedule(self, number: int, values: Values) -> CallbackActed:
        from servicedesk.operations import callbacks as operations

        return operations.reschedule(self.desk, number, self._read(values["when"]), values["text"])

    def _cancel(self, number: int, values: Values) -> CallbackActed:
        from servicedesk.operations import callbacks as operations

        return operations.cancel(self.desk, number, values["text"])

    def _did(self, key: str, values: Values, acted: CallbackActed) -> None:
        if acted.already:  # a colleague was first, and what was typed for it stands nowhere else
            self.drafts.keep(key, values)
            self.notice(_("Nothing to do: it is so already"))
        else:
            self.drafts.drop(key)
            done = _("Callback {number} cancelled") if "cancel" in key else _("Callback {number} moved")
            self.saved(" · ".join([done.format(number=acted.callback.id), *acted.notes]))
        self.load()


def _side_columns() -> list[Column]:
    return [Column("name", _("Lists"), 8, grow=True), Column("count", "", 5, align="right")]


def _just(_value: object) -> None:
    return None
