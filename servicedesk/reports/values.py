"""What a report is before it is drawn: plain values, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

FEW = 30

Number = int | float


class Named(NamedTuple):
    """A colleague or a team: programs get the handle or code, people the name."""

    code: str
    name: str


Cell = str | int | float | bool | datetime | Named | None


@dataclass(frozen=True)
class Counted:
    """A number, None where there was nothing to count; `count` is how many a share, mean or median is of."""

    value: Number | None
    count: int | None = None


@dataclass(frozen=True)
class Measured:
    """A measure with its number, in the language in use."""

    code: str
    label: str
    value: Number | None
    unit: str
    count: int | None
    target: float | None
    definition: str

    @property
    def is_few(self) -> bool:
        """Whether the number stands on too little to be trusted."""
        return self.count is not None and self.count < FEW


class Listed(NamedTuple):
    """A list of a report: its columns by code and title, and the first of its rows.

    `total` counts all its rows; of a tally it is what the rows add up to.
    """

    code: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    is_tally: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether there are more rows than these."""
        return not self.is_tally and self.total > len(self.rows)


class Report(NamedTuple):
    """A report as at a moment; times are in the firm's zone."""

    name: str
    title: str
    firm: str
    motto: str
    date: date
    as_at: datetime
    timezone: str
    measures: tuple[Measured, ...]
    lists: tuple[Listed, ...]
