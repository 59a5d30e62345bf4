"""The refused rows as a file of their own: to be mended in a spreadsheet and imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from servicedesk.file_names import refuse_no_name
from servicedesk.i18n import _
from servicedesk.operations.importing.files import Table, text_of
from servicedesk.operations.importing.rows import RefusedRow
from servicedesk.problems import BadValue
from servicedesk.rules.import_dates import Cell

REASON_HEADING = "refused_because"
PART = ".part"


def check_target(target: Path, source: Path) -> None:
    """Raises BadValue, before anything is read, where the refused rows cannot be written or would go over their source."""
    if target.is_dir():
        raise BadValue(
            _("There is a folder at {path}").format(path=target), _("Give --refused the name of a file")
        )
    if not target.parent.is_dir():
        raise BadValue(
            _("There is no folder {path}").format(path=target.parent), _("Make it, or name another one")
        )
    refuse_no_name(target, PART)
    if target.exists() and target.samefile(source):
        raise BadValue(
            _("The refused rows cannot go into the file they come from"), _("Give --refused another name")
        )


def free_name(source: Path) -> Path:
    """A name beside the list for its refused rows that no file has yet: what is half mended stays."""
    names = (f"{source.stem}.refused{number}.csv" for number in chain([""], map("-{}".format, count(2))))
    return next(path for path in map(source.with_name, names) if not path.exists())


def write_refused(table: Table, refused: Iterable[RefusedRow], target: Path) -> None:
    """Writes the rows as they stand, with their reason beside them, as CSV in UTF-8 that Excel opens.

    An old file of that name stays until the new one is complete.
    """
    width = len(table.headings)
    reasons = {row.row: row.reason for row in refused}
    part = target.with_name(target.name + PART)
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.headings, REASON_HEADING])
        for row in table.rows():
            if row.number in reasons:
                cells = [_cell(cell) for cell in row.cells]
                blanks = [""] * (width - len(cells))
                # A cell too many stays beyond the headings, so that the row is refused until somebody has moved it.
                writer.writerow([*cells[:width], *blanks, reasons[row.number], *cells[width:]])
    part.replace(target)


def _cell(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else text_of(cell)
