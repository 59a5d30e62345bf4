"""The power fails: the disk holds what was synced, and anything or nothing of what was asked of it since.

A real process works on a desk while every write and sync of SQLite is traced; at random points of the trace
the disk is made as a power cut may leave it, and the desk on it is opened and looked through.
"""

from __future__ import annotations

import pickle
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from survive.desks import make_desk, settle
from survive.hands import Deed
from survive.ledger import Ledger
from survive.outcome import Outcome, Run
from survive.power.disk import Disk
from survive.power.tracing import Begun, Done, Event
from survive.power.working import handle_import, work_singly
from survive.processes import Body, Worker
from survive.wholeness import faults_of, tokens_in

WORKS: dict[str, tuple[int, Body]] = {
    "power cut in single operations": (250, work_singly),
    "power cut in an import and its undoing": (90, handle_import),
}


def run(run: Run) -> list[Outcome]:
    """One trace for each kind of work, cut at many moments."""
    return [_cut(run, what, states, body) for what, (states, body) in WORKS.items()]


def _cut(run: Run, what: str, states: int, body: Body) -> Outcome:
    place, random = run.place(what.replace(" ", "-")), run.chance(what)
    before, desk = run.place(f"{place.name}/before") / "desk.sqlite", place / "desk.sqlite"
    make_desk(before)
    settle(before)
    shutil.copyfile(before, desk)
    ended = Worker(body, desk, random.getrandbits(32), place / "trace").wait()
    assert ended.code == 0, f"the work failed with {ended.code}"
    trace: list[Event] = pickle.loads((place / "trace").read_bytes())
    moments = Counter(random.randrange(len(trace)) for _state in range(run.of(states, least=4)))
    counts: Counter[str] = Counter({"calls traced": len(trace)})
    faults: list[str] = []
    disk, ledger, at_hand = Disk(before), Ledger(), tuple[Deed, ...]()
    for number, event in enumerate(trace):
        at_hand = _follow(event, ledger, at_hand)
        disk.take(event)
        for again in range(moments[number]):
            counts["with writes under way"] += disk.is_at_work
            folder = run.place(f"{place.name}/cut")
            how = disk.lose_power(random, folder)
            found = _judge(folder / desk.name, ledger, at_hand, counts)
            faults += [f"cut {again} after call {number} ({how}): {fault}" for fault in found]
            shutil.rmtree(folder)
    return Outcome("power", what, moments.total(), dict(counts), tuple(faults))


def _follow(event: Event, ledger: Ledger, at_hand: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """Writes down what is acknowledged by now; returns the deeds of the operation that is going on."""
    match event:
        case Begun(deeds):
            return deeds
        case Done():
            for deed in at_hand:
                ledger.add(deed)
            return ()
    return at_hand


def _judge(desk: Path, ledger: Ledger, at_hand: tuple[Deed, ...], counts: Counter[str]) -> Iterator[str]:
    """What is wrong on a desk that lost power; the operation going on may be done or not, but not half."""
    faults = faults_of(desk)
    yield from faults
    if faults:
        return
    found, known = tokens_in(desk), ledger.copy()
    done = {known.settle(deed, found) for deed in at_hand}
    counts["with an operation under way"] += bool(at_hand)
    counts["of these done all the same"] += done == {True}
    if len(done) > 1:
        yield "half of one operation is there"
    yield from known.faults(found)
