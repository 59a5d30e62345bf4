"""One row of somebody's file, before anything of it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from servicedesk.rules.import_dates import Cell


class CutOff(list[Cell]):
    """The cells of a row inside which the file ends."""


class TableRow(NamedTuple):
    """One row as it stands in the file; `number` counts from 1 with the headings, as a spreadsheet shows it."""

    number: int
    cells: Sequence[Cell]

    @property
    def is_cut_off(self) -> bool:
        """Whether the file ends inside it."""
        return isinstance(self.cells, CutOff)


class RefusedRow(NamedTuple):
    """A row that was not imported, by its number in the file, and why."""

    row: int
    reason: str
