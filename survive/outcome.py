"""What a trial gets and gives: how large a run is, where it may write, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run of the suite: the share of the full size, the seed of all chance, and a folder of its own."""

    share: float
    seed: int
    folder: Path

    def of(self, full: int, least: int = 1) -> int:
        """How many of the full number this run tries."""
        return max(least, round(full * self.share))

    def chance(self, name: str) -> random.Random:
        """The chance of one trial: the same seed gives the same faults."""
        return random.Random(f"{self.seed} {name}")

    def place(self, name: str) -> Path:
        """A folder of one trial, made anew."""
        place = self.folder / name
        place.mkdir(parents=True, exist_ok=True)
        return place


@dataclass(frozen=True)
class Outcome:
    """One line of the table: what was done to the desk how often, what was counted, and what went wrong.

    `faults` tells each failure in a sentence that lets it be made again; without any the trial is passed.
    """

    trial: str
    what: str
    tried: int
    figures: Mapping[str, int | float] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
