"""Looks through a file before anything is brought in: which column is which field, how many rows, how dates stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.importing.address_books import VCards
from servicedesk.operations.importing.files import Table, open_table, text_of
from servicedesk.operations.importing.rows import TableRow
from servicedesk.operations.importing.text_files import TextFile
from servicedesk.operations.importing.workbooks import Workbook
from servicedesk.problems import BadValue
from servicedesk.rules.addresses import PARTS
from servicedesk.rules.headers import Words, heading_words, map_headers
from servicedesk.rules.import_dates import DateOrder, date_order, may_be_read_two_ways
from servicedesk.rules.permissions import Permission

PORTION = 1_000
_ENCODING_NAMES = {"gb18030": "GB18030", "cp950": "Big5", "cp1252": "Windows-1252"}

Progress = Callable[[int, int], None]


class Fields(NamedTuple):
    """What files of one kind may say: the headings of each field, which may not be constant, which hold dates.

    `names` are what people call those that no desk but this one has; `made_of` names the field that a part goes into.
    """

    headers: Words
    variable: Sequence[str]
    dates: Sequence[str]
    names: Mapping[str, str] = {}
    made_of: Mapping[str, str] = {}


@dataclass(frozen=True)
class ImportRequest:
    """The file and how it is to be read; what is left out is found out."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder | None = None
    encoding: str = ""
    sheet: str = ""


class ColumnUnknown(BadValue):
    """No column holds the one field that every row needs; it has to be said which does."""

    def __init__(self, message: str, hint: str, field: str, table: Table) -> None:
        super().__init__(message, hint)
        first = next(iter(table.rows()), None)
        cells = first.cells if first else ()
        self.field, self.headings = field, table.headings
        self.samples = [text_of(cells[at]) if at < len(cells) else "" for at in range(len(table.headings))]


class OrderUnknown(BadValue):
    """A date can be read in two ways, and none proves which; it has to be said."""

    def __init__(self, message: str, hint: str, example: str) -> None:
        super().__init__(message, hint)
        self.example = example


class Prepared(NamedTuple):
    """A file that was looked through: its columns, its number of rows, the order of its dates."""

    table: Table
    columns: dict[str, int]
    constants: dict[str, str]
    order: DateOrder | None
    rows: int
    fields: Fields
    unread: tuple[str, ...] = ()  # what a card says beside its fields

    def words(self, field: str) -> str:
        """What people call a field."""
        return self.fields.names.get(field) or heading_words(field)

    @property
    def headings(self) -> list[str]:
        """The headings as they are shown: those of cards are our own fields, in people's words."""
        is_ours = isinstance(self.table.source, VCards)
        return [self.words(name) for name in self.table.headings] if is_ours else self.table.headings

    @property
    def ignored(self) -> list[str]:
        """The headings that no field is read from."""
        used = set(self.columns.values())
        headings = enumerate(self.table.headings)
        return [*(heading for place, heading in headings if heading and place not in used), *self.unread]

    @property
    def is_workbook(self) -> bool:
        """Whether it has sheets."""
        return isinstance(self.table.source, Workbook)

    @property
    def written_in(self) -> str:
        """How a file of text is written, where it is not UTF-8; the name of the sheet of a workbook."""
        match self.table.source:
            case TextFile(encoding=encoding):
                return "" if encoding.startswith("utf") else _ENCODING_NAMES.get(encoding, encoding)
            case Workbook(sheet=sheet):
                return sheet
        return ""

    @property
    def read_as(self) -> list[tuple[str, str]]:
        """Which columns each field is read from, as they are shown; those that make one text stand together."""
        headings = self.headings
        shown: dict[str, tuple[str, str]] = {}
        for name, at in self.columns.items():
            whole = self.fields.made_of.get(name, name)
            before = shown.get(whole, ("", ""))[0]
            together = f"{before} + {headings[at]}" if before else headings[at]
            shown[whole] = (together, self.words(whole))
        return list(shown.values())

    @property
    def known(self) -> set[str]:
        """The fields that the file decides."""
        return {*self.columns, *self.constants}

    def portions(self) -> Iterator[Sequence[TableRow]]:
        """The rows, so many at a time as are looked up at once."""
        rows = self.table.rows()
        while portion := list(islice(rows, PORTION)):
            yield portion


def looked_through(desk: Desk, request: ImportRequest, fields: Fields) -> Prepared:
    """The file with its columns found. Raises NotPermitted, NotFound, Refused, BadValue.

    Where no date proves the order of day and month, and one could be read both ways, the order must be said.
    """
    desk.require(Permission.IMPORT)
    table = open_table(request.path, fields.headers, encoding=request.encoding, sheet=request.sheet)
    columns = map_headers(table.headings, fields.headers, request.columns)
    constants = _constants(request.constants, fields)
    if isinstance(table.source, Workbook):
        places = frozenset(columns[name] for name in PARTS if name in columns)
        table = table._replace(source=table.source._replace(carried=places))
    rows, order = _survey(table, [columns[name] for name in fields.dates if name in columns], request.order)
    unread = tuple(table.source.unread) if isinstance(table.source, VCards) else ()
    return Prepared(table, columns, constants, order, rows, fields, unread)


def no_column(prepared: Prepared, path: Path, what: str, example: str) -> BadValue:
    """The problem of a file that lacks the one field it needs."""
    return ColumnUnknown(
        _("No column of {path} holds {what}").format(path=path, what=what),
        _("Say which with {option}; its columns are: {names}").format(
            option=f"--map {example}={_('COLUMN')}",
            names=_(", ").join(heading for heading in prepared.table.headings if heading),
        ),
        example,
        prepared.table,
    )


def _survey(table: Table, places: Sequence[int], said: DateOrder | None) -> tuple[int, DateOrder | None]:
    rows, doubtful = 0, ""

    def dates() -> Iterator[str]:
        nonlocal rows, doubtful
        for row in table.rows():
            rows += 1
            for at in places:
                text = text_of(row.cells[at]) if at < len(row.cells) else ""
                if not doubtful and may_be_read_two_ways(text):
                    doubtful = text
                yield text

    if said:
        return sum(1 for _row in table.rows()), said
    try:
        order = date_order(dates())
    except BadValue as problem:
        raise OrderUnknown(problem.message, problem.hint, "") from problem
    if order is None and doubtful:
        raise OrderUnknown(
            _("The date {text} can be read in two ways").format(text=doubtful),
            _("Say with --date-order dmy or mdy whether the day or the month stands first"),
            doubtful,
        )
    return rows, order


def _constants(said: Mapping[str, str], fields: Fields) -> dict[str, str]:
    known = [name for name in fields.headers if name not in fields.variable]
    for name in said:
        if name not in known:
            raise BadValue(
                _("{field} cannot be the same in every row").format(field=name),
                _("Known are: {names}").format(names=_(", ").join(known)),
            )
    return dict(said)
