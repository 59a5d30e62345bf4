"""Single operations, killed: what was acknowledged is there, and of the one at hand all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from survive.desks import ACCOUNT, Copies, make_desk, settle
from survive.hands import Deed, Hands, hire
from survive.ledger import Ledger
from survive.outcome import Outcome, Run
from survive.processes import READY, Ended, Worker
from survive.traces import in_the_midst
from survive.wholeness import faults_of, tokens_in

KILLS = 560
WORKERS = ("anna", "bao", "chen", "ding")  # at once: a killed process must not hold up its colleagues
LONGEST = 0.4  # seconds until the kill; an operation takes some 10 ms
ROUNDS_A_DESK = 8


def run(run: Run) -> Outcome:
    """Some processes at a time on one desk, each killed at a moment of its own; then the desk is looked at."""
    place, random = run.place("kills-writes"), run.chance("kills-writes")
    template = place / "template.sqlite"
    hire(make_desk(template), WORKERS)
    settle(template)
    copies = Copies(template, run.place("kills-writes/desks"))
    counts: Counter[str] = Counter()
    faults: list[str] = []
    ledger = Ledger()
    for number in range(1, run.of(KILLS // len(WORKERS)) + 1):
        seed = random.getrandbits(32)
        ended = kill_some(copies.path, number, Random(seed))
        counts["killed"] += sum(one.killed for one in ended)
        counts["rounds that left a write half written"] += in_the_midst(copies.path.parent)
        found = [*_judge(ended, copies.path, ledger, counts)]
        faults += [f"round {number} (seed {seed}): {fault}" for fault in found]
        if found or number % ROUNDS_A_DESK == 0:
            counts["acknowledged operations"] += ledger.acknowledged
            copies.renew()
            ledger = Ledger()
    counts["acknowledged operations"] += ledger.acknowledged
    killed = counts.pop("killed")
    return Outcome("kills", "single operations", killed, dict(counts), tuple(faults))


def kill_some(path: Path, number: int, random: Random) -> list[Ended]:
    """Lets processes work on a desk at once until each of them is killed."""
    workers = [Worker(work, path, staff, f"{staff}{number}", random.getrandbits(32)) for staff in WORKERS]
    moments = sorted(random.uniform(0, LONGEST) for _worker in workers)
    return [worker.kill_after(moment) for worker, moment in zip(workers, moments, strict=True)]


def work(pipe: Connection, path: Path, staff: str, name: str, seed: int) -> None:
    """The body of the process: operation after operation, each told before and after, until it is killed."""
    from servicedesk.desk import open_desk

    desk = open_desk(path, account=ACCOUNT, staff=staff)
    hands = Hands(desk, name, Random(seed))
    pipe.send(READY)
    while True:
        deed = hands.choose()
        pipe.send(deed)
        hands.do(deed)
        pipe.send(deed.token)


def _judge(ended: list[Ended], path: Path, ledger: Ledger, counts: Counter[str]) -> Iterator[str]:
    """What is wrong on the desk after the kills; the operations at hand are settled by what is found."""
    yield from faults_of(path)
    found = tokens_in(path)
    for one in ended:
        if not one.killed:
            yield f"a process was not killed but left with {one.code}"
        if at_hand := _told(one, ledger):
            counts["killed in an operation"] += 1
            counts["of these done but not yet acknowledged"] += ledger.settle(at_hand, found)
    yield from ledger.faults(found)


def _told(ended: Ended, ledger: Ledger) -> Deed | None:
    """Writes down what a process acknowledged; returns the operation that it was killed in, if any."""
    at_hand: Deed | None = None
    for told in ended.told:
        if isinstance(told, Deed):
            at_hand = told
        elif at_hand:
            ledger.add(at_hand)
            at_hand = None
    return at_hand
