"""Thousands of steps of two people at one desk, in any order, against a plain model of the desk."""

from __future__ import annotations

import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from survive.headless import prepare_process
from survive.outcome import Outcome, Run

DAYS = 240  # desks that are worked on
STEPS = 60  # on each, at most
AT_ONCE = 20
WORKERS = 2


class Done(NamedTuple):
    """What came of some desks: steps, steps taken back, and what did not agree."""

    came: Counter[str]
    faults: tuple[str, ...]


def run(run: Run) -> list[Outcome]:
    """Works on many desks, each from its beginning; every one is compared with the model, searched and checked."""
    place = run.place("model")
    days = run.of(DAYS, least=4)
    portions = [(number, min(AT_ONCE, days - number)) for number in range(0, days, AT_ONCE)]
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (place,)) as workers:
        done = list(workers.map(partial(_days, run.seed), portions))
    came = sum((portion.came for portion in done), Counter[str]())
    figures: dict[str, int | float] = dict(sorted(came.items()))
    faults = [fault for portion in done for fault in portion.faults]
    return [Outcome("model", "steps compared with a plain model", came["steps"], figures, tuple(faults))]


def _begin(place: Path) -> None:
    prepare_process(Path(mkdtemp(dir=place)))


def _days(seed: int, portion: tuple[int, int]) -> Done:
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis import seed as seeded
    from hypothesis.stateful import run_state_machine_as_test

    from tests.operations.desk_calls import DeskDays

    came: Counter[str] = Counter()

    class Counted(DeskDays):
        """The same days, counted."""

        def teardown(self) -> None:
            came["desks"] += 1
            came["steps"] += self.steps_done
            came["operations"] += len(self.world.steps)
            came["taken_back"] += sum(step.undone for step in self.world.steps)
            super().teardown()

    asked = settings(
        max_examples=portion[1],
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seeded(seed + portion[0])(Counted), settings=asked)
    except Exception as error:  # whatever it is, the desk and its model do not agree
        last = "".join(traceback.format_exception_only(error)).strip()
        notes = "\n".join(getattr(error, "__notes__", ()))
        return Done(came, (f"desks from {portion[0]} on: {last[:1200]}\n{notes[:9000]}",))
    return Done(came, ())
