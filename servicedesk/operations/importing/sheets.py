"""The sheets of a workbook read as streams: of a file of any size no more is held than its texts and one piece of a sheet.

openpyxl says where the sheets are and which numbers are dates; its own reading of rows keeps something of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # no spreadsheet has more; what names a higher number is torn
MOST_GAPS = 30_000_000  # blank cells before the last filled one of their row
_LARGEST_WHOLE = 8_000_000  # bytes of a part that is read whole: names, styles, where things are
_PIECE = 1 << 16
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _CELL, _VALUE, _INLINE = (_MAIN + name for name in ("row", "c", "v", "is"))
_TEXT, _ENTRY, _SPOKEN = (_MAIN + name for name in ("t", "si", "rPh"))
_DIGITS = "0123456789"
# What is merged stands behind all rows of a sheet.
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']"""
)
_place: Callable[[tuple[int, object]], int] = itemgetter(0)

Row = tuple[int, list[tuple[int, object]]]
Meaning = Callable[[str, str, int], object]


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    parts: ZipFile
    part: str
    meaning: Meaning
    title: str = ""

    def rows(self) -> Iterator[list[Any]]:
        """Every row up to the last that is not blank. Raises whatever a torn part ends in."""
        last, gaps = 0, 0
        with self.parts.open(self.part) as stream:
            for number, cells in _Rows(self.meaning).read(stream):
                for _blank in range(last + 1, number):
                    yield []
                last = number
                row = _filled(cells)
                gaps += len(row) - len(cells)
                if gaps > MOST_GAPS:
                    raise ValueError("hardly a cell among blanks")
                yield row

    def merged_down(self) -> dict[int, dict[int, int]]:
        """Of each column, from 0, in which cells are merged over several rows: the first of those rows and the last."""
        from openpyxl.utils import column_index_from_string

        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for letters, first, last in self._merged():
            if int(first) < int(last):
                found[column_index_from_string(letters.decode()) - 1][int(first)] = int(last)
        return found

    def _merged(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        begun = b""
        with self.parts.open(self.part) as stream:
            while piece := stream.read(_PIECE):
                text = begun + piece if len(begun) < _PIECE else piece
                whole = max(text.rfind(b"<"), 0)
                yield from _MERGED.findall(text, 0, whole)
                begun = text[whole:]


@contextmanager
def sheets_of(path: Path) -> Iterator[Iterator[Sheet]]:
    """The sheets of a workbook, each part once. Raises whatever a torn part ends in."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    book: Any = ExcelReader(path, read_only=True, data_only=True, keep_links=False)
    book.archive.close()
    with _Parts(path) as parts:
        book.archive = parts
        book.read_manifest()
        book.read_workbook()
        apply_stylesheet(parts, book.wb)
        texts: list[str] = []
        if table := book.package.find(SHARED_STRINGS):
            with parts.open(table.PartName[1:]) as stream:
                texts = list(_Texts().read(stream))
        found = [
            (sheet, place) for sheet, place in book.parser.find_sheets() if "chartsheet" not in place.Type
        ]
        known = parts.namelist()
        titles = {
            place.target: str(sheet.name or "") for sheet, place in reversed(found) if place.target in known
        }
        names = dict.fromkeys(place.target for _sheet, place in found if place.target in titles)
        yield (Sheet(parts, name, _meaning_in(book.wb, texts), titles[name]) for name in names)


class _Parts(ZipFile):
    """The parts of a workbook; none that is read whole is large."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        if self.getinfo(name).file_size > _LARGEST_WHOLE:
            raise ValueError(f"{name} is far too large")
        return super().read(name, pwd)


def _meaning_in(book: Any, texts: Sequence[str]) -> Meaning:
    """What a cell of this book means, by its type, its text and the number of its style."""
    from openpyxl.utils import datetime as moments

    read_moment: Callable[[str], object] = moments.from_ISO8601
    dates, spans, epoch = book._date_formats, book._timedelta_formats, book.epoch

    def meaning(kind: str, said: str, style: int) -> object:
        match kind:
            case "n":
                number = float(said) if "." in said or "e" in said or "E" in said else int(said)
                if style not in dates:
                    return number
                try:
                    return moments.from_excel(number, epoch, timedelta=style in spans)
                except (OverflowError, ValueError):
                    return "#VALUE!"
            case "s":
                if (at := int(said)) < 0:
                    raise ValueError("a text before the first")
                return texts[at]
            case "b":
                return bool(int(said))
            case "d":
                return read_moment(said)
            case _:
                return said

    return meaning


class _Stream:
    """XML read piece by piece; `done` gathers what the last piece has completed."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self._taken: list[str] | None = None  # the text that is being read, where it is wanted
        self._spoken = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self.starts
        self._parser.EndElementHandler = self.ends
        self._parser.CharacterDataHandler = self._says

    def starts(self, name: str, said: dict[str, str]) -> None: ...

    def ends(self, name: str) -> None: ...

    def read(self, stream: IO[bytes]) -> Iterator[Any]:
        """What the stream holds, one thing after the other."""
        more = True
        while more:
            piece = stream.read(_PIECE)
            more = bool(piece)
            self._parser.Parse(piece, not more)
            ready, self.done = self.done, []
            yield from ready

    def _says(self, text: str) -> None:
        if self._taken is not None and not self._spoken:
            self._taken.append(text)

    def _take(self) -> str:
        taken, self._taken = "".join(self._taken or ()), None
        return taken


class _Texts(_Stream):
    """The texts that the cells of a workbook share; how a word is spoken is no part of it."""

    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = []

    def starts(self, name: str, said: dict[str, str]) -> None:  # noqa: ARG002
        if name == _TEXT and not self._spoken:
            self._taken = self._text
        elif name == _SPOKEN:
            self._spoken = True

    def ends(self, name: str) -> None:
        if name == _TEXT:
            self._taken = None
        elif name == _SPOKEN:
            self._spoken = False
        elif name == _ENTRY:
            self.done.append("".join(self._text).replace("x005F_", ""))
            self._text.clear()


class _Rows(_Stream):
    """The rows of a sheet that are not blank: their numbers, and of each filled cell its column, from 0, and its value.

    A row that names no number above the last one is the next: none is lost.
    """

    def __init__(self, meaning: Meaning) -> None:
        super().__init__()
        self._meaning = meaning
        self._columns: dict[str, int] = {}
        self._number = 0
        self._cells: list[tuple[int, object]] = []
        self._next = self._at = self._style = 0
        self._kind = "n"
        self._text: str | None = None
        self._inline: list[str] | None = None

    def starts(self, name: str, said: dict[str, str]) -> None:
        if name == _CELL:
            place = said.get("r")
            self._at = self._column(place) if place else self._next
            self._next = self._at + 1
            self._kind, self._style = said.get("t", "n"), int(said.get("s") or 0)
            self._text = self._inline = None
        elif name == _ROW:
            self._number += 1
            if number := said.get("r"):
                self._number = max(_whole(number), self._number)
            if self._number > MOST_ROWS:
                raise ValueError("a row beyond the last")
            self._next = 0
        elif name == _VALUE:
            if self._text is None:
                self._taken = []
        elif name == _TEXT:
            if self._inline is not None:
                self._taken = self._inline
        elif name == _INLINE:
            self._inline = []
        elif name == _SPOKEN:
            self._spoken = True

    def ends(self, name: str) -> None:
        if name == _ROW:
            if self._cells:
                self.done.append((self._number, self._cells))
                self._cells = []
        elif name == _CELL:
            self._end_cell()
        elif name == _VALUE:
            if self._text is None:
                self._text = self._take()
        elif name == _TEXT:
            self._taken = None
        elif name == _SPOKEN:
            self._spoken = False

    def _end_cell(self) -> None:
        value: object = None
        if self._kind == "inlineStr":
            value = None if self._inline is None else "".join(self._inline)
        elif self._text:
            value = self._meaning(self._kind, self._text, self._style)
        if self._next > MOST_COLUMNS or len(self._cells) >= MOST_COLUMNS:
            raise ValueError("a cell beyond the last")
        if value is not None:
            self._cells.append((self._at, value))

    def _column(self, place: str) -> int:
        letters = place.rstrip(_DIGITS)
        if letters not in self._columns:
            from openpyxl.utils import column_index_from_string

            self._columns[letters] = column_index_from_string(letters) - 1
        return self._columns[letters]


def _filled(cells: Sequence[tuple[int, object]]) -> list[object]:
    """The cells of a row with blanks for those left out."""
    row: list[object] = [None] * (max(cells, key=_place)[0] + 1)
    for at, value in cells:
        row[at] = value
    return row


def _whole(number: str) -> int:
    try:
        return int(number)
    except ValueError:
        if not (said := float(number)).is_integer():
            raise
        return int(said)
