"""What a command prints: a table for people, TSV for pipes, JSON and CSV for programs.

stdout is data, stderr is talk.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from servicedesk.i18n import _
from servicedesk.json_text import json_text
from servicedesk.problems import BadValue
from servicedesk.rules.formulas import guarded
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from servicedesk.desk import Desk

Row = TypeVar("Row")
ROWS_FOR_PEOPLE = 50
LONG_TEXT = 16  # columns: what is wider may be cut down to this in a table, what is narrower never
GAP = 2
_SCALARS = {str, int, bool, type(None)}


@dataclass(frozen=True)
class Shape(Generic[Row]):
    """How one kind of row is printed.

    `fields` are the JSON contract in order; `columns` name those that pipes and CSV get; `table` are the
    titles and texts people see; `title` stands above the table.
    """

    title: Callable[[], str]
    fields: Mapping[str, Callable[[Desk, Row], Any]]
    columns: Sequence[str]
    table: Sequence[tuple[Callable[[], str], Callable[[Desk, Row], str]]]
    number: str = "number"

    def as_json(self, desk: Desk, row: Row, only: Sequence[str] = ()) -> dict[str, Any]:
        """The row as the JSON contract has it. Raises BadValue on a field nobody knows."""
        check_names(only, self.fields)
        return {name: plain(desk, self.fields[name](desk, row)) for name in (only or self.fields)}


@dataclass(frozen=True)
class Asked:
    """In which form the rows were asked for."""

    json: bool = False
    json_fields: str = ""
    csv: bool = False
    ids: bool = False
    limit: int | None = None

    @property
    def only(self) -> list[str]:
        return [name.strip() for name in self.json_fields.split(",") if name.strip()]

    @property
    def wants_json(self) -> bool:
        return self.json or bool(self.json_fields)

    @property
    def for_people(self) -> bool:
        """Whether a table is drawn: on a terminal, when no other form was asked for."""
        return not (self.wants_json or self.csv or self.ids) and sys.stdout.isatty()

    @property
    def rows_wanted(self) -> int | None:
        """How many rows to fetch; on a terminal a screenful of pages, elsewhere all."""
        return ROWS_FOR_PEOPLE if self.limit is None and self.for_people else self.limit


def print_list(
    desk: Desk,
    shape: Shape[Row],
    rows: Sequence[Row],
    asked: Asked,
    *,
    total: Callable[[], int] | None = None,
) -> None:
    """Prints rows in the form asked for; says on stderr when there are more. `total` counts them all."""
    if asked.wants_json:
        check_fields(shape, asked)
        _print_json_rows(desk, shape, rows, asked)
    elif asked.ids:
        for row in rows:
            print(shape.fields[shape.number](desk, row))
    elif asked.csv:
        _print_csv(desk, shape, rows)
    elif asked.for_people:
        _print_for_people(desk, shape, rows)
    else:
        for row in rows:
            print("\t".join(cell(desk, shape.fields[name](desk, row)) for name in shape.columns))
    if total and asked.rows_wanted is not None and len(rows) >= asked.rows_wanted:
        say_cut(len(rows), total())


def print_one(desk: Desk, shape: Shape[Row], row: Row, asked: Asked) -> None:
    """Prints one row as a JSON object, or as lines of name and value."""
    if asked.wants_json:
        print_json(shape.as_json(desk, row, asked.only))
        return
    for name, value in shape.as_json(desk, row).items():
        print(f"{name}\t{cell(desk, value)}")


def print_json(value: Any) -> None:
    """JSON, the same to a terminal and to a pipe."""
    print(json_text(value))


def say(text: str) -> None:
    """Talk goes to stderr, so that data stays data."""
    print(one_line(text), file=sys.stderr)


def say_cut(shown_rows: int, all_rows: int) -> None:
    """Says that there are more rows than were printed."""
    if all_rows > shown_rows:
        say(_("showing {shown} of {total}").format(shown=shown_rows, total=all_rows))


def plain(desk: Desk, value: Any) -> Any:
    """A value as JSON holds it; what is not set is null, times are in the firm's zone, whole seconds."""
    if type(value) in _SCALARS:
        return None if value == "" else value
    if isinstance(value, datetime):
        return desk.firm.local_texts.text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(desk, part) for part in value]
    return value


