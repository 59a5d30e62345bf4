"""The file of the desk is taken away or exchanged: under a running full screen, and between two commands."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from survive.desks import ACCOUNT, START, settle
from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World, type_ticket
from tests.journeys.terminal import Terminal

TOLD = ("exchanged", "There is no desk", "is not a service desk", "is a folder", "Another desk", "damaged", "cannot be opened", "is empty")  # fmt: skip
TOLD_SECONDS = 2.5
Fault = Callable[[World, Path], None]


def run(world: World) -> list[Outcome]:
    """Everything that can happen to the name of the file."""
    return [_screens(world), _commands(world)]


def _faults() -> dict[str, Fault]:
    return {
        "removed": _removed,
        "renamed": _renamed,
        "replaced by another desk": partial(_replaced, _other_desk),
        "replaced by an older backup": partial(_replaced, lambda world, path: Path(shutil.copy(world.template, path))),
        "replaced by rubbish": partial(_replaced, lambda _world, path: _rubbish(path)),
        "replaced by an empty file": partial(_replaced, lambda _world, path: _empty(path)),
        "replaced by a folder": _folder,
        "another desk copied over it": partial(_overwritten, _other_desk),
        "rubbish written over it": partial(_overwritten, lambda _world, path: _rubbish(path)),
    }  # fmt: skip


def _removed(_world: World, path: Path) -> None:
    path.rename(path.with_name("kept"))  # by another name only so that the trial can look into the ghost


def _renamed(_world: World, path: Path) -> None:
    path.rename(path.with_name("away.sqlite"))


def _replaced(made: Callable[[World, Path], Path], world: World, path: Path) -> None:
    fresh = made(world, path.with_name("fresh"))
    os.link(path, path.with_name("kept"))
    fresh.replace(path)


def _overwritten(made: Callable[[World, Path], Path], world: World, path: Path) -> None:
    """As `cp other desk.sqlite` does: the same file, other bytes; what waited in the log was settled before."""
    settle(path)
    shutil.copy(path, path.with_name("kept"))
    shutil.copyfile(made(world, path.with_name("fresh")), path)


def _folder(_world: World, path: Path) -> None:
    path.rename(path.with_name("kept"))
    path.mkdir()


def _rubbish(path: Path) -> Path:
    path.write_bytes(os.urandom(60_000))
    return path


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _other_desk(world: World, path: Path) -> Path:
    from servicedesk.clock import FrozenClock
    from servicedesk.operations.setup import NewDesk, set_up
    from servicedesk.store.database import store_at

    template = world.folder / "other.sqlite"
    if not template.exists():
        set_up(
            store_at(template),
            NewDesk(firm="Other", staff="Li Na", practice=True),
            ACCOUNT,
            FrozenClock(START),
        )
        settle(template)
    return Path(shutil.copy(template, path))


def _screens(world: World) -> Outcome:
    tally = Tally("file exchanged under a full screen")
    rounds = world.run.of(2)
    faults = list(_faults().items())[: world.run.of(9)]
    for number in range(rounds):
        for name, fault in faults:
            place = world.place("swapped")
            door = Door(world.copy(place), world.place("swapped-home"))
            try:
                _under_screen(world, tally, door, f"{name} {number}", fault)
            except AssertionError as error:
                tally.check(False, f"{name}: {error}")
            tally.tried += 1
    return tally.outcome()


def _under_screen(world: World, tally: Tally, door: Door, name: str, fault: Fault) -> None:
    with door.screen() as terminal:
        type_ticket(terminal, "before")
        terminal.press("ctrl+s")
        terminal.wait_for("opened, first word")
        terminal.settle(0.3, 1)
        type_ticket(terminal, f"ghost {name}")
        terminal.press("esc")  # the form is left with its draft; the desk goes now
        terminal.settle(0.6, 2)
        fault(world, door.path)
        seconds = _told_after(terminal)
        tally.check(seconds <= TOLD_SECONDS, f"{name}: told after {seconds:.1f} s:\n{terminal.text}")
        tally.most("told after s at most", seconds)
        said = _write_into(terminal, f"ghost {name}")
        tally.check("opened, first word" not in said, f"{name}: a write into a ghost was acknowledged")
        tally.check("Traceback" not in terminal.text, f"{name}: a traceback")
        terminal.press("ctrl+q")
        tally.check(terminal.wait_to_leave() == 0, f"{name}: left with another code")
    tally.check(not list((door.home / "state").rglob("crash-*")), f"{name}: the program broke")
    for file in (door.path.with_name("kept"), door.path.with_name("away.sqlite"), door.path):
        if file.is_file():
            tally.check(_ghosts(file, f"ghost {name}") == 0, f"{name}: a refused write stands in {file.name}")


def _told_after(terminal: Terminal) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < 8 and not _is_told(terminal.text):
        terminal.settle(0.05, 0.1)
    return time.monotonic() - begun


def _is_told(screen: str) -> bool:
    """Whether one of the words stands there, also broken over the lines of a narrow window at the right."""
    window = " ".join(line.rpartition("▌")[2] for line in screen.splitlines())
    return any(word in text for word in TOLD for text in (screen, " ".join(window.split())))


def _write_into(terminal: Terminal, words: str) -> str:
    """Tries to open a ticket all the same, and gives everything the screen said meanwhile."""
    terminal.press("f3")
    terminal.settle(0.3, 1.5)
    terminal.press("ctrl+s")
    terminal.settle(0.6, 3)
    first = terminal.text
    terminal.press("tab", words, "ctrl+s")
    terminal.settle(0.6, 3)
    said = first + terminal.text
    terminal.press("esc")
    return said


def _ghosts(path: Path, words: str) -> int:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute(
                "SELECT count(*) FROM ticket WHERE subject LIKE ?", (f"{words}%",)
            ).fetchone()
    except sqlite3.DatabaseError:
        return 0
    return int(found[0])


def _commands(world: World) -> Outcome:
    """Between two commands the desk that has the name is the desk; whatever it is, it is told in words."""
    tally = Tally("file exchanged between commands")
    for number in range(world.run.of(1)):
        for name, fault in list(_faults().items())[: world.run.of(9)]:
            place = world.place("swapped")
            door = Door(world.copy(place), world.place("swapped-home"))
            tally.plain(door.command("ticket", "new", "before", "--unknown"), (0,), of=f"before: {name}")
            fault(world, door.path)
            is_desk = "desk" in name.replace("desk.sqlite", "") or "backup" in name
            for arguments in (("ticket", "list"), ("ticket", "new", f"after {number}", "--unknown")):
                ran = door.command(*arguments)
                tally.plain(ran, (0,) if is_desk else (6,), *TOLD, of=f"{name}: {arguments[1]}")
            if is_desk:
                tally.check(door.count(f"after {number}") == 1, f"{name}: an acknowledged write is not there")
                tally.whole(door.path, name)
            tally.tried += 1
    return tally.outcome()
