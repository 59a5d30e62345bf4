"""What a group of measurements gets: the desks, a folder to work in, and how often to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.desks import BenchDesk

SHORT = 0.05


@dataclass(frozen=True)
class Run:
    """One run of the benchmark; a short one shows that it runs and counts, its times mean little."""

    desks: tuple[BenchDesk, ...]
    folder: Path
    peers: Path | None = None
    is_short: bool = False

    def of(self, full: int, least: int = 1) -> int:
        """How many of the full number of repetitions this run makes."""
        return max(least, round(full * SHORT)) if self.is_short else full

    @property
    def largest(self) -> BenchDesk:
        return max(self.desks, key=lambda desk: desk.tickets)
