"""Possible duplicates: every two files that may be of one person, likeliest first, with the reasons."""

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
from servicedesk.lookups import duplicates
from servicedesk.lookups.duplicates import Duplicate, Side
from servicedesk.problems import Problem
from servicedesk.rules.duplicates import reason_words
from servicedesk.rules.text import one_line
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.telling_apart import TellingApart
from servicedesk.widgets.rows import Column, Row, RowList


class DuplicatesScreen(TellingApart, AreaScreen):
    """The desk is scanned once when it opens; what is joined or told apart since leaves the list."""

    AREA = 3
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("duplicates")

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Duplicate] | None = None

    def body(self) -> ComposeResult:
        with Vertical(id="list-pane"):
            yield Static(id="list-title", markup=False)
            yield RowList(_columns(), id="duplicates", classes="area-list")
            yield Static(id="pair-reasons", markup=False)

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def begin(self) -> None:
        super().begin()
        self.rows.focus()

    def retitle(self) -> None:
        self.rows.set_columns(_columns())

    def load(self) -> None:
        found = self._found
        if found is None:
            self.rows.show_message(_("Comparing all files ..."))
        self.ask(
            lambda: (
                duplicates.duplicates(self.desk) if found is None else duplicates.still_open(self.desk, found)
            ),
            self._show,
            group="duplicates",
            failed=self._show_failure,
        )

    def pair(self) -> tuple[int, int] | None:
        place = self.rows.selected_key
        if place is None or not self._found:
            return None
        chosen = self._found[place]
        return chosen.a.number, chosen.b.number

    def action_back(self) -> None:
        self.dismiss()

    def action_join_pair(self) -> None:
        from servicedesk.screens.duplicate_pair import PairScreen

        pair = self.pair()
        if pair:
            self.app.push_screen(PairScreen(*pair), self.settled_elsewhere)

    @on(RowList.Moved)
    def _tell_reasons(self) -> None:
        """In full below the list, where its column is too narrow for them."""
        place, found = self.rows.selected_key, self._found or ()
        words = reason_words(found[place].reasons) if place is not None and place < len(found) else ""
        line = self.query_one("#pair-reasons", Static)
        line.update(
            Content.styled(_("Reasons: {words}").format(words=words) if words else "", "$foreground 60%")
        )

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_join_pair()

    @on(RowList.PageWanted)
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        self._put(message.start, message.size)

    def _put(self, start: int, size: int) -> None:
        found = self._found or ()
        places = range(start, min(start + size, len(found)))
        self.rows.put(start, [_line(place, found[place]) for place in places])

    def _show(self, found: Sequence[Duplicate]) -> None:
        chosen = self.pair()
        self._found = found
        title = _("Possible duplicates: {count}").format(count=len(found))
        self.query_one("#list-title", Static).update(Content.styled(title, "bold"))
        self.rows.clear()
        self.rows.set_ids(range(len(found)))
        self._put(0, len(found) if len(found) < 200 else 200)
        if not found:
            self.rows.show_message(_("No two files look like one person"))
        pairs = [(one.a.number, one.b.number) for one in found]
        if chosen in pairs:
            self.rows.select_key(pairs.index(chosen))
        self._tell_reasons()

    def _show_failure(self, problem: Problem) -> None:
        self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True)


def _columns() -> list[Column]:
    return [
        Column("score", _("Score"), 5, align="right"),
        Column("a", _("Customer"), 18, grow=True),
        Column("b", _("And"), 18, grow=True),
        Column("why", _("Reasons"), 24, grow=True, min_width=100),
    ]


def _line(place: int, pair: Duplicate) -> Row:
    cells = (f"{pair.score:.2f}", _name(pair.a), _name(pair.b), reason_words(pair.reasons))
    return Row(place, cells, style=("", "", "", "muted"))


def _name(side: Side) -> str:
    return one_line(f"C{side.number} {side.name}".rstrip())
