"""The disk is full: on a small disk of its own, and by a limit on the size of a file."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from survive.headless import Ran
from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World, not_here, type_ticket

SMALL = 6 * 1024 * 1024
MOST_LEFT = 160 * 1024
FULL = ("disk is full", "No space left", "has space")
PAGE = 4096


def run(world: World) -> list[Outcome]:
    """A disk without room, and files that may not grow."""
    with small_disk(world.place("small"), SMALL) as disk:
        if disk is None:
            tried = [not_here("disk full, small disk")]
        else:
            tried = [_commands(world, disk), _screen(world, disk)]
    return [*tried, _limited(world)]


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path | None]:
    """A disk of this many bytes on a folder; None where we may not mount one."""
    if (
        not sys.platform.startswith("linux")
        or os.geteuid() != 0
        or not _mount("-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder))
    ):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


def fill(disk: Path, leave: int) -> Path:
    """A file that takes the room but for so many bytes; deleting it makes room again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * PAGE)
        except OSError:
            file.truncate(max(0, ballast.stat().st_size - leave))
    return ballast


Deed = Callable[[Door, Path, int], Ran]


def _deeds(world: World) -> dict[str, Deed]:
    people = world.folder / "people.csv"
    people.write_text("subject,external_id\n" + "".join(f"Imported {n},x{n}\n" for n in range(400)), "utf-8")
    return {
        "ticket new": lambda door, _disk, n: door.command("ticket", "new", f"full {n}", "--unknown"),
        "long text": lambda door, _disk, n: door.command("ticket", "new", f"full {n}", "--unknown", "--description", "长文" * 20_000),
        "note": lambda door, _disk, n: door.command("ticket", "note", "1", f"note {n} " + "x" * 30_000),
        "customer": lambda door, _disk, n: door.command("customer", "new", f"Person {n}", "--phone", f"1390000{n:04}"),
        "callback": lambda door, _disk, n: door.command("callback", "new", "1", "--at", "+2h", "--reason", f"r{n}"),
        "import": lambda door, _disk, _n: door.command("ticket", "import", str(people), "--yes"),
        "backup": lambda door, disk, n: door.command("backup", str(disk / f"backup-{n}.sqlite")),
        "report": lambda door, disk, n: door.command("report", "daily", "--output", str(disk / f"report-{n}.txt")),
    }  # fmt: skip


def _commands(world: World, disk: Path) -> Outcome:
    tally, chance = Tally("disk full, commands"), world.run.chance("disk")
    deeds = _deeds(world)
    home = world.place("disk-home")
    for number in range(world.run.of(40, least=2)):
        name = list(deeds)[number % len(deeds)]
        _one(world, tally, disk, home, number, name, deeds[name], chance)
        tally.tried += 1
    return tally.outcome()


def _one(
    world: World,
    tally: Tally,
    disk: Path,
    home: Path,
    number: int,
    name: str,
    deed: Deed,
    chance: random.Random,
) -> None:
    for old in disk.iterdir():
        old.unlink()
    door = Door(world.copy(disk), home)
    leave = chance.choice((0, chance.randrange(MOST_LEFT)))
    of, before = f"{name} with {leave} bytes left", _tickets(door)
    ballast = fill(disk, leave)
    ran = deed(door, disk, number)
    tally.plain(ran, (0, 6) if name != "report" else (0, 1), *FULL, of=of)
    tally.figures["refused"] = tally.figures.get("refused", 0) + bool(ran.code)
    read = door.command("ticket", "list", "--ids")
    tally.plain(read, (0,), of=f"reading after {of}")
    left = {file.name for file in disk.iterdir() if not file.name.startswith(("desk.sqlite", "ballast"))}
    expected = (
        {f"{name}-{number}{'.sqlite' if name == 'backup' else '.txt'}"}
        if name in ("backup", "report")
        else set()
    )
    tally.check(left == (expected if ran.code == 0 else set()), f"{of}: left {sorted(left)} after {ran.code}")
    ballast.unlink()
    grown = _tickets(door) - before
    meant = {"ticket new": 1, "long text": 1, "import": 400}.get(name, 0) if ran.code == 0 else 0
    tally.check(grown == meant, f"{of}: {grown} tickets came of it, {meant} were acknowledged")
    tally.whole(door.path, of)
    again = deed(door, disk, number + 1000) if ran.code else ran
    tally.plain(again, (0,), of=f"{name} with room again")


def _tickets(door: Door) -> int:
    from survive.wholeness import read_only

    connection = read_only(door.path)
    try:
        return int(connection.execute("SELECT count(*) FROM ticket").fetchone()[0])
    finally:
        connection.close()


def _screen(world: World, disk: Path) -> Outcome:
    tally, home = Tally("disk full, full screen"), world.place("disk-home")
    for number in range(world.run.of(4)):
        for old in disk.iterdir():
            old.unlink()
        door, words = Door(world.copy(disk), home), f"typed on a full disk {number}"
        with door.screen() as terminal:
            type_ticket(terminal, "before")
            terminal.press("ctrl+s")
            terminal.wait_for("opened")
            ballast = fill(disk, 0)
            type_ticket(terminal, words)
            terminal.press("ctrl+s")
            tally.check("disk is full" in terminal.wait_for("disk is full"), "")
            tally.check(door.count(words) == 0, f"{words}: refused and there")
            ballast.unlink()
            terminal.press("ctrl+s")
            terminal.wait_for("opened, first word")
            tally.check(door.count(words) == 1, f"{words}: acknowledged and not there once")
            type_ticket(terminal, "a draft")
            ballast = fill(disk, 0)
            terminal.press(" goes on", "ctrl+q")
            tally.check(terminal.wait_to_leave() == 0, "left with another code")
            ballast.unlink()
        tally.whole(door.path, words)
        tally.tried += 1
    return tally.outcome()


def _limited(world: World) -> Outcome:
    what = "a file may not grow (RLIMIT_FSIZE)"
    if os.name != "posix":
        return not_here(what)
    tally, chance = Tally(what), world.run.chance("limit")
    place, home = world.place("limited"), world.place("disk-home")
    deeds = _deeds(world)
    for number in range(world.run.of(16)):
        path = world.copy(place)
        name = list(deeds)[number % len(deeds)]
        most = chance.choice((0, chance.randrange(path.stat().st_size)))
        door = Door(path, home, prepare=partial(_limit, most))
        before, free = _tickets(door), Door(path, home)
        ran = deeds[name](door, place, number)
        of = f"{name} with files of at most {most} bytes"
        tally.plain(ran, (0, 1, 6), *FULL, "File too large", "does not read or write", of=of)
        grown = _tickets(door) - before
        meant = {"ticket new": 1, "long text": 1, "import": 400}.get(name, 0) if ran.code == 0 else 0
        tally.check(grown == meant, f"{of}: {grown} tickets came of it, {meant} were acknowledged")
        tally.whole(path, of)
        if ran.code:
            tally.plain(deeds[name](free, place, number + 1000), (0,), of=f"{name} without the limit")
        for old in place.iterdir():
            old.unlink()
        tally.tried += 1
    return tally.outcome()


def _limit(most: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
