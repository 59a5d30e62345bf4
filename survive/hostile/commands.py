"""Hostile texts through every option and argument of every command, in long-lived workers."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from survive.desks import Copies, complaints, make_desk
from survive.headless import command, harm, prepare_process
from survive.hostile.lines import KEPT_PARTS, PARTS, SPREAD
from survive.hostile.slots import SHARED, Slot, base_lines, command_slots
from survive.hostile.strings import OWN, hostile_strings
from survive.hostile.typed import looked_over, meant_for, root_slots, tried
from survive.outcome import Outcome, Run

WORKERS = 2
_LOOKED_OVER = 5  # in a short run every so-many-th desk is looked over
_TOLD_EVERY = 50  # slots
# What can be done once.
_ENDING = frozenset(
    {
        "resolve", "reopen", "cancel", "log", "reschedule", "assign", "merge", "unmerge", "apart", "consent",
        "restrict", "hold", "erase", "tier",
    }
)  # fmt: skip
_OURS = frozenset(OWN)
ROWS = "subject,name,x\n漏水,王小明,1\n灯不亮,Chen,2\n"


class Tried(NamedTuple):
    """What came of one slot."""

    codes: Counter[int]
    faults: tuple[str, ...]


def run(run: Run) -> Outcome:
    """Every slot meets a part of the texts; in a short run a single one, in each slot another."""
    place = run.place("commands")
    make_desk(place / "template.sqlite")
    slots = [*root_slots(), *command_slots()]
    short = run.share < 1
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (place,)) as workers:
        lines = workers.submit(_lines_work)
        work = workers.map(partial(_slot, short), range(len(slots)), chunksize=4)
        done = [_told(tried, number, len(slots)) for number, tried in enumerate(work, start=1)]
        faults = [*lines.result(), *(fault for tried in done for fault in tried.faults)]
    codes = sum((tried.codes for tried in done), Counter[int]())
    figures: dict[str, int | float] = {"slots": len(slots), "texts": len(hostile_strings())}
    figures |= {f"code_{code}": count for code, count in sorted(codes.items())}
    return Outcome("hostile", "texts typed into commands", codes.total(), figures, tuple(faults))


def _told(tried: Tried, number: int, slots: int) -> Tried:
    """The same; its faults are seen at once, and how far it is, for a run takes hours."""
    for fault in tried.faults:
        print(f"    {fault}", file=sys.stderr, flush=True)
    if number % _TOLD_EVERY == 0:
        print(f"    {number} of {slots} slots", file=sys.stderr, flush=True)
    return tried


def _begin(place: Path) -> None:
    folder = Path(mkdtemp(dir=place))
    shutil.copy(place / "template.sqlite", folder / "backup.sqlite")
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    (folder / "holidays.csv").write_text("date,hours,name\n2026-12-25,off,Christmas Day\n", encoding="utf-8")
    prepare_process(folder)


def _lines_work() -> list[str]:
    """Every command has a line that works, or hostile words would be tried where nobody would read them."""
    copies = Copies(Path("../template.sqlite"), Path.cwd())
    faults = []
    for path, line in base_lines():
        copies.renew()
        desk = copies.path if path != ("setup",) else copies.path.with_name("new.sqlite")
        ran = command("--database", str(desk), *line)
        if (ran.code and path != ("doctor",)) or harm(ran):
            faults.append(f"the plain line {' '.join(line)!r} ends with {ran.code}: {ran.err[:200]!r}")
    return faults


def _slot(short: bool, number: int) -> Tried:
    """The texts in one slot, on a desk of its own that is looked over at the end."""
    slot = [*root_slots(), *command_slots()][number]
    copies = Copies(Path("../template.sqlite"), Path.cwd())
    codes: Counter[int] = Counter()
    faults: list[str] = []
    for count, text in enumerate(_texts(slot, number, short)):
        if slot.command[-1:] and slot.command[-1] in _ENDING:
            copies.renew()
        ran, wrong = tried(copies.path, slot, text, as_json=count % 2 == 0)
        codes[ran.code] += 1
        faults += [f"{slot.title} with {_short(text)}: {one}" for one in wrong]
    if not short or number % _LOOKED_OVER == 0:
        faults += [f"after {slot.title}: {one}" for one in complaints(copies.path)]
        if slot.stored:
            faults += [f"after {slot.title}: {one}" for one in looked_over(copies.path)]
    return Tried(codes, tuple(dict.fromkeys(faults)))


def _texts(slot: Slot, number: int, short: bool) -> Iterator[str]:
    """The texts for a slot: a part of our own and of the shared ones, at each slot another, more where text is kept.

    Of an option that most commands share, each command meets a few.
    """
    every: Sequence[str] = [text for text in hostile_strings() if meant_for(slot, text)]
    if short:
        yield every[number % len(every)]
    elif slot.name in SHARED:
        yield from every[number % SPREAD :: SPREAD]
    else:
        parts = KEPT_PARTS if slot.stored else PARTS
        yield from (text for place, text in enumerate(every) if not (place + number) % parts[text in _OURS])


def _short(text: str) -> str:
    return ascii(text if len(text) <= 60 else f"{text[:50]}... ({len(text)} characters)")
