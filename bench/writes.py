"""Writes: one ticket by the command, two thousand in one process, a file of tickets, and a file out of the desk."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.commands import CHEAPEST, command, timed
from bench.desks import HANDLES, LOADED, BenchDesk, Load, load_into, make_empty, run_module
from bench.figures import Figure, Target, figure_of
from bench.processes import Program, in_turns, python, run_once
from bench.recorded import keep_selects
from bench.run import Run
from bench.sheets import customer, write_sheet

ROUNDS = 12
CREATES = 2_000
LOADED_ANEW = 100_000
EXPORTED = 100_000
SQLMODEL = "Typer and SQLModel, one row"
_STUDY = {
    SQLMODEL: "typer_sqlmodel_insert",
    "Typer and SQLAlchemy Core, one row": "typer_core_insert",
    "Typer and sqlite3, one row": "typer_sqlite_insert",
}


def measure(run: Run) -> list[Figure]:
    """Single writes at every size, the load, and the export of 100,000 rows."""
    figures = [figure for desk in run.desks for figure in _one_ticket(run, desk)]
    figures += _many_tickets(run)
    figures += [figure for desk in run.desks for figure in _export(run, desk)]
    return figures + _loads(run)


def _one_ticket(run: Run, desk: BenchDesk) -> list[Figure]:
    copy = desk.copied(run.folder / "one")
    floors = [Program(CHEAPEST, python("cheapest_typer").command)]
    floors += [
        Program(name, python(script, str(_table(run.folder / script))).command)
        for name, script in _STUDY.items()
    ]
    new = command("ticket new", "ticket", "new", "Burst pipe 爆管", "--phone", customer(7).phone, desk=copy)
    took = in_turns([*floors, new], run.of(ROUNDS))
    copy.path.unlink()
    figures = [timed(took, program.name, desk.tickets) for program in floors]
    return [*figures, timed(took, "ticket new", desk.tickets, floor=SQLMODEL, target=Target("ratio", 1.2))]


def _table(path: Path) -> Path:
    """A file with the table that the small writers write into."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE ticket (id INTEGER PRIMARY KEY, subject VARCHAR, status VARCHAR)")
    return path


def _many_tickets(run: Run) -> list[Figure]:
    desk = run.largest.copied(run.folder / "many")
    samples = json.loads(run_module("bench.creating", desk.path, str(run.of(CREATES))))
    desk.path.unlink()
    what = "tickets created one after another in one process"
    targets = {"median": None, "p99": Target("most", 50), "max": None}
    return [
        figure_of(samples, what, "ms", measure=measure, size=desk.tickets, target=target)
        for measure, target in targets.items()
    ]


def _export(run: Run, desk: BenchDesk) -> list[Figure]:
    rows = min(EXPORTED, desk.tickets)
    floor = f"bare sqlite3 and csv, {rows:,} rows"
    arguments = ("ticket", "list", "is:any", "--csv", "--sort", "number", "--limit", str(rows))
    selects = keep_selects(desk, arguments, run.folder, longest=True)
    bare = Program(floor, python("bare_csv", str(desk.path), str(selects)).command)
    ours = command(f"ticket list --csv, {rows:,} rows", *arguments, desk=desk)
    took = in_turns([bare, ours], run.of(5))
    target = Target("ratio", 2) if rows == EXPORTED else None
    return [
        timed(took, floor, desk.tickets),
        timed(took, ours.name, desk.tickets, floor=floor, target=target),
    ]


def _loads(run: Run) -> list[Figure]:
    """The loads of the desks as they were made, and one of this run beside a bare one of the same file."""
    rows = 1_000 if run.is_short else min(LOADED_ANEW, run.largest.tickets)
    place = run.folder / "load"
    place.mkdir(exist_ok=True)
    make_empty(place / "desk.sqlite")
    fresh = load_into(place / "desk.sqlite", rows, place)
    sheet = place / "tickets.csv"
    write_sheet(sheet, rows, LOADED.replace(tzinfo=None), HANDLES)
    (place / "bare.sqlite").unlink(missing_ok=True)
    bare = run_once(Program("bare load", python("bare_load", str(sheet), str(place / "bare.sqlite")).command))
    made = [_load(desk.load, "ticket import, when the desk was made") for desk in run.desks]
    return [*made, _load(fresh, "ticket import, into an empty desk", rows / bare.wall)]


def _load(load: Load, what: str, floor: float | None = None) -> Figure:
    rate = load.tickets / load.seconds
    beside = "sqlite3 and csv into one table" if floor else ""
    remark = f"{load.seconds} s by the clock, {load.cpu} s of the processor, {load.megabytes} MB"
    target = Target("least", 10_000)
    return Figure(
        what, "tickets/s", rate, rate, rate, 1, "once", load.tickets, None, beside, floor, target, remark
    )
