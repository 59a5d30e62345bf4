"""Eight processes and two full screens write on one desk at once; at the end it holds what they all say they did."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from threading import Barrier
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations.tickets import edit
from servicedesk.problems import Problem
from survive.desks import ACCOUNT, make_desk, settle
from survive.hands import Deed, Hands, hire
from survive.ledger import Ledger
from survive.outcome import Outcome, Run
from survive.processes import READY, Worker
from survive.wholeness import faults_of, read_only, tokens_in

if TYPE_CHECKING:
    from tests.journeys.terminal import Terminal

OPERATIONS = 4_000
HANDS = ("anna", "bao", "chen", "ding", "emma", "feng", "gao", "hong")
SCREENS = ("ivan", "jia")
TYPED = 40  # of them on each screen: a person types slower than a process writes
ON_SCREEN = "ticket new on a screen"
SHARED = range(1, 9)  # the tickets that everybody edits
SHARED_EDITS = 0.12
LONGEST_THOUGHT = 0.03  # seconds between reading and saving
PATIENCE = 60.0
CONFLICT = 5


class Told(NamedTuple):
    """What somebody was told of one operation: how long it took, and the problem if there was one.

    `based_on` is number and version of the ticket that was edited, `number` that of the ticket opened on a screen.
    """

    deed: Deed
    seconds: float
    problem: str = ""
    code: int = 0
    based_on: tuple[int, int] | None = None
    number: int = 0


def run(run: Run) -> list[Outcome]:
    """Everybody works until everything is done, then what was told is held against the desk."""
    place, chance = run.place("crowd"), run.chance("crowd")
    desk = place / "desk.sqlite"
    hire(make_desk(desk), (*HANDS, *SCREENS))
    settle(desk)
    screens = () if sys.platform == "win32" else SCREENS
    typed = run.of(TYPED, least=2)
    each = (run.of(OPERATIONS) - typed * len(screens)) // len(HANDS)
    with ThreadPoolExecutor() as pool:
        seated = Barrier(len(screens) + 1, timeout=PATIENCE)
        typing = [pool.submit(_type, desk, staff, typed, seated) for staff in screens]
        seated.wait()
        started = time.monotonic()
        workers = [Worker(work, desk, staff, chance.getrandbits(32), each) for staff in HANDS]
        told: dict[str, list[Told]] = {
            staff: worker.hear() for staff, worker in zip(HANDS, workers, strict=True)
        }
        seconds = time.monotonic() - started
        for worker in workers:
            worker.wait()
        told |= {staff: typist.result() for staff, typist in zip(screens, typing, strict=True)}
    return [_outcome(desk, told, seconds)]


def work(pipe: Connection, path: Path, staff: str, seed: int, operations: int) -> None:
    """The body of a process: so many operations of one person; at the end it tells of all of them."""
    from servicedesk.desk import open_desk

    desk = open_desk(path, account=ACCOUNT, staff=staff)
    random = Random(seed)
    hands = Hands(desk, staff, random)
    pipe.send(READY)
    told = []
    for _operation in range(operations):
        if random.random() < SHARED_EDITS:
            told.append(_edit_shared(desk, hands.name_one("shared edit"), random))
        else:
            deed = hands.choose()
            told.append(_attempt(deed, partial(hands.do, deed)))
    pipe.send(told)


def _edit_shared(desk: Desk, deed: Deed, random: Random) -> Told:
    """Reads a ticket that others edit too, thinks for a moment, and saves what she read with words of her own."""
    number = random.choice(SHARED)
    version = tickets.ticket(desk, number).version
    text = f"{tickets.detail(desk, number).description} <{deed.token}>"
    time.sleep(random.uniform(0, LONGEST_THOUGHT))
    save = partial(edit, desk, number, {"description": text}, if_version=version)
    return _attempt(deed, save)._replace(based_on=(number, version))


def _attempt(deed: Deed, act: Callable[[], object]) -> Told:
    begun = time.monotonic()
    try:
        act()
    except Problem as problem:
        return Told(deed, time.monotonic() - begun, problem.message, int(problem.exit_code))
    return Told(deed, time.monotonic() - begun)


def _type(desk: Path, staff: str, operations: int, seated: Barrier) -> list[Told]:
    """One person at a full screen opens tickets through the form; the line on her screen is the word she gets."""
    from tests.journeys.terminal import Terminal, desk_env

    told: list[Told] = []
    config = desk.with_name(f"{staff}.toml")
    with Terminal(env=desk_env(desk, staff, config), columns=100, lines=30) as terminal:
        terminal.wait_for("Needs you now", PATIENCE)
        terminal.press("2")
        seated.wait()
        for count in range(1, operations + 1):
            deed, begun = Deed(ON_SCREEN, f"{staff}.{count}"), time.monotonic()
            terminal.press("n")
            terminal.wait_for("New ticket", PATIENCE)
            terminal.press("tab", f"At the counter <{deed.token}>", "ctrl+s")
            number = _number_opened(terminal, {one.number for one in told})
            problem = "" if number else terminal.text
            told.append(Told(deed, time.monotonic() - begun, problem, number=number))
            if problem:
                break
    return told


def _number_opened(terminal: Terminal, before: set[int]) -> int:
    """The number of the ticket that the screen says is open; 0 when it never says so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        opened = {int(number) for number in re.findall(r"Ticket (\d+) opened", terminal.text)} - before
        if opened:
            return opened.pop()
        terminal.settle(most=0.3)
    return 0


def _outcome(desk: Path, told: dict[str, list[Told]], seconds: float) -> Outcome:
    everything = [one for person in told.values() for one in person]
    waits = sorted(one.seconds for one in everything if one.deed.verb != ON_SCREEN)
    figures = {
        "operations a second": round(len(everything) / seconds),
        "longest wait in ms": round(waits[-1] * 1000),
        "99 of 100 wait at most ms": round(waits[len(waits) * 99 // 100] * 1000),
        "typed on the screens": len(everything) - len(waits),
        "edits of what others edit": sum(one.based_on is not None for one in everything),
        "of these told of a conflict": sum(one.code == CONFLICT for one in everything),
    }
    faults = (*faults_of(desk), *_faults(desk, told))
    return Outcome("crowd", "eight processes and two screens", len(everything), figures, faults)


def _faults(desk: Path, told: dict[str, list[Told]]) -> Iterator[str]:
    """What people were told that is not so, and what nobody should be told at all."""
    ledger, based_on = Ledger(), Counter[tuple[int, int]]()
    for staff, person in told.items():
        for one in person:
            if not one.problem:
                ledger.add(one.deed)
                based_on.update([one.based_on] if one.based_on else [])
            elif one.code != CONFLICT or not one.based_on:
                yield f"{staff} was told after {one.seconds:.2f} s of {one.deed.verb}: {one.problem}"
    yield from ledger.faults(tokens_in(desk))
    for (number, version), count in based_on.items():
        if count > 1:
            yield f"{count} edits of ticket {number} were saved over version {version}"
    with closing(read_only(desk)) as connection:
        for one in (one for person in told.values() for one in person if one.number):
            subject = connection.execute("SELECT subject FROM ticket WHERE id = ?", (one.number,)).fetchone()
            if f"<{one.deed.token}>" not in subject[0]:
                yield f"a screen said ticket {one.number} is {one.deed.token}, but it is {subject[0]}"