def check_fields(shape: Shape[Row], asked: Asked) -> None:
    """Raises BadValue on a field that nobody knows, before anything is done or printed."""
    check_names(asked.only, shape.fields)


def check_names(asked: Sequence[str], known: Collection[str]) -> None:
    """Raises BadValue on the name of a JSON field that nobody knows."""
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise BadValue(
            _("There is no field {name}").format(name=", ".join(unknown)),
            _("Known are: {names}").format(names=", ".join(known)),
        )


def cell(desk: Desk, value: Any) -> str:
    """A value between tabs: one line, no brackets; a thing by its name."""
    if type(value) is str:
        return one_line(value)
    value = plain(desk, value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        value = _name_of(value)
    if isinstance(value, list):
        value = " ".join(cell(desk, part) for part in value)
    return one_line(str(value))


def _name_of(thing: Mapping[str, Any]) -> Any:
    return thing.get("name") or thing.get("number") or ""


def _print_json_rows(desk: Desk, shape: Shape[Row], rows: Sequence[Row], asked: Asked) -> None:
    """The list that `print_json` would print, row by row, so that it is never in memory as a whole."""
    before = "[\n  "
    for row in rows:
        sys.stdout.write(before + json_text(shape.as_json(desk, row, asked.only), "\n  "))
        before = ",\n  "
    print("\n]" if rows else "[]")


def _print_csv(desk: Desk, shape: Shape[Row], rows: Sequence[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(shape.columns)
    fields = [shape.fields[name] for name in shape.columns]
    csv_cell = _csv_cell(desk)
    writer.writerows([csv_cell(field(desk, row)) for field in fields] for row in rows)


def _csv_cell(desk: Desk) -> Callable[[Any], Any]:
    """What the writer is given for a value: its `cell`, guarded. Most values are texts that stand in row after row."""
    line = lru_cache(maxsize=10_000)(lambda text: guarded(one_line(text)))
    time = desk.firm.local_texts.text

    def csv_cell(value: Any) -> Any:
        if type(value) is dict:
            value = _name_of(value)
        kind = type(value)
        if kind is str:
            return line(value)
        if kind is datetime:
            return time(value)
        if value is None or kind is int:
            return value
        return guarded(cell(desk, value))

    return csv_cell


def _print_for_people(desk: Desk, shape: Shape[Row], rows: Sequence[Row]) -> None:
    if rows:
        _print_table(desk, shape, rows)
    else:
        say(_("{title}: none").format(title=shape.title()))


def _print_table(desk: Desk, shape: Shape[Row], rows: Sequence[Row]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    titles = [title() for title, _value in shape.table]
    texts = [[one_line(value(desk, row)) for _title, value in shape.table] for row in rows]
    console = Console()
    widths = fitted(
        [max(map(cell_len, column)) for column in zip(titles, *texts, strict=True)], console.width
    )
    table = Table(
        title=Text(shape.title()),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
    )
    for title, width in zip(titles, widths, strict=False):
        table.add_column(Text(title), overflow="ellipsis", no_wrap=True, width=width)
    for cells in texts:
        table.add_row(*map(Text, cells[: len(widths)]))
    console.print(table)


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths of columns in `room`: long texts give way first, then the last columns are left out.

    What is no long text is never cut: half a number is no number.
    """
    kept = list(widths)
    while len(kept) > 1:
        over = sum(kept) + GAP * (len(kept) - 1) - room
        while over > 0 and max(kept) > LONG_TEXT:
            kept[kept.index(max(kept))] -= 1
            over -= 1
        if over <= 0:
            return kept
        kept = list(widths[: len(kept) - 1])
    return kept
