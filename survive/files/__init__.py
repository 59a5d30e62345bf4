"""Ten thousand malformed files through `ticket import`: each is brought in whole, or refused without a trace."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from survive.desks import Copies, complaints, make_desk
from survive.files.limits import peak_megabytes, stop_what_hangs, watched
from survive.files.making import make
from survive.files.verdict import judge
from survive.headless import prepare_process
from survive.outcome import Outcome, Run

FILES = 10_000
AT_ONCE = 50  # files between two looks of the doctor, on one desk
WORKERS = 2
MOST_MEGABYTES = 400  # of one worker that reads thousands of files
_AGAIN_EVERY = 3


class Portion(NamedTuple):
    """What came of some files."""

    ended: Counter[str]
    rows: int
    slowest: float
    megabytes: int
    greediest: int
    faults: tuple[str, ...]


def run(run: Run) -> list[Outcome]:
    """Imports the files in long-lived workers."""
    place = run.place("files")
    make_desk(place / "template.sqlite")
    numbers = range(run.of(FILES, least=2 * AT_ONCE))
    portions = [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (place,)) as workers:
        done = list(workers.map(partial(_portion, place, run.seed), portions))
    ended = sum((portion.ended for portion in done), Counter[str]())
    megabytes, greediest = max((portion.megabytes, portion.greediest) for portion in done)
    faults = [fault for portion in done for fault in portion.faults]
    if megabytes > MOST_MEGABYTES:
        faults.append(
            f"a worker grew to {megabytes} MB, more than {MOST_MEGABYTES}; most by file {greediest}"
        )
    figures: dict[str, int | float] = {
        **dict(sorted(ended.items())),
        "rows": sum(portion.rows for portion in done),
        "slowest_seconds": round(max(portion.slowest for portion in done), 2),
        "most_megabytes": megabytes,
    }
    return [Outcome("files", "malformed files imported", len(numbers), figures, tuple(faults))]


def _begin(place: Path) -> None:
    prepare_process(Path(mkdtemp(dir=place)))
    stop_what_hangs()


def _portion(place: Path, seed: int, numbers: Sequence[int]) -> Portion:
    """Some files on one fresh desk, which is whole at the end."""
    copies = Copies(place / "template.sqlite", Path.cwd())
    ended: Counter[str] = Counter()
    faults: list[str] = []
    rows, slowest = 0, 0.0
    greediest, growth = numbers[0], 0
    for number in numbers:
        made = make(seed, number, Path.cwd())
        before = peak_megabytes()
        with watched():
            verdict = judge(copies.path, made, again=number % _AGAIN_EVERY == 0)
        if peak_megabytes() - before > growth:
            greediest, growth = number, peak_megabytes() - before
        ended[verdict.ended] += 1
        rows += verdict.rows
        slowest = max(slowest, verdict.seconds)
        faults += [f"file {number} ({' '.join(made.options)}): {wrong}" for wrong in verdict.wrong]
        if verdict.wrong:
            shutil.copy(made.path, place)
            copies.renew()
        made.path.unlink()
    faults += [f"after files {numbers[0]} to {numbers[-1]}: {wrong}" for wrong in complaints(copies.path)]
    gc.collect()  # a command is a process of its own; what it leaves to be collected is no leak
    return Portion(ended, rows, slowest, peak_megabytes(), greediest, tuple(faults))
