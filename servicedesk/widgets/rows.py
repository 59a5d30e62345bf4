"""The virtual list: draws the lines that are seen, asks for pages it lacks, keeps its place on refresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer

from servicedesk.i18n import N_
from servicedesk.widgets.row_pages import PAGE_SIZE, RowPages
from servicedesk.widgets.row_types import Column, Row, RowSource
from servicedesk.widgets.row_view import RowView

__all__ = ["PAGE_SIZE", "Column", "Row", "RowList", "RowSource"]

REST_SECONDS = 0.15


class RowList(RowView, can_focus=True):
    """A list of any length: the screen gives it rows, it says which it wants and what was chosen."""

    BINDINGS = [
        Binding("j,down", "move(1)", N_("Down"), show=False, id="list.down"),
        Binding("k,up", "move(-1)", N_("Up"), show=False, id="list.up"),
        Binding("pagedown", "page(1.0)", N_("Page down"), show=False, id="list.page_down"),
        Binding("pageup", "page(-1.0)", N_("Page up"), show=False, id="list.page_up"),
        Binding("ctrl+d", "page(0.5)", N_("Half a page down"), show=False, id="list.half_down"),
        Binding("ctrl+u", "page(-0.5)", N_("Half a page up"), show=False, id="list.half_up"),
        Binding("g,home", "first", N_("To the first"), show=False, id="list.first"),
        Binding("G,end", "last", N_("To the last"), show=False, id="list.last"),
        Binding("enter", "open", N_("Open it"), show=False, id="list.open"),
        Binding("space", "mark", N_("Mark"), show=False, id="list.mark"),
        Binding("escape", "clear_marks", N_("Clear marks"), show=False, id="list.clear_marks"),
    ]

    class Said(Message):
        """What the list says; `rows` is the list."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> RowList:
            """The list that speaks."""
            return self.rows

    class SaidOfRow(Said):
        """What the list says about one row, by its key."""

        def __init__(self, rows: RowList, key: int) -> None:
            super().__init__(rows)
            self.key = key

    class Opened(SaidOfRow):
        """Enter, or a click on the selected row."""

    class Moved(SaidOfRow):
        """Another row is selected."""

    class Rested(SaidOfRow):
        """The selection has stood still for a moment: the time to draw a preview."""

    class Marked(Said):
        """The set of marked rows changed."""

        def __init__(self, rows: RowList, keys: frozenset[int]) -> None:
            super().__init__(rows)
            self.keys = keys

    class PageWanted(Said):
        """Rows are missing; a newer request replaces an older one, so an exclusive worker may answer."""

        def __init__(self, rows: RowList, start: int, size: int) -> None:
            super().__init__(rows)
            self.start = start
            self.size = size

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        header: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, RowPages(), header=header, id=id, classes=classes)
        self._ids: Sequence[int] | None = None
        self._keep: int | None = None
        self._expected = 0
        self._told: int | None = None
        self._rest: Timer | None = None
        self._focus_is_new = False

    # What the screen gives.

    def begin(self, rows: Sequence[Row], expected: int | None = None) -> None:
        """Another queue or filter: forgets marks and place, and shows its first rows, be they less than a page.

        The scrollbar is that of a list of `expected` rows until the count is told.
        """
        self._forget()
        self._pages.put(0, rows)
        self._expected = expected or 0
        if rows:
            self.drop_message()
        self._grown()
        self.refresh()

    def put(self, start: int, rows: Sequence[Row]) -> None:
        """Takes a page in, `start` as asked for; the first page may come before the count is known."""
        if self._ids is not None and start >= len(self._ids):
            return  # it was asked for before the list became shorter
        with self._drawn_if_changed():
            self._pages.put(start, rows)
            if rows:
                self.drop_message()
            self._grown()

    def set_count(self, count: int) -> None:
        """Says how many rows the list has."""
        with self._drawn_if_changed():
            self._pages.count, self._expected = count, 0
            if count:
                self.drop_message()
            self._grown()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Gives every key in order (an `array` will do): the selected row is found anywhere, lost marks go."""
        self._ids = ids
        self.set_marks(self.marks.intersection(ids) if self.marks else self.marks)
        self.set_count(len(ids))

    def reload(self) -> None:
        """Asks for what is seen again; the selected row, scroll and marks stay, old rows until new come."""
        self._keep = self.selected_key
        self._ids = None
        self._pages.spoil()
        self._ask()

    def clear(self) -> None:
        """Forgets rows, marks and place: for another queue or filter."""
        self._forget()
        self._grown()
        self.refresh()

    def set_marks(self, marks: set[int]) -> None:
        """Marks these rows and no others."""
        if marks == self.marks:
            return
        changed = marks ^ self.marks
        self.marks = marks
        if changed == {self.selected_key}:
            self.refresh_row(self.cursor)
        else:
            self.refresh()
        self.post_message(self.Marked(self, frozenset(marks)))

    # What the screen asks.

    @property
    def count(self) -> int:
        """How many rows there are, as far as is known."""
        return self._pages.size

    @property
    def selected(self) -> Row | None:
        """The row under the cursor; None while it is not here or there is none any more."""
        row = self._pages.row(self.cursor) if self.count else None
        return row if row is not None and row.key == self.selected_key else None

    @property
    def selected_key(self) -> int | None:
        """The key of the row under the cursor, where all keys are known by them: a row may still be an old one."""
        if self._ids is not None:
            return self._ids[self.cursor] if self.cursor < len(self._ids) else None
        row = self._pages.row(self.cursor) if self.count else None
        return None if row is None else row.key

    @property
    def chosen_keys(self) -> list[int]:
        """What a verb acts on: the marked rows, else the selected one."""
        if self.marks:
            return sorted(self.marks)
        return [] if self.selected_key is None else [self.selected_key]

    def select_key(self, key: int) -> bool:
        """Moves the cursor to this key; False when the list does not know where it is."""
        place = self._place_of(key)
        if place is not None:
            self.cursor = place
        return place is not None

    # Keys and mouse.

    def action_move(self, step: int) -> None:
        self.cursor += step

    def action_page(self, share: float) -> None:
        self.cursor += int(self.lines_seen * share) or (1 if share > 0 else -1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = self.count - 1

    def action_open(self) -> None:
        if self.selected_key is None or self.has_message:
            raise SkipAction
        self.post_message(self.Opened(self, self.selected_key))

    def action_mark(self) -> None:
        if self.selected_key is None:
            return
        self.set_marks(self.marks ^ {self.selected_key})
        self.cursor += 1

    def action_clear_marks(self) -> None:
        if not self.marks:
            raise SkipAction
        self.set_marks(set())

    def on_focus(self) -> None:
        self._focus_is_new = True

    def on_click(self, event: events.Click) -> None:
        index = self.row_at(event.get_content_offset(self))
        opens = index == self.cursor and not self._focus_is_new
        self._focus_is_new = False
        if index is None:
            return
        self.cursor = index
        if opens:
            self.action_open()

    # How it keeps its place.

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        self._focus_is_new = False
        self.refresh_row(before)
        self.refresh_row(after)
        self.show_row(after)
        self._tell()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def on_resize(self) -> None:
        self.lay_out()
        self.show_row(self.cursor)
        self._ask()

    def _forget(self) -> None:
        self._pages.clear()
        self._ids = self._keep = self._told = None
        self._expected = 0
        self.set_marks(set())
        self.cursor = 0
        self.scroll_to(y=0, animate=False)

    def _grown(self) -> None:
        top = self.first_seen
        self.grow_to(max(self.count, self._expected) + self.header_lines)
        self._ask()
        self._find_kept(top)
        self.cursor = self.validate_cursor(self.cursor)
        self._tell()

    @contextmanager
    def _drawn_if_changed(self) -> Iterator[None]:
        """Draws the list anew where what is seen of it is another than before, and sends nothing where it is not."""
        before = self._seen()
        yield
        if before != self._seen():
            self.refresh()

    def _seen(self) -> tuple[object, ...]:
        places = range(self.first_seen, self.first_seen + self.lines_seen)
        return self.has_message, self.first_seen, self.cursor, [self._pages.row(place) for place in places]

    def _ask(self) -> None:
        top, seen = self.first_seen, self.lines_seen
        wanted = self._pages.wanted(top - seen, top + 2 * seen) if seen > 0 else None
        if wanted is not None:
            self.post_message(self.PageWanted(self, *wanted))

    def _find_kept(self, top: int) -> None:
        if self._keep is None:
            return
        place = self._place_of(self._keep)
        if place is not None:
            self._follow(place, top)
        elif not self._pages.is_waiting:
            self._keep = None

    def _place_of(self, key: int) -> int | None:
        if self._ids is not None and key in self._ids:
            return self._ids.index(key)
        return self._pages.find(key)

    def _follow(self, place: int, top: int) -> None:
        moved = place - self.cursor
        self._keep = None
        if moved and top:
            self.scroll_to(y=top + moved, animate=False)
        self.set_reactive(RowList.cursor, place)
        self.show_row(place)

    def _tell(self) -> None:
        key = self.selected_key
        if key is None or key == self._told or not self.count:
            return
        self._told = key
        self.post_message(self.Moved(self, key))
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._rested)

    def _rested(self) -> None:
        if self._told is not None:
            self.post_message(self.Rested(self, self._told))
