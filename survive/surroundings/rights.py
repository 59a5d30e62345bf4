"""The desk may be read and not written: a read-only file system, and permissions that were taken away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from survive.outcome import Outcome
from survive.surroundings.disk import SMALL, small_disk
from survive.surroundings.world import Door, Tally, World, not_here, type_ticket

NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
# Of the file and of its folder.
MODES = ((0o444, 0o777), (0o444, 0o555), (0o666, 0o555))
REFUSED = ("read-only", "cannot be written", "could not be written", "cannot be opened", "Read-only")
READS = (
    ("ticket", "list", "--ids"), ("ticket", "show", "1"), ("customer", "find", "王"), ("search", "漏水"),
    ("callback", "list"), ("report", "daily"), ("history",),
)  # fmt: skip
WRITES = (
    ("ticket", "new", "never", "--unknown"), ("ticket", "note", "1", "never"), ("ticket", "resolve", "1", "never"),
    ("customer", "new", "Never"), ("callback", "new", "1", "--at", "+2h", "--reason", "never"), ("undo",),
)  # fmt: skip


def run(world: World) -> list[Outcome]:
    """A disk that is mounted read-only, a folder bound read-only, and rights taken away."""
    return [_read_only_disk(world), _read_only_bind(world), _lost(world)]


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


def _read_only_disk(world: World) -> Outcome:
    what = "read-only file system"
    with small_disk(world.place("small"), SMALL) as disk:
        if disk is None:
            return not_here(what)
        tally = Tally(what)
        door, elsewhere = Door(world.copy(disk), world.place("rights-home")), world.place("elsewhere")
        tally.plain(door.command("ticket", "new", "before", "--unknown"), (0,), of="a ticket before")
        if not _mount("-o", "remount,ro", str(disk)):
            return not_here(what)
        _refuses(tally, door, world)
        saved = door.command("backup", str(elsewhere / "rescue.sqlite"))
        tally.plain(saved, (0,), of="a backup to another disk")
        tally.whole(elsewhere / "rescue.sqlite", "the backup taken from the read-only disk")
        doctor = door.command("doctor")
        tally.check("bad" not in doctor.out.split(), f"doctor calls a read-only desk bad: {doctor.out!r}")
        _screen(tally, door, lambda: _mount("-o", "remount,rw", str(disk)))
        tally.whole(door.path, what)
    return tally.outcome()


def _read_only_bind(world: World) -> Outcome:
    what = "folder bound read-only"
    place = world.place("bound")
    with _bound(place) as bound:
        if not bound:
            return not_here(what)
        tally, door = Tally(what), Door(world.copy(place), world.place("rights-home"))
        if not _mount("-o", "remount,bind,ro", str(place)):
            return not_here(what)
        _refuses(tally, door, world)
        return tally.outcome()


@contextmanager
def _bound(place: Path) -> Iterator[bool]:
    may = sys.platform.startswith("linux") and os.geteuid() == 0 and _mount("--bind", str(place), str(place))
    try:
        yield may
    finally:
        if may:
            subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def _lost(world: World) -> Outcome:
    """As root rights do not bind, the commands run as nobody; as anybody else they are taken from ourselves."""
    what = "permission lost"
    if os.name != "posix":
        return not_here(what)
    tally, as_nobody = Tally(what), NOBODY if os.geteuid() == 0 else ()
    place, home = world.place("lost"), world.place("lost-home")
    for folder in (place, home):
        folder.chmod(0o777)
    path = world.copy(place)
    door = Door(path, home, before=as_nobody)
    if as_nobody and (not shutil.which(NOBODY[0]) or door.command("--help").code):
        return not_here(what)
    for mode, folder_mode in MODES[: world.run.of(len(MODES))]:
        path.chmod(mode)
        place.chmod(folder_mode)
        _refuses(tally, door, world)
    path.chmod(0o600 if as_nobody else 0o000)
    for arguments in (*READS, *WRITES)[: world.run.of(len(READS) + len(WRITES))]:
        tally.plain(
            door.command(*arguments), (6,), "cannot be opened", "read-only", of=f"unreadable: {arguments}"
        )
        tally.tried += 1
    place.chmod(0o777)
    for file in place.glob("desk.sqlite*"):
        file.chmod(0o666)
    tally.plain(door.command("ticket", "new", "again", "--unknown"), (0,), of="with the rights back")
    tally.whole(path, what)
    return tally.outcome()


def _refuses(tally: Tally, door: Door, world: World) -> None:
    """Every read works, and every write is refused and leaves nothing."""
    before = door.command("ticket", "list", "is:any", "--ids").out
    for reading in READS[: world.run.of(len(READS))]:
        tally.plain(door.command(*reading), (0,), of=f"reading: {reading}")
        tally.tried += 1
    for writing in WRITES[: world.run.of(len(WRITES))]:
        tally.plain(door.command(*writing), (6,), *REFUSED, of=f"writing: {writing}")
        tally.tried += 1
    tally.check(door.command("ticket", "list", "is:any", "--ids").out == before, "a refused write is there")


def _screen(tally: Tally, door: Door, allow: object) -> None:
    """The full screen opens and reads, refuses to save, and saves the same text once it may."""
    assert callable(allow)
    with door.screen() as terminal:
        type_ticket(terminal, "kept in the form")
        terminal.press("ctrl+s")
        tally.check("read-only" in terminal.wait_for("read-only"), "")
        allow()
        terminal.press("ctrl+s")
        terminal.wait_for("opened, first word")
        terminal.press("ctrl+q")
        tally.check(terminal.wait_to_leave() == 0, "left with another code")
    tally.check(door.count("kept in the form") == 1, "the text typed on a read-only desk is not there once")
    tally.tried += 1
