"""Four hours of a receptionist's work in fast forward through the real screens; memory and handles stay flat."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from random import Random

from survive.desks import ACCOUNT, START
from survive.outcome import Outcome, Run
from survive.soak.shift import Shift
from survive.soak.sizes import Sizes, flat, measured
from survive.wholeness import faults_of

TRIAL = "soak"
MINUTES = 4 * 60
HALF_HOUR = 30
WARM_MINUTES = 120
CALLS_AN_HOUR = 40
LEAST_KEYS = 2_000


def run(run: Run) -> list[Outcome]:
    """One shift at one desk, measured every half hour of desk time."""
    folder = run.place(TRIAL)
    minutes = run.of(MINUTES, least=3)
    path = folder / "desk.sqlite"
    _make(path)
    sizes, shift = asyncio.run(_work(path, folder, minutes, run.chance(TRIAL)))
    faults = [*shift.faults, *shift.missing(), *faults_of(path), *flat(sizes, warm=minutes >= WARM_MINUTES)]
    if run.share >= 1 and shift.keys < LEAST_KEYS:
        faults.append(f"only {shift.keys} keys were pressed")
    faults += [f"the program broke: {kept}" for kept in folder.rglob("crash-*")]
    figures: dict[str, int | float] = {
        "minutes at the desk": minutes,
        "keys": shift.keys,
        "writes": shift.writes,
        "by colleagues": shift.by_colleagues,
        **_figures(sizes),
    }
    return [Outcome(TRIAL, "a receptionist's shift", shift.deeds, figures, tuple(faults))]


def _make(path: Path) -> None:
    """A practice desk of a few hundred tickets, at ten o'clock."""
    import os

    from servicedesk.operations.demo import make_practice_desk

    os.environ["SERVICEDESK_NOW"] = START.isoformat()
    make_practice_desk(path, ACCOUNT, size=300)


async def _work(path: Path, folder: Path, minutes: int, chance: Random) -> tuple[list[Sizes], Shift]:
    """The shift, and what the program weighed at each half hour; in a short run at a few moments."""
    every = max(1, min(HALF_HOUR, minutes // 2))
    sizes: list[Sizes] = []
    async with Shift.begun(path, folder, chance) as shift:
        for minute in range(1, minutes + 1):
            await shift.minute(CALLS_AN_HOUR / 60, timedelta(minutes=1))
            if minute % every == 0:
                await shift.rest()
                sizes.append(measured(shift.app, minute))
    return sizes, shift


def _figures(sizes: list[Sizes]) -> dict[str, int | float]:
    middle, last = sizes[len(sizes) // 2 - 1] if len(sizes) > 1 else sizes[0], sizes[-1]
    return {
        "MB at the first": round(sizes[0].megabytes, 1),
        "MB in the middle": round(middle.megabytes, 1),
        "MB at the end": round(last.megabytes, 1),
        "handles at the first": sizes[0].handles,
        "handles at the end": last.handles,
        "threads at the first": sizes[0].threads,
        "threads at the end": last.threads,
        "widgets at the first": sizes[0].widgets,
        "widgets at the end": last.widgets,
        "objects in the middle": middle.objects,
        "objects at the end": last.objects,
    }
