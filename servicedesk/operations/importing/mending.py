"""The refused rows as a file of their own: to be mended in a spreadsheet and imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.operations.importing.files import Table, text_of
from servicedesk.operations.importing.going_through import RefusedRow
from servicedesk.problems import BadValue
from servicedesk.rules.import_dates import Cell

REASON_HEADING = "refused_because"


def check_target(target: Path, source: Path) -> None:
    """Raises BadValue when the refused rows would be written over the file they come from."""
    if target.exists() and target.samefile(source):
        raise BadValue(
            _("The refused rows cannot go into the file they come from"), _("Give --refused another name")
        )


def write_refused(table: Table, refused: Iterable[RefusedRow], target: Path) -> None:
    """Writes the rows as they stand, with their reason beside them, as CSV in UTF-8 that Excel opens.

    An old file of that name stays until the new one is complete.
    """
    reasons = {row.row: row.reason for row in refused}
    part = target.with_name(f"{target.name}.part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.headings, REASON_HEADING])
        for row in table.rows():
            if row.number in reasons:
                cells = [_cell(cell) for cell in row.cells[: len(table.headings)]]
                blanks = [""] * (len(table.headings) - len(cells))
                writer.writerow([*cells, *blanks, reasons[row.number]])
    part.replace(target)


def _cell(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else text_of(cell)
