"""Keys in the full screen: from the key to the last byte of the repaint, and how many bytes a move of the cursor sends."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from bench.desks import NOW, STAFF, BenchDesk
from bench.figures import Figure, Target, figure_of
from bench.run import Run
from bench.terminals import TimedTerminal, View, sent
from bench.words import FREQUENT, FREQUENT_CHINESE, RARE
from servicedesk.clock import FrozenClock
from servicedesk.desk import open_desk
from servicedesk.lookups import queues
from servicedesk.settings import this_account

TIMES = 30
AT_MOST = Target("most", 50)
MOST_BYTES = Target("most", 500)
PREVIEW_AFTER = 0.12  # seconds: the preview rests for 0.15 before it is asked for
SLOW_ANSWER = (0.7, 1.2)  # seconds of silence, and at most, that end a search
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
        figures += _leaps(run, terminal, rows, desk.tickets, where)
        figures += _queues(run, terminal, rows, desk.tickets, where)
        figures.append(_filter(run, terminal, desk.tickets, where))
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


def _rows_of(terminal: TimedTerminal, below: int = 3) -> View:
    """What a person sees of the rows, without the preview beside them and so many lines below them."""
    left, right = _sides(terminal)
    last = terminal.screen.lines - below
    return lambda seen: seen.cells(3, last, left, right)


def _sides(terminal: TimedTerminal) -> tuple[int, int]:
    """The columns of the list, between the queues and the preview where there is room for them."""
    columns = range(terminal.screen.columns)
    bars = [column for column in columns if terminal.screen.buffer[2][column].data == "│"]
    return (bars[0] + 1, bars[1]) if len(bars) > 1 else (0, len(columns))


def _title_of(terminal: TimedTerminal) -> View:
    """The line above the rows, without the preview beside it."""
    left, right = _sides(terminal)
    return lambda seen: seen.cells(2, 3, left, right)


def _figure(seconds: list[float], what: str, size: int, where: str) -> Figure:
    samples = [one * 1000 for one in seconds]
    return figure_of(samples, f"{what}, {where}", "ms", measure="p95", size=size, target=AT_MOST)


def _moves(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Iterator[Figure]:
    """The cursor goes down: first over the rows that are seen, then the list scrolls with it."""
    times: list[float] = []
    moved: list[float] = []
    scrolled: list[float] = []
    later: list[float] = []
    for _turn in range(run.of(TIMES)):
        top = _first_row(rows(terminal))
        pieces = terminal.send("down", 0.5)
        times.append(_changed(terminal.last_changes(pieces, rows)[0], "down"))
        early = sent(pieces, PREVIEW_AFTER)
        (moved if _first_row(rows(terminal)) == top else scrolled).append(early)
        later.append(sent(pieces) - early)
    yield _figure(times, "a move of the cursor", size, where)
    what = f"bytes of a move of the cursor, {where}"
    yield figure_of(moved, what, "bytes", measure="max", size=size, target=MOST_BYTES)
    if scrolled:
        yield figure_of(scrolled, f"bytes of a move that scrolls, {where}", "bytes", size=size)
    yield figure_of(later, f"bytes of the preview that follows, {where}", "bytes", size=size)


def _first_row(rows: Sequence[Sequence[Any]]) -> str:
    """The first line below the header, without the sign of the cursor."""
    return "".join(cell.data for cell in rows[1]).replace("▸", " ")


def _leaps(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Iterator[Figure]:
    """Some pages down and as many up again, then to the last row and back to the first; twice."""
    pages = run.of(TIMES // 2)
    leaps: dict[str, list[float]] = {"page down": [], "page up": [], "end": [], "home": []}
    for key in (*("page down",) * pages, *("page up",) * pages, *("end", "home") * pages) * run.of(2):
        leaps[key].append(_changed(terminal.repaint(key, rows), key))
    for key, times in leaps.items():
        yield _figure(times, f"the key {key}", size, where)


def _changed(seconds: float | None, key: str) -> float:
    """A key that changed nothing was not measured, and is no quick one."""
    if seconds is None:
        raise RuntimeError(f"the key {key!r} changed nothing on the screen")
    return seconds


def _queues(run: Run, terminal: TimedTerminal, rows: View, size: int, where: str) -> Iterator[Figure]:
    shown, counted = [], []
    title = _title_of(terminal)
    for name in islice(cycle((*_QUEUES[1:], _QUEUES[0])), run.of(TIMES)):
        terminal.draw(*terminal.send("q", 0.15), *terminal.send(name, 0.15))
        changes = terminal.last_changes(terminal.send("enter", 0.5), rows, title)
        terminal.wait_for(f"{name}: ")
        shown.append(_changed(changes[0], name))
        counted.append(_changed(changes[1], name))
    yield _figure(shown, "another queue, its rows", size, where)
    yield _figure(counted, "another queue, how many it holds", size, where)


def _filter(run: Run, terminal: TimedTerminal, size: int, where: str) -> Figure:
    times = []
    rows = _rows_of(terminal, below=5)  # the filter and its echo stand below the rows
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
