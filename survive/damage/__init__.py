"""Five hundred desks with changed bytes: opened or refused, never worse for it, and salvaged as far as they can be read."""

from __future__ import annotations

import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from survive.damage.judge import Verdict, as_process, judge
from survive.damage.ruin import ruin
from survive.damage.slow import Rows, rows_of
from survive.damage.sources import TICKETS, copy, make_sources
from survive.headless import command, prepare_process
from survive.outcome import Outcome, Run

DESKS = 500
WORKERS = 2
AT_ONCE = 5
MOST_WAITING = 120  # seconds until a desk is held to hang
_AS_PROCESS, _RESTORED, _ON_SCREEN = 20, 4, 16


class Portion(NamedTuple):
    """What came of some desks."""

    ended: Counter[str]
    rows: int
    faults: tuple[str, ...]


def run(run: Run) -> list[Outcome]:
    """Damages the desks in long-lived workers."""
    place = run.place("damage")
    sources = make_sources(place, run.of(TICKETS, least=60))
    numbers = range(run.of(DESKS, least=20))
    portions = [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (place,)) as workers:
        done = list(workers.map(partial(_portion, place, run, sources), portions))
    ended = sum((portion.ended for portion in done), Counter[str]())
    figures: dict[str, int | float] = {
        "rows": sum(portion.rows for portion in done),
        **dict(sorted(ended.items())),
    }
    faults = tuple(fault for portion in done for fault in portion.faults)
    return [Outcome("damage", "desks with damaged bytes", len(numbers), figures, faults)]


def _begin(place: Path) -> None:
    prepare_process(Path(mkdtemp(dir=place)))
    signal.signal(signal.SIGALRM, _hangs)


def _hangs(_signal: int, _frame: object) -> None:
    raise TimeoutError


def _portion(place: Path, run: Run, sources: Sequence[Path], numbers: Sequence[int]) -> Portion:
    ended: Counter[str] = Counter()
    faults: list[str] = []
    rows = 0
    for number in numbers:
        source = sources[number % len(sources)]
        rows += len(_originals(source))
        verdict = _one(run, number, source)
        ended += verdict.ended
        faults += [f"desk {number} ({source.stem}, {verdict.done}): {wrong}" for wrong in verdict.wrong]
        if verdict.wrong:
            shutil.copytree(Path.cwd() / "desk", place / f"kept-{number}", dirs_exist_ok=True)
    return Portion(ended, rows, tuple(faults))


def _one(run: Run, number: int, source: Path) -> Verdict:
    """One desk, damaged and tried; the same seed and number damage it alike."""
    folder = Path.cwd() / "desk"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / f"desk-{number}.sqlite"
    copy(source, path)
    done = ruin(path, run.chance(f"damage {number}"))
    copy(path, folder / "as-damaged.sqlite")
    door = as_process if number % _AS_PROCESS == _AS_PROCESS - 1 else command
    signal.alarm(MOST_WAITING)
    try:
        return judge(
            path,
            done,
            _originals(source),
            source,
            door=door,
            full=number % _RESTORED == 0,
            screen=number % _ON_SCREEN == _ON_SCREEN - 1,
        )
    except TimeoutError:
        return Verdict(done, wrong=["it hangs: " + "".join(traceback.format_exception(*sys.exc_info())[-3:])])
    except Exception:
        return Verdict(done, wrong=[traceback.format_exc()])
    finally:
        signal.alarm(0)


@lru_cache
def _originals(source: Path) -> Rows:
    twin = Path.cwd() / "original.sqlite"
    copy(source, twin)
    return rows_of(twin)
