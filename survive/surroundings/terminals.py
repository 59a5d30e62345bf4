"""The terminal goes away while somebody types, or changes its size a hundred times."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import closing, suppress

from survive.outcome import Outcome
from survive.surroundings.world import HOUSE, Door, Tally, World, type_ticket
from tests.journeys.terminal import Terminal

MOST_SECONDS = 6.0
WORDS = "half typed 漏水"
FORMS = {"subject": "ticket:new:", "text": "note:1"}


def run(world: World) -> list[Outcome]:
    """Ends of every kind, and sizes of every kind."""
    return [_vanishing(world), _without_hangup(world), _resized(world)]


Ending = Callable[[Terminal], None]


def _signalled(name: str) -> Ending:
    return lambda terminal: os.kill(terminal.pid, getattr(signal, name))


def _closed(terminal: Terminal) -> None:
    os.close(terminal._fd)
    terminal._fd = os.open(os.devnull, os.O_RDONLY)


ENDINGS: dict[str, Ending] = {
    "closed": _closed,
    "SIGHUP": _signalled("SIGHUP"),
    "SIGTERM": _signalled("SIGTERM"),
    "SIGINT": _signalled("SIGINT"),
}


def _vanishing(world: World) -> Outcome:
    tally = Tally("terminal vanishes while typing")
    for number in range(world.run.of(16)):
        name = list(ENDINGS)[number % len(ENDINGS)]
        field = list(FORMS)[number // len(ENDINGS) % len(FORMS)]
        door = Door(world.copy(world.place("vanish")), world.place("vanish-home"))
        of = f"{name} in {field} #{number}"
        with door.screen() as terminal:
            _type_into(terminal, field)
            begun = time.monotonic()
            ENDINGS[name](terminal)
            while terminal.is_running and time.monotonic() - begun < 3 * MOST_SECONDS:
                with suppress(OSError):
                    terminal.settle(0.05, 0.1)
            seconds = time.monotonic() - begun
            tally.check(not terminal.is_running, f"{of}: still running after {seconds:.0f} s")
        tally.check(seconds <= MOST_SECONDS, f"{of}: ended after {seconds:.1f} s")
        tally.most("ended after s at most", seconds)
        _kept(tally, door, field, of)
        tally.tried += 1
    return tally.outcome()


def _type_into(terminal: Terminal, field: str) -> None:
    if field == "subject":
        type_ticket(terminal, WORDS)
    else:
        terminal.press("2")
        terminal.wait_for("All open")
        terminal.press("/", "1042 or nothing", "esc", "esc", "2")
        terminal.settle(0.3, 2)
        terminal.press("m")
        terminal.wait_for("for colleagues only")
        terminal.settle(0.3, 1)
        terminal.press(WORDS)


def _kept(tally: Tally, door: Door, field: str, of: str) -> None:
    """What was typed is a draft, nothing else was written, and nothing broke."""
    with closing(sqlite3.connect(door.path)) as connection:
        drafts = dict(connection.execute("SELECT key, body FROM draft").fetchall())
    mine = [json.loads(body).get(field) for key, body in drafts.items() if key.startswith(FORMS[field][:5])]
    tally.check(mine == [WORDS], f"{of}: the drafts are {drafts}")
    tally.check(door.count(WORDS) == 0, f"{of}: it was saved though nobody said so")
    tally.check(not [*(door.home / "state").rglob("crash-*")], f"{of}: the program broke")
    tally.whole(door.path, of)


def _without_hangup(world: World) -> Outcome:
    """The terminal closes and no signal comes, as for a process of another session: it ends all the same."""
    tally = Tally("terminal closes without a signal")
    for number in range(world.run.of(4)):
        door = Door(world.copy(world.place("vanish")), world.place("vanish-home"))
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        program = subprocess.Popen(
            [sys.executable, "-m", "servicedesk"], env={**door.env, "TERM": "xterm-256color"}, cwd=HOUSE,
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        _drain(master, 4.0)
        os.write(master, b"\x1bOR")
        _drain(master, 2.0)
        os.write(master, b"\t" + WORDS.encode())
        _drain(master, 0.5)
        os.close(master)
        begun = time.monotonic()
        try:
            program.wait(3 * MOST_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        seconds = time.monotonic() - begun
        tally.check(seconds <= MOST_SECONDS, f"#{number}: ended after {seconds:.1f} s")
        tally.most("ended after s at most", seconds)
        _kept(tally, door, "subject", f"closed without a signal #{number}")
        tally.tried += 1
    return tally.outcome()


def _drain(master: int, seconds: float) -> None:
    """Reads what the program draws, so that it never waits for us."""
    import select

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            os.read(master, 65536)


def _resized(world: World) -> Outcome:
    """The same screen after every size as before."""
    tally, chance = Tally("terminal resized"), world.run.chance("sizes")
    door = Door(world.copy(world.place("sizes")), world.place("sizes-home"))
    with door.screen() as terminal:
        for area in ("1", "2", "3", "4", "5", "f3")[: world.run.of(6)]:
            terminal.press(area)
            terminal.settle(0.8, 4)
            before = _still(terminal)
            for columns, lines in ((1, 1), (2, 1), (1, 40), (500, 200), (20, 5)):
                _resize(terminal, columns, lines)
                terminal.settle(0.2, 1)
                tally.tried += 1
            for _turn in range(world.run.of(100, least=10)):
                _resize(terminal, chance.randint(1, 300), chance.randint(1, 100))
                tally.tried += 1
            _resize(terminal, 80, 24)
            terminal.settle(0.8, 4)
            after = _until(terminal, before)
            tally.check(after == before, f"area {area} looks otherwise after it:\n{before}\n---\n{after}")
            tally.check(terminal.is_running, f"area {area}: it ended")
        terminal.press("esc", "ctrl+q")
        tally.check(terminal.wait_to_leave() == 0, "left with another code")
    tally.check(not [*(door.home / "state").rglob("crash-*")], "the program broke")
    tally.whole(door.path, "after all sizes")
    return tally.outcome()


def _resize(terminal: Terminal, columns: int, lines: int) -> None:
    terminal.screen.resize(lines, columns)
    fcntl.ioctl(terminal._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    os.kill(terminal.pid, signal.SIGWINCH)
    terminal.settle(0.01, 0.02)


def _still(terminal: Terminal) -> str:
    """The screen without what ticks: a time counted in minutes may change between two looks."""
    return "\n".join(line for line in terminal.text.splitlines() if "Needs you now" not in line)


def _until(terminal: Terminal, wanted: str) -> str:
    end = time.monotonic() + 5
    while _still(terminal) != wanted and time.monotonic() < end:
        terminal.settle(0.2, 0.5)
    return _still(terminal)
