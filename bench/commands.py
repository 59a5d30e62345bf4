"""Commands that read, whole processes: each beside the cheapest command that Typer makes."""

from __future__ import annotations

from typing import Any

from bench.desks import LOADED, SERVICEDESK, BenchDesk
from bench.figures import Figure, Target, figure_of
from bench.processes import Program, Took, in_turns, peak_megabytes, python
from bench.recorded import keep_selects
from bench.run import Run
from bench.sheets import customer
from bench.words import FREQUENT, FREQUENT_CHINESE, RARE, RARE_CHINESE

ROUNDS = 12
CHEAPEST = "cheapest Typer command"
AT_MOST = Target("ratio", 1.25)
_REPORT = ("report", "daily", "--date", LOADED.date().isoformat())
_CHINESE, _ENGLISH = customer(15), customer(7)

COMMANDS: dict[str, tuple[str, ...]] = {
    "ticket list --limit 50": ("ticket", "list", "--limit", "50"),
    "ticket list, one page of an urgent queue": ("ticket", "list", "--queue", "urgent", "--limit", "50"),
    "ticket show": ("ticket", "show", "1042"),
    "search, a frequent word": ("search", FREQUENT, "--limit", "50"),
    "search, a rare word": ("search", RARE, "--limit", "50"),
    "search, two frequent Chinese characters": ("search", FREQUENT_CHINESE, "--limit", "50"),
    "search, two rare Chinese characters": ("search", RARE_CHINESE, "--limit", "50"),
    "customer find, part of a name": ("customer", "find", _ENGLISH.name.split()[1]),
    "customer find, a Chinese name": ("customer", "find", _CHINESE.name),
    "customer find, pinyin": ("customer", "find", "wang"),
    "customer find, end of a phone number": ("customer", "find", _ENGLISH.phone[-4:]),
}


def measure(run: Run) -> list[Figure]:
    """Reads, the daily report and memory at every size, and the floors beside them."""
    return [
        figure for desk in run.desks for figure in (*_reads(run, desk), *_report(run, desk), *_memory(desk))
    ]


def command(name: str, *arguments: str, desk: BenchDesk) -> Program:
    """A command of the program, as a shell starts it."""
    return Program(name, (SERVICEDESK, *arguments), desk.env, answers=True)


def milliseconds(took: list[Took]) -> list[float]:
    """The times by the clock."""
    return [one.wall * 1000 for one in took]


def timed(took: dict[str, list[Took]], what: str, size: int, **more: Any) -> Figure:
    """The figure of one program among those that took turns; `floor` names another of them."""
    floor = str(more.get("floor", ""))
    beside = figure_of(milliseconds(took[floor]), floor, "ms").value if floor else None
    cpu = figure_of([one.cpu * 1000 for one in took[what]], what, "ms").value
    return figure_of(milliseconds(took[what]), what, "ms", size=size, cpu=cpu, floor_value=beside, **more)


def _reads(run: Run, desk: BenchDesk) -> list[Figure]:
    ours = [command(name, *arguments, desk=desk) for name, arguments in COMMANDS.items()]
    page = keep_selects(desk, COMMANDS["ticket list --limit 50"], run.folder)
    bare = Program("bare sqlite3, the page of 50", python("bare_sqlite", str(desk.path), str(page)).command)
    floors = [Program("python, nothing", python("nothing").command), bare]
    typer = Program(CHEAPEST, python("cheapest_typer").command)
    took = in_turns([*floors, typer, *ours], run.of(ROUNDS))
    figures = [timed(took, program.name, desk.tickets) for program in (*floors, typer)]
    return figures + [timed(took, one.name, desk.tickets, floor=CHEAPEST, target=AT_MOST) for one in ours]


def _report(run: Run, desk: BenchDesk) -> list[Figure]:
    floor = "bare sqlite3, the SELECTs of the report"
    selects = keep_selects(desk, _REPORT, run.folder)
    bare = Program(floor, python("bare_sqlite", str(desk.path), str(selects)).command)
    took = in_turns([bare, command("report daily", *_REPORT, desk=desk)], run.of(ROUNDS))
    return [
        timed(took, floor, desk.tickets),
        timed(took, "report daily", desk.tickets, floor=floor, target=Target("ratio", 3)),
    ]


def _memory(desk: BenchDesk) -> list[Figure]:
    floor = peak_megabytes(Program(CHEAPEST, python("cheapest_typer").command))
    arguments = COMMANDS["ticket list --limit 50"]
    most = peak_megabytes(command("list", *arguments, desk=desk))
    what = "memory of ticket list --limit 50"
    return [Figure(what, "MB", most, most, most, 1, "max", desk.tickets, None, CHEAPEST, floor)]
