"""Keys in the full screen: from the key to the last byte of the repaint, and how many bytes a move of the cursor sends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, islice

from bench.desks import NOW, STAFF, BenchDesk
from bench.figures import Figure, Target, figure_of
from bench.run import Run
from bench.terminals import TimedTerminal, View, sent
from bench.words import FREQUENT, FREQUENT_CHINESE, RARE
from servicedesk.clock import FrozenClock
from servicedesk.desk import open_desk
from servicedesk.lookups import queues
from servicedesk.settings import this_account

TIMES = 40
AT_MOST = Target("most", 50)
MOST_BYTES = Target("most", 500)
PREVIEW_AFTER = 0.12  # seconds: the preview rests for 0.15 before it is asked for
SLOW_ANSWER = (
    0.7,
    1.2,
)  # seconds of silence, and at most, that end a search: the filter itself rests for 0.2
_QUEUES = ("All open", "Unassigned", "Mine", "Overdue", "Waiting", "Urgent", "My team", "Due today")
DELETE = "\x7f"


def measure(run: Run, desk: BenchDesk, columns: int, lines: int) -> list[Figure]:
    """All keys in a terminal of this size."""
    where = f"{columns}x{lines}"
    with TimedTerminal(env=desk.env, columns=columns, lines=lines) as terminal:
        terminal.wait_for("Needs you now")
        terminal.press("2")
        terminal.wait_for("All open: ")
        terminal.draw(*terminal.send("home", 1.0))
        rows = _rows_of(terminal)
        figures = list(_moves(run, terminal, rows, desk.tickets, where))
        figures += _queues(run, terminal, rows, desk.tickets, where)
        figures.append(_filter(run, terminal, rows, desk.tickets, where))
        figures.append(_caller(run, terminal, desk.tickets, where))
    return figures


def queue_counts(run: Run, desk: BenchDesk) -> list[Figure]:
    """How long the numbers beside the queues take, asked in this process."""
    opened = open_desk(desk.path, account=this_account(), staff=STAFF, clock=FrozenClock(NOW))
    samples = []
    for _turn in range(run.of(TIMES)):
        started = time.perf_counter()
        queues.counted(opened)
        samples.append((time.perf_counter() - started) * 1000)
    what = "counts of all queues, asked in the process"
    return [figure_of(samples, what, "ms", measure="p95", size=desk.tickets, target=AT_MOST)]


def _rows_of(terminal: TimedTerminal) -> View:
    """What a person sees of the rows, the preview and the filter line left out."""
    bars = [
        column for column in range(terminal.screen.columns) if terminal.screen.buffer[2][column].data == "│"
    ]
    left, right = (bars[0] + 1, bars[1]) if len(bars) > 1 else (0, terminal.screen.columns)
    last = terminal.screen.lines - 6
    return lambda seen: seen.cells(3, last, left, right)


def _title_of(terminal: TimedTerminal) -> object:
    return terminal.cells(2, 3)


def _figure(seconds: list[float], what: str, size: int, where: str) -> Figure:
    samples = [one * 1000 for one in seconds]
    return figure_of(samples, f"{what}, {where}", "ms", measure="p95", size=size, target=AT_MOST)


def _moves(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Iterator[Figure]:
    times, early, late = [], [], []
    for _turn in range(run.of(TIMES)):
        pieces = terminal.send("down", 0.5)
        early.append(sent(pieces, PREVIEW_AFTER))
        late.append(sent(pieces) - early[-1])
        times.append(_changed(terminal.last_changes(pieces, rows)[0], "down"))
    yield _figure(times, "a move of the cursor", size, where)
    yield figure_of(
        early, f"bytes of a move of the cursor, {where}", "bytes", measure="max", size=size, target=MOST_BYTES
    )
    yield figure_of(late, f"bytes of the preview that follows, {where}", "bytes", size=size)
    for what, keys in (
        ("a page down", ("page down",)),
        ("a page up", ("page up",)),
        ("to the last row and back to the first", ("end", "home")),
    ):
        pressed = islice(cycle(keys), run.of(TIMES, least=2 * len(keys)))
        yield _figure([_changed(terminal.repaint(key, rows), key) for key in pressed], what, size, where)


def _changed(seconds: float | None, key: str) -> float:
    """A key that changed nothing was not measured, and is no quick one."""
    if seconds is None:
        raise RuntimeError(f"the key {key!r} changed nothing on the screen")
    return seconds


def _queues(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Iterator[Figure]:
    shown, counted = [], []
    for name in islice(cycle((*_QUEUES[1:], _QUEUES[0])), run.of(TIMES)):
        terminal.draw(*terminal.send("q"), *terminal.send(name))
        changes = terminal.last_changes(terminal.send("enter", 0.5), rows, _title_of)
        terminal.wait_for(f"{name}: ")
        shown.append(_changed(changes[0], name))
        counted.append(_changed(changes[1], name))
    yield _figure(shown, "another queue, its rows", size, where)
    yield _figure(counted, "another queue, how many it holds", size, where)


def _filter(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Figure:
    times = []
    terminal.draw(*terminal.send("/"))
    for word in islice(cycle((FREQUENT, FREQUENT_CHINESE, RARE)), run.of(TIMES // 3, least=3)):
        times.append(_changed(terminal.repaint(word, rows, *SLOW_ANSWER), word))
        terminal.draw(*terminal.send(DELETE * len(word), *SLOW_ANSWER))
    terminal.draw(*terminal.send("esc"))
    return _figure(times, "a word in the filter, its rows", size, where)


def _caller(run: Run, terminal: TimedTerminal, size: int, where: str) -> Figure:
    """Each letter that changes what is found, as a caller's name is typed."""
    times: list[float] = []
    terminal.draw(*terminal.send("f2"))
    for _turn in range(run.of(TIMES // 3)):
        for letter in "wang":
            changed = terminal.repaint(letter, lambda seen: seen.cells(3, 8))
            if changed is not None:
                times.append(changed)
        terminal.draw(*terminal.send(DELETE * 4))
    terminal.draw(*terminal.send("esc"), *terminal.send("esc"))
    return _figure(times, "a letter on the call screen, who is found", size, where)
