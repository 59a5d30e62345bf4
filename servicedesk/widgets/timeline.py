"""What happened, one entry below the other: time, what it was, the text in full, and who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from servicedesk.i18n import N_, ngettext
from servicedesk.rules.text import one_line
from servicedesk.widgets.cells import fit, wrapped

SHOWN_AT_FIRST = 200
_LEAST_TEXT = 30
_GAP = "  "


class TimelineRow(NamedTuple):
    """One entry, ready to draw except for the wrapping of its text."""

    at: str
    who: str
    label: str
    text: str
    style: Literal["", "muted", "accent", "warning", "danger"] = ""


class _Line(NamedTuple):
    at: str
    label: str
    text: str
    who: str
    style: str


class _Widths(NamedTuple):
    """The columns' cells; where the text has none it stands under its head, over the whole width."""

    at: int
    label: int
    text: int
    who: int


class Timeline(ScrollView, can_focus=True):
    """Draws the newest entries, older ones on `+`; texts are wrapped, never cut, never markup."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"timeline--{name}" for name in ("muted", "accent", "warning", "danger")}
    DEFAULT_CSS = """
    Timeline {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .timeline--muted { color: $text-muted; }
        & > .timeline--accent { color: $text-primary; }
        & > .timeline--warning { color: $text-warning; }
        & > .timeline--danger { color: $text-error; }
    }
    """
    BINDINGS = [
        Binding("j,down", "scroll_down", N_("Down"), show=False, id="timeline.down"),
        Binding("k,up", "scroll_up", N_("Up"), show=False, id="timeline.up"),
        Binding("g,home", "scroll_home", N_("To the first"), show=False, id="timeline.first"),
        Binding("G,end", "scroll_end", N_("To the last"), show=False, id="timeline.last"),
        Binding("plus", "older", N_("Older entries"), show=False, id="timeline.older"),
    ]

    def __init__(
        self, *, newest_first: bool = False, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[TimelineRow, ...] = ()
        self._newest_first = newest_first
        self._most = SHOWN_AT_FIRST
        self._widths = _Widths(0, 0, 0, 0)
        self._lines: list[_Line] = []

    def set_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Shows these entries, given oldest first, and goes to the newest."""
        self._rows = tuple(rows)
        self._most = SHOWN_AT_FIRST
        self._wrap()
        self._show_newest()

    def show_message(self, text: str, *, failed: bool = False) -> None:
        """Says in place of entries that there are none, that they are loading, or (failed) what went wrong."""
        style: Literal["danger", "muted"] = "danger" if failed else "muted"
        self._rows = (TimelineRow("", "", "!" if failed else "", text, style),)
        self._wrap()

    @property
    def line_width(self) -> int:
        """The cells of a line, beside the place of the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def older(self) -> int:
        """How many entries are not shown yet."""
        return max(len(self._rows) - self._most, 0)

    def action_older(self) -> None:
        before = len(self._lines)
        self._most += 5 * SHOWN_AT_FIRST
        self._wrap()
        if not self._newest_first:
            self.scroll_to(y=self.scroll_offset.y + len(self._lines) - before, animate=False)

    def on_resize(self) -> None:
        at_end = self.is_vertical_scroll_end
        self._wrap()
        if at_end:
            self._show_newest()

    def render_line(self, y: int) -> Strip:
        width, base = self.line_width, self.rich_style
        place = self.scroll_offset.y + y
        if place >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[place]
        style = base + self._style(line.style) if line.style else base
        quiet = base + self._style("muted")
        if line.text and not self._widths.text:
            return Strip([Segment(line.text, style)]).adjust_cell_length(width, base)
        cells = [(line.at, self._widths.at, quiet), (line.label, self._widths.label, style)]
        cells += [(line.text, self._widths.text, style), (line.who, self._widths.who, quiet)]
        segments: list[Segment] = []
        for text, cell_width, cell_style in cells:
            if cell_width:
                segments.append(Segment(_GAP * bool(segments) + fit(text, cell_width), cell_style))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return Style(color=self.get_component_rich_style(f"timeline--{name}").color)

    def _wrap(self) -> None:
        shown_rows = self._rows[-self._most :]
        self._widths = self._measure(shown_rows)
        ordered = reversed(shown_rows) if self._newest_first else shown_rows
        lines = [line for row in ordered for line in self._row_lines(row)]
        if self.older:
            words = ngettext(
                "{count} older entry: + shows it", "{count} older entries: + shows them", self.older
            )
            more = _Line("", "", words.format(count=self.older), "", "accent")
            lines = [*lines, more] if self._newest_first else [more, *lines]
        self._lines = lines
        self.virtual_size = Size(0, len(lines))
        self.refresh()

    def _measure(self, rows: Sequence[TimelineRow]) -> _Widths:
        at = min(max((cell_len(row.at) for row in rows), default=0), 16)
        label = max((cell_len(one_line(row.label)) for row in rows), default=0)
        who = min(max((cell_len(one_line(row.who)) for row in rows), default=0), 14)
        taken = sum(width + len(_GAP) for width in (at, label, who) if width)
        if self.line_width - taken < _LEAST_TEXT and at:
            who = who if self.line_width - at - who - 2 * len(_GAP) >= label else 0
            return _Widths(at, max(self.line_width - at - who - len(_GAP) * (1 + bool(who)), 8), 0, who)
        return _Widths(at, label, max(self.line_width - taken, 8), who)

    def _row_lines(self, row: TimelineRow) -> list[_Line]:
        if not self._widths.text:
            text = row.text if self._widths.who or not row.who else f"{row.text} ({one_line(row.who)})"
            under = [f"{_GAP}{line}" for line in wrapped(text, self.line_width - len(_GAP)) if line]
            return [
                _Line(row.at, row.label, "", row.who, row.style),
                *(_Line("", "", line, "", row.style) for line in under),
            ]
        first, *rest = wrapped(row.text, self._widths.text)
        return [
            _Line(row.at, row.label, first, row.who, row.style),
            *(_Line("", "", line, "", row.style) for line in rest),
        ]

    def _show_newest(self) -> None:
        if self._newest_first:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)
