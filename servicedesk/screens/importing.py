"""An import before it is done: what becomes of every row, which column is read as what, and then the import itself."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.keys import bindings_for
from servicedesk.lookups.history import is_taken_back
from servicedesk.problems import Problem
from servicedesk.rules.text import one_line
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.import_form import LookedThrough
from servicedesk.screens.import_kinds import WHATS, ImportKind, Line, Outcome
from servicedesk.screens.import_questions import ask_about, ask_reading
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.row_types import CellStyle, Column, Row
from servicedesk.widgets.rows import PAGE_SIZE, RowList
from servicedesk.widgets.told import Told

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.operations.importing.preparing import ImportRequest, Prepared

BAR = 24  # cells of the bar of progress
TOLD_EVERY = 0.1  # seconds between two words of progress
_STYLES: dict[str, CellStyle] = {"refused": "danger", "unchanged": "muted"}


class ImportScreen(AreaScreen):
    """Nothing is written before Ctrl+S; afterwards the same list tells what was done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("import")

    def __init__(self, kind: ImportKind, found: LookedThrough, area: int) -> None:
        super().__init__()
        self.AREA = area  # type: ignore[misc]  # an import belongs to the area it was opened from
        self._kind, self._request, self._prepared = kind, found.request, found.prepared
        self._outcome: Outcome | None = None
        self._is_busy = self._is_done = self._is_taken_back = False
        self._told_at = 0.0

    def body(self) -> ComposeResult:
        with Vertical(classes="area"):
            yield Static(id="list-title", markup=False)
            yield Static(id="import-columns", markup=False)
            yield RowList(self._list_columns(), id="rows")

    def begin(self) -> None:
        super().begin()
        self.rows.focus()
        self._rehearse()

    def load(self) -> None:
        """What others change meanwhile is seen when the import is done or rehearsed again; what is done may be undone."""
        operation = self._outcome.operation if self._outcome and self._is_done else None
        if operation and not self._is_taken_back:
            self.ask(lambda: is_taken_back(self.desk, operation), self._taken_back, group="undone")

    def retitle(self) -> None:
        self.rows.set_columns(self._list_columns())
        self._show()

    @property
    def rows(self) -> RowList:
        """What becomes of each row."""
        return self.query_one("#rows", RowList)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._is_done and action in {"bring_in", "columns", "reading"}:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        if not self._is_busy:
            self.dismiss(self._is_done)

    def action_bring_in(self) -> None:
        if self._is_busy or self._is_done or self._outcome is None:
            return
        if not self._outcome.writes:
            self.notice(_("There is nothing to bring in"), "warning")
            return
        self._is_busy = True
        self.act(lambda: self._kind.go(self.desk, self._prepared, self._tell, True), self._written)

    def action_columns(self) -> None:
        """Which field, and then which column it is read from."""
        if self._is_busy or self._is_done:
            return
        read = {name: self._prepared.headings[at] for name, at in self._prepared.columns.items()}
        offers = [
            (name, self._prepared.words(name), read.get(name, "")) for name in self._prepared.fields.headers
        ]
        self.app.push_screen(PickOne(_("Which field?"), offers), self._field_picked)

    def action_write_refused(self) -> None:
        outcome, path = self._outcome, self._prepared.table.source.path
        if outcome is None or not outcome.refused:
            self.notice(_("No row is refused"))
            return

        def write() -> Path:
            from servicedesk.operations.importing.mending import free_name, write_refused

            target = free_name(path)
            write_refused(self._prepared.table, outcome.refused, target)
            return target

        words = _("Refused rows are in {path}: mend them there and bring that file in")
        self.ask(write, lambda path: self.notice(words.format(path=path), "done"), group="refused")

    def _field_picked(self, field: str | None) -> None:
        if field is None:
            return
        headings = [(str(at), heading) for at, heading in enumerate(self._prepared.headings, 1) if heading]
        offers = [("", _("from none")), *headings]

        def picked(column: str | None) -> None:
            if column is not None:
                self._read_again(replace(self._request, columns={**self._request.columns, field: column}))

        self.app.push_screen(
            PickOne(_("{field} is read from:").format(field=self._prepared.words(field)), offers), picked
        )

    def action_reading(self) -> None:
        """What else may be read otherwise: dates, the encoding, the sheet."""
        if not (self._is_busy or self._is_done):
            ask_reading(self, self._prepared, self._request, self._read_again)

    def action_row(self) -> None:
        """Everything of the row under the cursor: its cells, and what becomes of it."""
        place = self.rows.cursor
        if self._outcome is None or not 0 <= place < len(self._outcome.lines):
            return
        line = self._outcome.lines[place]
        table, headings = self._prepared.table, self._prepared.headings

        def read() -> str:
            from servicedesk.operations.importing.files import text_of

            row = next((row for row in table.rows() if row.number == line.row), None)
            cells = [text_of(cell) for cell in row.cells] if row else []
            names = [*headings, *[""] * len(cells)]
            return "\n".join(
                _("{what}: {value}").format(what=name, value=cell)
                for name, cell in zip(names, cells, strict=False)
                if cell
            )

        def show(cells: str) -> None:
            title = " · ".join(filter(None, (_("Row {number}").format(number=line.row), line.who)))
            words = "\n\n".join(
                filter(
                    None,
                    (
                        _("{what}: {value}").format(what=_(WHATS[line.what]), value=line.why)
                        if line.why
                        else _(WHATS[line.what]),
                        cells,
                    ),
                )
            )
            self.app.push_screen(Told(title, words))

        self.ask(read, show, group="row")

    def _read_again(self, request: ImportRequest) -> None:
        """Looks through the file once more; what it does not tell is asked, and what was before stays on a problem."""

        def prepared(found: Prepared) -> None:
            self._request, self._prepared = request, found
            self._rehearse()

        def failed(problem: Problem) -> None:
            if not ask_about(self, problem, request, self._read_again):
                self.tell_problem(problem)

        self.ask(lambda: self._kind.prepare(self.desk, request), prepared, group="import", failed=failed)

    def _rehearse(self) -> None:
        self.rows.show_message(_("Looking through the file ..."))
        self.ask(
            lambda: self._kind.go(self.desk, self._prepared, self._tell, False),
            self._rehearsed,
            group="import",
            failed=lambda problem: self.rows.show_message(f"{problem.message}\n{problem.hint}", failed=True),
        )

    def _rehearsed(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._show()

    def _written(self, outcome: Outcome) -> None:
        self._outcome, self._is_busy, self._is_done = outcome, False, True
        self._show()
        self._follow_focus()
        self.saved(_("Brought in: {counts}; z takes it back as one").format(counts=outcome.words))
        cast("DeskApp", self.app).desk_changed()

    def _taken_back(self, is_so: bool) -> None:
        if is_so:
            self._is_taken_back = True
            self._show()

    def tell_problem(self, problem: Problem) -> None:
        self._is_busy = False
        super().tell_problem(problem)

    def _tell(self, done: int, rows: int) -> None:
        """Progress, from the thread of the import."""
        now = time.monotonic()
        if now - self._told_at >= TOLD_EVERY:
            self._told_at = now
            self.app.call_from_thread(self._show_progress, done, rows)

    def _show_progress(self, done: int, rows: int) -> None:
        if self.is_attached:
            full = BAR * done // max(rows, 1)
            bar = "█" * full + "░" * (BAR - full)
            self._title(bar, _("{done} of {rows} rows").format(done=f"{done:,}", rows=f"{rows:,}"))

    def _show(self) -> None:
        if self._outcome is None:
            return
        path = self._prepared.table.source.path
        name = " · ".join(filter(None, (path.name, self._prepared.written_in)))
        self._title(name, self._stands().format(counts=self._outcome.words))
        told = self._next_step() if self._is_done else self._columns_read()
        self.query_one("#import-columns", Static).update(told)
        lines = self._outcome.lines
        self.rows.clear()
        self.rows.set_count(len(lines))
        self.rows.put(0, self._page(0))
        if not lines and not self._is_done:
            self.rows.show_message(_("No row is refused. Ctrl+S brings the file in"))

    def _stands(self) -> str:
        if self._is_taken_back:
            return _("taken back: {counts}")
        return _("brought in: {counts}") if self._is_done else "{counts}"

    def _next_step(self) -> Content:
        if self._is_taken_back:
            return Content.styled(
                _("What it brought is gone from the desk again. Esc goes back"), "$text-warning"
            )
        return Content.styled(_("It is in the desk. Esc goes back, z takes it back as one"), "$text-success")

    def _title(self, what: str, words: str) -> None:
        title = Content.assemble((one_line(what), "bold"), ("   " + words, "$foreground 60%"))
        self.query_one("#list-title", Static).update(title, layout=False)

    def _columns_read(self) -> Content:
        """What is not read stands first: a narrow screen cuts the end off."""
        ignored = self._prepared.ignored
        parts = [f"{headings} → {field}" for headings, field in self._prepared.read_as]
        read = Content.styled(one_line(" · ".join(parts)), "$foreground 60%")
        if not ignored:
            return read
        lost = one_line(_("not read: {names}").format(names=_(", ").join(ignored)))
        return Content.assemble((lost, "$text-warning"), "\n", read)

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_row()

    @on(RowList.PageWanted, "#rows")
    def _page_wanted(self, message: RowList.PageWanted) -> None:
        for start in range(message.start, message.start + message.size, PAGE_SIZE):
            self.rows.put(start, self._page(start))

    def _page(self, start: int) -> list[Row]:
        lines = self._outcome.lines if self._outcome else ()
        return [_row(place, lines[place]) for place in range(start, min(start + PAGE_SIZE, len(lines)))]

    def _list_columns(self) -> list[Column]:
        return [
            Column("row", _("Row"), 7, align="right"),
            Column("what", _("Becomes"), 9),
            Column("who", _("Who"), 18, grow=True),
            Column("why", _("Remark"), 24, grow=True),
        ]


def _row(place: int, line: Line) -> Row:
    cells = (str(line.row), _(WHATS[line.what]), line.who or "–", line.why)
    return Row(place, tuple(map(one_line, cells)), style=_STYLES.get(line.what, ""))
