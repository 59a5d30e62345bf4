"""Somebody's file as a table: its headings and its rows, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from servicedesk.i18n import _
from servicedesk.operations.importing.address_books import VCards, open_json
from servicedesk.operations.importing.rows import TableRow
from servicedesk.operations.importing.text_files import open_text
from servicedesk.operations.importing.workbooks import Workbook
from servicedesk.problems import NotFound, Refused
from servicedesk.rules.headers import match_headers
from servicedesk.rules.import_dates import Cell
from servicedesk.rules.vcards import is_vcard

_ROWS_BEFORE_HEADINGS = 10  # a title, the month, who printed it
_FEWEST_MATCHES = 2  # headings that a list is known by
_MOST_SHEETS = 50
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


class Source(Protocol):
    """A kind of file that rows can be read from, again and again."""

    @property
    def path(self) -> Path: ...

    def rows(self) -> Iterator[Sequence[Cell]]: ...


class Table(NamedTuple):
    """A file with its headings found."""

    source: Source
    headings: list[str]
    heading_row: int

    def rows(self) -> Iterator[TableRow]:
        """The rows below the headings; blank ones are passed over. It may be gone through several times."""
        for number, cells in enumerate(self.source.rows(), start=1):
            if number > self.heading_row and any(map(text_of, cells)):
                yield TableRow(number, cells)


def open_table(path: Path, known: Mapping[str, str], *, encoding: str = "", sheet: str = "") -> Table:
    """The table in a CSV, TSV, XLSX, vCard or JSON file. Raises NotFound, BadValue or Refused."""
    if not path.is_file():
        raise NotFound(_("There is no file {path}").format(path=path), _("Check the name"))
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(_OLD_WORKBOOK):
        raise Refused(
            _("{path} is an old or a protected Excel file").format(path=path),
            _("Open it in Excel and save it as .xlsx without a password"),
        )
    if is_vcard(start) or path.suffix.lower() == ".json":
        named = VCards(path) if is_vcard(start) else open_json(path)
        return Table(named, named.headings, 0)
    if start.startswith(b"PK"):
        return _of_workbook(Workbook(path), known, sheet)
    return _of_first_rows(open_text(path, encoding), known)


def _of_workbook(book: Workbook, known: Mapping[str, str], said: str) -> Table:
    """The sheet that was said, else the first whose headings are a list's: a cover sheet is none."""
    first = None if said else _of_first_rows(book, known)
    if first and len(match_headers(first.headings, known)) >= _FEWEST_MATCHES:
        return first
    if first is None:
        return _of_first_rows(book.titled(said), known)
    best, most = first, len(match_headers(first.headings, known))
    for title in book.titles()[:_MOST_SHEETS]:
        try:
            found = _of_first_rows(book._replace(sheet=title), known)
        except Refused:  # an empty one
            continue
        if (matches := len(match_headers(found.headings, known))) > most:
            best, most = found, matches
    return best


def _of_first_rows(source: Source, known: Mapping[str, str]) -> Table:
    """The table whose headings are the best known ones among the first rows."""
    first = [[text_of(cell) for cell in cells] for cells in islice(source.rows(), _ROWS_BEFORE_HEADINGS)]
    filled = [number for number, cells in enumerate(first) if any(cells)]
    if not filled:
        raise Refused(
            _("There is nothing in {path}").format(path=source.path), _("Its first row names the columns")
        )
    best = max(filled, key=lambda number: (len(match_headers(first[number], known)), -number))
    return Table(source, first[best], best + 1)


def text_of(cell: Cell) -> str:
    """A cell as text without the blanks around it; a whole number is written without a point."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
