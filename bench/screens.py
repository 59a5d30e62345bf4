"""The full screen in a real terminal: first rows, keys, memory and idleness, beside an empty app of Textual."""

from __future__ import annotations

from bench import footprint, keys
from bench.desks import NOW, STAFF, BenchDesk
from bench.figures import Figure, Target, figure_of
from bench.run import Run
from bench.terminals import EmptyApp, TimedTerminal
from servicedesk.clock import FrozenClock
from servicedesk.desk import open_desk
from servicedesk.lookups import today
from servicedesk.settings import this_account

ROUNDS = 12
SIZES = ((80, 24), (140, 45))
EMPTY = "empty Textual app"


def measure(run: Run) -> list[Figure]:
    """First rows at every size of desk; all else on the largest, which is copied since a screen keeps drafts."""
    figures = [figure for desk in run.desks for figure in _first_rows(run, desk)]
    copy = run.largest.copied(run.folder / "screens")
    for columns, lines in SIZES[: run.of(len(SIZES))]:
        figures += keys.measure(run, copy, columns, lines)
    figures += keys.queue_counts(run, copy)
    figures += footprint.measure(run, copy)
    copy.path.unlink()
    return figures


def _first_rows(run: Run, desk: BenchDesk) -> list[Figure]:
    expected = _first_subject(desk)
    times: dict[str, list[float]] = {"first rows on the screen": [], EMPTY: []}
    columns, lines = SIZES[0]
    for turn in range(run.of(ROUNDS) + 1):
        with TimedTerminal(env=desk.env, columns=columns, lines=lines) as ours:
            rows = ours.first_shown(expected)
        with EmptyApp(env=desk.env, columns=columns, lines=lines) as empty:
            first = empty.first_shown(EmptyApp.SAYS)
        if turn:  # the first of each only warms up
            times["first rows on the screen"].append(rows * 1000)
            times[EMPTY].append(first * 1000)
    floor = figure_of(times[EMPTY], f"{EMPTY}, first paint", "ms", size=desk.tickets)
    ours_figure = figure_of(
        times["first rows on the screen"], "first rows on the screen", "ms", size=desk.tickets,
        floor=EMPTY, floor_value=floor.value, target=Target("ratio", 1.3),
    )  # fmt: skip
    return [floor, ours_figure]


def _first_subject(desk: BenchDesk) -> str:
    """The beginning of the first line that Today shows."""
    opened = open_desk(desk.path, account=this_account(), staff=STAFF, clock=FrozenClock(NOW))
    return today.today(opened, 1)[0].text[:12].strip()
