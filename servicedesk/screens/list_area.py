"""What the areas with a long list share: pages, a filter in the query language, a preview where there is room."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from servicedesk.i18n import _
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.text import one_line
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.rows import PAGE_SIZE, Column, Row, RowList
from servicedesk.widgets.safe_text import SafeInput

if TYPE_CHECKING:
    from servicedesk.app import DeskApp

FILTER_REST_SECONDS = 0.005  # a word pasted or committed by an input method is asked for once


class FirstLook(NamedTuple):
    """The rows that are seen first, and the numbers of all rows where finding these found them too."""

    rows: Sequence[Row]
    ids: array[int] | None = None


class ListArea(AreaScreen):
    """A list of any length: its first page is drawn before all its numbers are in, and a refresh moves nothing."""

    LIST: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.ids: array[int] = array("q")
        self.filter_text = ""
        self._starts_anew = True
        self._loads = 0
        self._filter_pause: Timer | None = None

    # What a subclass gives.

    @property
    @abstractmethod
    def query_said(self) -> str:
        """The query of what the list shows."""

    @abstractmethod
    def columns(self) -> list[Column]:
        """The columns of the list."""

    @abstractmethod
    def first_rows(self, query: str, limit: int) -> list[Row]:
        """The first rows; asked in a thread. Raises Problem."""

    def first_look(self, query: str, limit: int) -> FirstLook:
        """The first rows, with whatever else is known of the list by then; asked in a thread. Raises Problem."""
        rows = self.first_rows(query, limit)
        return FirstLook(rows, array("q", (row.key for row in rows)) if len(rows) < limit else None)

    def expected_count(self) -> int | None:
        """How many rows the list has as far as the screen knows before it asks."""
        return None

    @abstractmethod
    def numbers(self, query: str) -> array[int]:
        """The numbers of all rows in order; asked in a thread. Raises Problem."""

    @abstractmethod
    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        """The rows with these numbers; asked in a thread."""

    @abstractmethod
    def explained(self, text: str) -> str:
        """What a filter means in words. Raises BadValue."""

    @abstractmethod
    def heading(self) -> Content:
        """What stands above the list."""

    @abstractmethod
    def filter_example(self) -> str:
        """What stands in the empty filter line."""

    @abstractmethod
    def nothing_text(self) -> str:
        """What to say, and to do, where there is nothing."""

    @abstractmethod
    def preview(self) -> Widget:
        """The widget beside the list."""

    @abstractmethod
    def show_preview(self, number: int | None) -> None:
        """Asks for what the preview shows of a row; of None it shows nothing."""

    @abstractmethod
    def open_row(self, number: int) -> None:
        """Opens a row on a screen of its own."""

    def side(self) -> Iterable[Widget]:
        """What stands left of the list."""
        return ()

    # The list.

    def body(self) -> ComposeResult:
        with Horizontal(classes="area"):
            yield from self.side()
            with Vertical(id="list-pane"):
                yield Static(id="list-title", markup=False)
                yield RowList(self.columns(), id=self.LIST, classes="area-list")
                yield Static(id="filter-echo", markup=False)
                yield SafeInput(self.filter_text, id="filter", placeholder=self.filter_example())
            preview = self.preview()
            preview.add_class("preview")
            yield preview

    def begin(self) -> None:
        self._starts_anew = True
        super().begin()
        self.rows.focus()

    def load(self) -> None:
        self.load_rows()

    def retitle(self) -> None:
        self.rows.set_columns(self.columns())
        self.query_one("#filter", Input).placeholder = self.filter_example()
        self._echo_filter()
        self.show_title()

    @property
    def listed_count(self) -> int:
        """How many rows the list has; while their numbers are not in yet, as many as are expected or came first."""
        return len(self.ids) or self.expected_count() or self.rows.count

    @property
    def rows(self) -> RowList:
        return self.query_one(".area-list", RowList)

    def load_rows(self, *, fresh: bool = False) -> None:
        """Asks for all numbers again; `fresh` begins at the top with the first page, as another filter does."""
        self._starts_anew = self._starts_anew or fresh
        self._loads += 1
        query = self.query_said
        if not self._starts_anew:
            self._ask_numbers(query)
            return
        if not self.rows.count:
            self.rows.show_message(_("Loading ..."))
        self.ask(
            partial(self.first_look, query, self.rows.lines_seen or PAGE_SIZE),
            partial(self._show_first, query),
            group="list",
            failed=self._show_failure,
        )

    def show_title(self) -> None:
        """Draws the line above the list anew."""
        self.query_one("#list-title", Static).update(self.heading(), layout=False)

    def _show_first(self, query: str, look: FirstLook) -> None:
        self._starts_anew = False
        self.ids = array("q")
        if look.ids is not None:
            self.rows.begin(look.rows, len(look.ids))
            self._show_numbers(look.ids)
            return
        self.rows.begin(look.rows, self.expected_count())
        if self.expected_count():
            self.show_title()
        self.call_after_refresh(self._ask_numbers_later, query, self._loads)

    def _ask_numbers_later(self, query: str, load: int) -> None:
        """Asks when the first rows are drawn, unless the list was asked for anew meanwhile."""
        if load == self._loads:
            self._ask_numbers(query, waited_for=False)

    def _ask_numbers(self, query: str, *, waited_for: bool = True) -> None:
        self.ask(
            partial(self.numbers, query),
            self._show_numbers,
            group="list",
            failed=self._show_failure,
            waited_for=waited_for,
        )

    def _show_numbers(self, ids: array[int]) -> None:
        known, self.ids = bool(self.ids), ids
        if known:
            self.rows.reload()
        self.rows.set_ids(ids)
        self.show_title()
        if not ids:
            self.rows.show_message(self.nothing_text())
            self.show_preview(None)
        elif known:
            self._preview_selected()

    def _show_failure(self, problem: Problem) -> None:
        self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True)

    @on(RowList.PageWanted, ".area-list")
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        wanted = self.ids[message.start : message.start + message.size]
        if wanted:
            self.ask(partial(self.rows_of, wanted), partial(self.rows.put, message.start), group="page")

    @on(RowList.Rested, ".area-list")
    def _preview_selected(self) -> None:
        if self.rows.selected_key is not None and self.query_one(".preview").display:
            self.show_preview(self.rows.selected_key)

    @on(RowList.Opened, ".area-list")
    def _opened(self, message: RowList.Opened) -> None:
        self.open_row(message.key)

    # The filter.

    def action_filter(self) -> None:
        self.add_class("-filtering")
        self.query_one("#filter", Input).focus()

    def set_filter(self, text: str) -> None:
        """Takes another filter, shown where there is one; the rows are for the caller to load."""
        self.filter_text = text
        self.query_one("#filter", Input).value = text
        self.set_class(bool(text), "-filtering")

    def _echo_filter(self) -> bool:
        """Says what the filter means, or what is wrong with it; whether it can be used."""
        echo, text = self.query_one("#filter-echo", Static), self.query_one("#filter", Input).value
        try:
            echo.update(Content.styled(one_line(self.explained(text)), "$foreground 60%"), layout=False)
        except Problem as problem:
            echo.update(Content.styled(one_line(f"! {problem_text(problem)}"), "$text-warning"), layout=False)
            return False
        return True

    @on(RowList.Marked, ".area-list")
    def _marked(self) -> None:
        self.show_title()

    @on(Input.Changed, "#filter")
    def _filter_changed(self) -> None:
        self._echo_filter()
        if self._filter_pause is not None:
            self._filter_pause.stop()
        self._filter_pause = self.set_timer(FILTER_REST_SECONDS, self._use_typed_filter)

    def _use_typed_filter(self) -> None:
        """Letters that wait for their turn are asked for together with these."""
        if cast("DeskApp", self.app).is_typed_ahead:
            self._filter_pause = self.set_timer(FILTER_REST_SECONDS, self._use_typed_filter)
        else:
            self._use_filter()

    def _use_filter(self) -> None:
        text = self.query_one("#filter", Input).value.strip()
        if text != self.filter_text and self._echo_filter():
            self.filter_text = text
            self.load_rows(fresh=True)

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self._use_filter()
        self.rows.focus()
        self.set_class(bool(self.filter_text), "-filtering")

    def action_drop_filter(self) -> None:
        if not self.has_class("-filtering"):
            raise SkipAction
        self.query_one("#filter", Input).value = ""
        self._use_filter()
        self.remove_class("-filtering")
        self.rows.focus()
