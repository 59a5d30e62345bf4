"""A list that is asked for as a whole: its title says how many there are, a refresh keeps its place."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.problems import Problem
from servicedesk.screens.area import AreaScreen
from servicedesk.widgets.rows import PAGE_SIZE, Column, Row, RowList


class WholeList(AreaScreen):
    """A subclass gives the columns, the things and a line for each; the thing under the cursor is `chosen`."""

    LIST: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.things: Sequence[Any] = ()

    @abstractmethod
    def columns(self) -> list[Column]:
        """The columns of the list."""

    @abstractmethod
    def read(self) -> Sequence[Any]:
        """Everything the list shows; asked in a thread. Raises Problem."""

    @abstractmethod
    def line(self, place: int, thing: Any) -> Row:
        """One thing as a line; its key is its place."""

    @abstractmethod
    def heading(self) -> str:
        """What stands above the list."""

    @abstractmethod
    def nothing_text(self) -> str:
        """What to say, and to do, where there is nothing."""

    @abstractmethod
    def open_chosen(self) -> None:
        """Enter on a line."""

    def body(self) -> ComposeResult:
        with Vertical(id="list-pane"):
            yield Static(id="list-title", markup=False)
            yield RowList(self.columns(), id=self.LIST, classes="area-list whole-list")

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def chosen(self) -> Any | None:
        """The thing under the cursor; None where there is none."""
        place = self.rows.selected_key
        return None if place is None or place >= len(self.things) else self.things[place]

    def begin(self) -> None:
        super().begin()
        self.rows.focus()

    def retitle(self) -> None:
        self.rows.set_columns(self.columns())

    def load(self) -> None:
        if not self.rows.count:
            self.rows.show_message(_("Loading ..."))
        self.ask(self.read, self._show, group="list", failed=self._show_failure)

    def action_back(self) -> None:
        self.dismiss()

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.open_chosen()

    @on(RowList.PageWanted)
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        self._put(message.start, message.size)

    def _put(self, start: int, size: int) -> None:
        places = range(start, min(start + size, len(self.things)))
        self.rows.put(start, [self.line(place, self.things[place]) for place in places])

    def _show(self, found: Sequence[Any]) -> None:
        self.things = found
        self.query_one("#list-title", Static).update(Content.styled(self.heading(), "bold"))
        self.rows.clear()
        self.rows.set_ids(range(len(found)))
        self._put(0, PAGE_SIZE)
        if not found:
            self.rows.show_message(self.nothing_text())

    def _show_failure(self, problem: Problem) -> None:
        self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True)
