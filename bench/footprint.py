"""What the full screen costs while nothing is typed: memory before and after the first write, and the processor."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from bench.desks import BenchDesk
from bench.figures import Figure, Target
from bench.run import Run
from bench.terminals import EmptyApp, TimedTerminal

IDLE_SECONDS = 30
COLUMNS, LINES = 140, 45


class Memory(NamedTuple):
    """Megabytes of a process: resident, its share of what is shared, and its very own."""

    rss: float
    pss: float
    uss: float


def measure(run: Run, desk: BenchDesk) -> list[Figure]:
    """Both apps stand side by side in terminals of one size, so that they idle at the same time."""
    with (
        TimedTerminal(env=desk.env, columns=COLUMNS, lines=LINES) as ours,
        EmptyApp(env=desk.env, columns=COLUMNS, lines=LINES) as empty,
    ):
        empty.wait_for(EmptyApp.SAYS)
        floor = memory_of(empty.pid)
        _look_around(ours)
        before = memory_of(ours.pid)
        idle, idle_empty = _idle(run.of(IDLE_SECONDS), ours, empty)
        _write(ours)
        after = memory_of(ours.pid)
    what = "memory of the full screen"
    return [
        _memory(f"{what} before the first write", before, floor, desk.tickets, 40),
        _memory(f"{what} after the first write", after, floor, desk.tickets, 60),
        Figure(
            "processor while nothing happens", "%", idle, idle, idle, 1, "once", desk.tickets,
            None, "empty Textual app", idle_empty, Target("most", 1),
        ),
    ]  # fmt: skip


def memory_of(pid: int) -> Memory:
    """What a process holds now."""
    facts = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]:
        name, kilobytes, _unit = line.split()
        facts[name.rstrip(":")] = int(kilobytes) / 1024
    return Memory(facts["Rss"], facts["Pss"], facts["Private_Clean"] + facts["Private_Dirty"])


def _look_around(terminal: TimedTerminal) -> None:
    """What a receptionist does before she writes anything: the list, its pages, its end, another queue."""
    terminal.wait_for("Needs you now")
    terminal.press("2")
    terminal.wait_for("All open: ")
    for key in ("page down", "page down", "end", "home", "q", "Urgent", "enter"):
        terminal.draw(*terminal.send(key, 0.5))
    terminal.wait_for("Urgent: ")


def _write(terminal: TimedTerminal) -> None:
    terminal.press("m")
    terminal.wait_for("for colleagues only")
    terminal.press("Valve closed, part ordered", "ctrl+s")
    terminal.wait_for("Note kept")
    terminal.draw(*terminal.send("down", 1.0))


def _idle(seconds: float, *terminals: TimedTerminal) -> list[float]:
    """The share of one core that each program used meanwhile, in percent; what they send is read."""
    before = [_ticks(terminal.pid) for terminal in terminals]
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        for terminal in terminals:
            terminal.settle(quiet=0.2, most=0.4)
    passed, tick = time.monotonic() - started, os.sysconf("SC_CLK_TCK")
    used = (_ticks(terminal.pid) - then for terminal, then in zip(terminals, before, strict=True))
    return [100 * ticks / tick / passed for ticks in used]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _memory(what: str, found: Memory, floor: Memory, size: int, above: float) -> Figure:
    remark = f"its own {found.uss:.0f} MB, with its share of what is shared {found.pss:.0f} MB"
    return Figure(
        what, "MB", found.rss, found.rss, found.rss, 1, "once", size,
        None, "empty Textual app", floor.rss, Target("above", above), remark,
    )  # fmt: skip
