"""The drawing half of the virtual list: header, lines, cursor line and the message in place of rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from servicedesk.rules.text import shown
from servicedesk.widgets.cells import fit, wrapped
from servicedesk.widgets.row_lines import LineState, Placed, header_strip, place_columns, row_strip
from servicedesk.widgets.row_pages import RowPages
from servicedesk.widgets.row_types import Column, Row

_STYLES = ("", "danger", "warning", "muted", "accent", "cursor", "header")


class RowView(ScrollView):
    """A scrolling view of rows that draws one line at a time and remembers the lines it drew."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"rows--line", *(f"rows--{name}" for name in _STYLES if name)}
    DEFAULT_CSS = """
    RowView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .rows--header { color: $text-muted; }
        & > .rows--danger { color: $text-error; }
        & > .rows--warning { color: $text-warning; }
        & > .rows--muted { color: $text-muted; }
        & > .rows--accent { color: $text-primary; }
        & > .rows--cursor {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
        }
        &:focus > .rows--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: bold;
        }
        &:focus:nocolor > .rows--cursor { text-style: bold reverse; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(
        self, columns: Sequence[Column], pages: RowPages, *, header: bool, id: str | None, classes: str | None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.header_lines = 1 if header else 0
        self.marks: set[int] = set()
        self._pages = pages
        self._placed: tuple[Placed, ...] = ()
        self._message = ""
        self._failed = False
        self._strips: LRUCache[tuple[Row, LineState], Strip] = LRUCache(400)
        self._line_styles: dict[str, Style] = {}

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns, or the same with other titles."""
        self.columns = tuple(columns)
        self.lay_out()

    @property
    def first_seen(self) -> int:
        """The place of the row on the first line."""
        return self.scroll_offset.y

    @property
    def lines_seen(self) -> int:
        """How many rows are seen at once."""
        return max(self.size.height - self.header_lines, 0)

    @property
    def line_width(self) -> int:
        """The cells of a line, beside the place of the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def has_message(self) -> bool:
        """Whether a message stands in place of the rows."""
        return bool(self._message)

    def row_at(self, offset: Offset | None) -> int | None:
        """The place of the row under this offset of the widget."""
        if offset is None or offset.y < self.header_lines or self._message:
            return None
        index = self.first_seen + offset.y - self.header_lines
        return index if index < self._pages.size else None

    def refresh_row(self, index: int) -> None:
        """Draws one line anew, and no other."""
        y = index - self.first_seen + self.header_lines
        if self.header_lines <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def show_row(self, index: int) -> None:
        """Scrolls as little as it takes to see this row."""
        top, seen = self.first_seen, self.lines_seen
        if seen and index < top:
            self.scroll_to(y=index, animate=False)
        elif seen and index >= top + seen:
            self.scroll_to(y=index - seen + 1, animate=False)

    def grow_to(self, lines: int) -> None:
        """Makes the view so many lines long; the whole screen is laid out anew only where a scrollbar comes or goes."""
        height, size = self.container_size.height, Size(0, lines)
        if size == self.virtual_size:
            return
        if self.show_vertical_scrollbar and 0 < height < min(lines, self.virtual_size.height):
            self.set_reactive(RowView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = lines
            self.scroll_y = self.validate_scroll_y(self.scroll_y)
        else:
            self.virtual_size = size

    def lay_out(self) -> None:
        """Gives the columns their widths for the present size."""
        self._placed = place_columns(self.columns, self.line_width)
        self._strips.clear()
        self.refresh()

    def drop_message(self) -> None:
        """Lets the rows be seen again."""
        self._message = ""

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._line_styles.clear()

    def show_message(self, text: str, *, failed: bool = False) -> None:
        """Says in place of rows that they load, that there are none, or (failed) why they cannot be read."""
        self._message = shown(text, keep_newlines=True)
        self._failed = failed
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        styles, width = self._styles_now(), self.line_width
        if y < self.header_lines:
            return header_strip(self._placed, width, styles["header"])
        if self._message:
            return self._message_strip(y - self.header_lines)
        index = self.first_seen + y - self.header_lines
        row = self._pages.row(index)
        if row is None:
            return Strip.blank(width, styles[""])
        here = index == self.cursor
        state = LineState(here, here and self.has_focus, row.key in self.marks)
        strip = self._strips.get((row, state))
        if strip is None:
            strip = row_strip(row, self._placed, width, state, styles)
            self._strips[row, state] = strip
        return strip

    def _styles_now(self) -> dict[str, Style]:
        if not self._line_styles:
            for name in _STYLES:
                style = self.get_component_rich_style(f"rows--{name or 'line'}")
                whole = name in {"", "cursor", "header"}
                self._line_styles[name] = style if whole else Style(color=style.color)
        return self._line_styles

    def _message_strip(self, line: int) -> Strip:
        width = self.line_width
        style = self._line_styles[""] + self._line_styles["danger" if self._failed else "muted"]
        lines = wrapped(self._message, width - 5)
        sign = "  ! " if self._failed and line == 1 else "    "
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Strip([Segment(fit(sign + text, width), style)], width)
