"""The clock of the computer is set back and forward: under commands, and under a full screen that runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from survive.desks import START
from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World, type_ticket
from tests.journeys.terminal import Terminal

STEPS = (
    timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=40), timedelta(days=366),
    timedelta(days=3660), timedelta(hours=-1), timedelta(days=-1), timedelta(days=-400), timedelta(days=-3650),
)  # fmt: skip
# The program with the computer's clock moved by as many seconds as stand in a file, which the trial rewrites.
SHIFTED = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from servicedesk import clock
moved = Path(sys.argv.pop(1))
clock.SystemClock.now = lambda _clock: datetime.now(UTC) + timedelta(seconds=float(moved.read_text() or 0))
from servicedesk.cli import main
main()
"""


class ShiftedTerminal(Terminal):
    """The full screen of a computer whose clock can be set."""

    PROGRAM = ("-c", SHIFTED)


def run(world: World) -> list[Outcome]:
    """Commands at leaping times, and a full screen that lives through the leaps."""
    return [_commands(world), _screen(world)]


def _commands(world: World) -> Outcome:
    tally, chance = Tally("clock set back and forward, commands"), world.run.chance("clock")
    place, home = world.place("clocks"), world.place("clocks-home")
    path, at = world.copy(place), START
    made: list[str] = []
    for number in range(world.run.of(40)):
        step = chance.choice(STEPS)
        at = START if abs(at + step - START) > timedelta(days=9000) else at + step
        door = Door(path, home, {"SERVICEDESK_NOW": at.isoformat()})
        of = f"to {at:%Y-%m-%d %H:%M}, by {step}"
        new = door.command("ticket", "new", f"clock {number}", "--customer", "1", "--json")
        if tally.plain(new, (0,), of=f"new, {of}"):
            ticket = new.json
            assert isinstance(ticket, dict)
            made.append(str(ticket["number"]))
            for name in ("first_response_due_at", "resolution_due_at"):
                due = datetime.fromisoformat(ticket[name])
                tally.check(due > at, f"{of}: {name} is {due}, before the ticket came in")
        _work(tally, door, chance.choice(made), of)
        tally.tried += 1
    ids = Door(path, home).command("ticket", "list", "is:any", "--sort", "number", "--ids").out.split()
    tally.check(_rising(ids), f"the list by number is not in order: {ids}")
    tally.check(set(made) <= set(ids), "an acknowledged ticket is not in the list")
    tally.whole(path, "after all leaps")
    return tally.outcome()


def _work(tally: Tally, door: Door, number: str, of: str) -> None:
    """What looks at the clock: times said, calls due, leases, undo, the report."""
    for arguments in (
        ("ticket", "note", number, of),
        ("callback", "new", "1", "--at", "+2h", "--reason", of),
        ("callback", "list", "--due", "all"),
        ("report", "daily"),
        ("undo",),
    ):
        tally.plain(door.command(*arguments), (0, 1), of=f"{arguments[0]} {arguments[1:2]}, {of}")


def _rising(ids: Sequence[str]) -> bool:
    numbers = [int(number) for number in ids]
    return numbers in (sorted(numbers), sorted(numbers, reverse=True))


def _screen(world: World) -> Outcome:
    tally = Tally("clock set back and forward, full screen")
    place, home = world.place("clocks"), world.place("clocks-home")
    path, moved = world.copy(place), place / "moved"
    moved.write_text("0")
    door = Door(path, home)
    with ShiftedTerminal(str(moved), env=door.env) as terminal:
        terminal.wait_for("Needs you now")
        for number, step in enumerate(STEPS[: world.run.of(len(STEPS))]):
            type_ticket(terminal, f"leap {number}")
            moved.write_text(str(step.total_seconds()))
            terminal.press("ctrl+s")
            terminal.wait_for("opened, first word")
            tally.check(door.count(f"leap {number}") == 1, f"{step}: acknowledged and not there once")
            type_ticket(terminal, f"draft {number}")
            terminal.press("esc")
            moved.write_text("0")
            terminal.press("f3")
            terminal.wait_for(f"draft {number}")
            terminal.press("\x13")
            terminal.wait_for("opened, first word")
            terminal.press("4")
            terminal.wait_for("promised" if "promised" in terminal.text else "Callbacks")
            terminal.press("f5", "1")
            terminal.wait_for("Needs you now")
            tally.tried += 1
        _sees_a_colleague(tally, terminal, door)
        terminal.press("ctrl+q")
        tally.check(terminal.wait_to_leave() == 0, "left with another code")
    tally.check(not [*(home / "state").rglob("crash-*")], "the program broke")
    tally.whole(path, "after all leaps")
    tally.check(_events(path) > 2 * tally.tried, "the history is too short")
    return tally.outcome()


def _sees_a_colleague(tally: Tally, terminal: Terminal, door: Door) -> None:
    """The pulse goes on after all the leaps."""
    tally.plain(
        door.command("ticket", "new", "by a colleague", "--unknown", "--priority", "urgent"), (0,), of="new"
    )
    terminal.press("2", "/", "by a colleague", "enter")
    terminal.wait_for("urgent")


def _events(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])
