"""XLSX as it comes: the values of one sheet, dates as dates, formulas as their last result."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue, Problem, Refused
from servicedesk.rules.import_dates import Cell

if TYPE_CHECKING:
    from servicedesk.operations.importing.sheets import Sheet

ROOMY = 32_000_000  # bytes of an unpacked part that needs no second look
TIGHTEST = 400  # to one: text in a spreadsheet shrinks to a tenth or a hundredth, not further
_SIGN = re.compile("_x00([01][0-9A-F]|7F)_")  # how a spreadsheet writes a control character inside a cell


class Workbook(NamedTuple):
    """A spreadsheet on disk; it may be gone through several times. Without a sheet it is the first that has rows.

    What is merged over several rows in the columns `carried` is said in each of them.
    """

    path: Path
    sheet: str = ""
    carried: frozenset[int] = frozenset()

    def rows(self) -> Iterator[list[Cell]]:
        """Every row of the sheet up to the last that is not blank. Raises BadValue on a file that is no workbook, Refused."""
        with self._sheets() as sheets:
            for sheet in sheets:
                if self.sheet and sheet.title != self.sheet:
                    continue
                has_rows = False
                merged = _Merged(sheet, self.carried)
                for number, row in enumerate(sheet.rows(), start=1):
                    has_rows = True
                    yield merged.carry(number, [None if cell is None else _clean(cell) for cell in row])
                if has_rows:
                    return

    def titles(self) -> list[str]:
        """What the sheets are called. Raises as `rows`."""
        with self._sheets() as sheets:
            return [sheet.title for sheet in sheets]

    def titled(self, said: str) -> Workbook:
        """The sheet of this name, or with this place from 1. Raises BadValue naming the sheets."""
        titles = self.titles()
        found = next((title for title in titles if title.casefold() == said.strip().casefold()), "")
        if not found and said.strip().isdecimal() and 1 <= int(said) <= len(titles):
            found = titles[int(said) - 1]
        if not found:
            raise BadValue(
                _("There is no sheet {name} in {path}").format(name=said, path=self.path),
                _("Its sheets are: {names}").format(names=_(", ").join(titles)),
            )
        return self._replace(sheet=found)

    @contextmanager
    def _sheets(self) -> Iterator[Iterator[Sheet]]:
        from servicedesk.operations.importing.sheets import sheets_of

        warnings.filterwarnings("ignore", module="openpyxl")  # what it lacks in style is of no interest
        try:
            _check_packing(self.path)
            with sheets_of(self.path) as sheets:
                yield sheets
        except (MemoryError, Problem):
            raise
        except Exception as error:  # a torn part ends in whatever openpyxl and its parsers happen to raise
            if isinstance(error, OSError) and error.errno:  # the disk's word, not openpyxl's
                raise
            raise BadValue(
                _("{path} is not a workbook that can be read").format(path=self.path),
                _("Save it as .xlsx or as CSV; a workbook with a password must be opened first"),
            ) from error


class _Merged:
    """What merged cells say, carried from their first row down to the last that is filled beside them."""

    def __init__(self, sheet: Sheet, columns: frozenset[int]) -> None:
        merged = sheet.merged_down() if columns else {}
        self._rows = {column: rows for column, rows in merged.items() if column in columns}
        self._said: dict[int, tuple[int, Cell]] = {}

    def carry(self, number: int, row: list[Cell]) -> list[Cell]:
        """The row with what stands merged beside it; a blank one stays blank."""
        for column, rows in self._rows.items():
            if number in rows:
                self._said[column] = rows[number], row[column] if column < len(row) else None
            last, said = self._said.get(column, (0, None))
            if number <= last and said is not None and any(cell is not None for cell in row):
                row.extend([None] * (column + 1 - len(row)))
                row[column] = said if row[column] is None else row[column]
        return row


def _check_packing(path: Path) -> None:
    """Raises Refused on a file that is small on disk and would fill the memory."""
    from zipfile import ZipFile

    with ZipFile(path) as parts:
        for part in parts.infolist():
            if part.file_size > max(ROOMY, TIGHTEST * part.compress_size):
                raise Refused(
                    _("{path} is small and unpacks to {size} MB").format(
                        path=path, size=part.file_size // 1_000_000
                    ),
                    _("Save it as CSV if it really holds that much"),
                )


def _clean(cell: object) -> Cell:
    if isinstance(cell, int | float | datetime | date | time | timedelta):
        return cell
    return _SIGN.sub(lambda sign: chr(int(sign[1], 16)), str(cell)).replace("\r", "")
