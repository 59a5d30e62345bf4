"""One row of somebody's file, before anything of it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.import_dates import Cell


class CutOff(list[Cell]):
    """The cells of a row inside which the file ends."""


class Spoilt(list[Cell]):
    """What stands where a row should; `reason` says why it is none."""

    def __init__(self, said: str, reason: str) -> None:
        super().__init__([said])
        self.reason = reason


class TableRow(NamedTuple):
    """One row as it stands in the file; `number` counts from 1 with the headings, as a spreadsheet shows it."""

    number: int
    cells: Sequence[Cell]

    def refuse_spoilt(self) -> None:
        """Raises BadValue on what is no whole row."""
        if isinstance(self.cells, CutOff):
            raise BadValue(_("The file ends inside it"))
        if isinstance(self.cells, Spoilt):
            raise BadValue(self.cells.reason)


class RefusedRow(NamedTuple):
    """A row that was not imported, by its number in the file, and why."""

    row: int
    reason: str

    @classmethod
    def of(cls, row: int, problem: BadValue) -> RefusedRow:
        """The row with the problem's words; a reason is no sentence and ends without a stop."""
        return cls(row, problem.message.rstrip(".。"))
