"""A megabyte is pasted into a field: it is kept or refused plainly, and nothing hangs or is lost."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import NamedTuple

from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World
from tests.journeys.terminal import Terminal

SIZE = 1_000_000
MOST_SECONDS = 20.0
BEFORE = "typed before "
TEXTS = {
    "one line": "漏水 abc ",
    "many lines": "a line of text, and another\n",
    "harmful": "a\x00b\x07c\u202ed\u2066e\x9bf ",
}


class Place(NamedTuple):
    """A field: the keys that lead to it, what stands on the screen then, and the draft that holds its text."""

    name: str
    keys: tuple[str, ...]
    seen: str
    draft: str = ""
    field: str = ""


PLACES = (
    Place("form, one line", ("f3", "tab"), "Details", "ticket:new:", "subject"),
    Place("form, long text", ("f3", *["tab"] * 6), "Details", "ticket:new:", "description"),
    Place("note", ("2", "m"), "for colleagues only", "note:", "text"),
    Place("call screen", ("f2",), "Who is calling?"),
    Place("command palette", ("\x10",), "What do you want to do?"),
    Place("filter", ("2", "/"), "All open"),
)


def run(world: World) -> list[Outcome]:
    """Every text into every place."""
    tally = Tally("paste of 1 MB")
    pairs = [(place, name) for name in TEXTS for place in PLACES]
    for place, name in pairs[: world.run.of(len(pairs), least=2)]:
        door = Door(world.copy(world.place("paste")), world.place("paste-home"))
        try:
            _paste_into(tally, door, place, name)
        except AssertionError as error:
            tally.check(False, f"{name} into {place.name}: {error}")
        tally.whole(door.path, f"{name} into {place.name}")
        tally.tried += 1
    return [tally.outcome()]


def _paste_into(tally: Tally, door: Door, place: Place, name: str) -> None:
    of, unit = f"{name} into {place.name}", TEXTS[name]
    text = unit * (SIZE // len(unit.encode()))
    with door.screen() as terminal:
        for key in place.keys:
            terminal.press(key)
            terminal.settle(0.4, 1.5)
        terminal.wait_for(place.seen)
        terminal.press(BEFORE)
        begun = time.monotonic()
        _send(terminal, f"\x1b[200~{text}\x1b[201~".encode())
        terminal.press("ENDS")
        terminal.wait_for("ENDS", patience=3 * MOST_SECONDS)
        seconds = time.monotonic() - begun
        tally.check(seconds <= MOST_SECONDS, f"{of}: the next key was answered after {seconds:.1f} s")
        tally.most("next key answered after s at most", seconds)
        tally.check(
            "\x1b" not in terminal.text and "\u202e" not in terminal.text, f"{of}: it steers the terminal"
        )
        if place.draft:
            _kept(tally, door, place, text, of)
        terminal.press("ctrl+q")
        tally.check(terminal.wait_to_leave(3 * MOST_SECONDS) == 0, f"{of}: left with another code")
    tally.check(not [*(door.home / "state").rglob("crash-*")], f"{of}: the program broke")


def _send(terminal: Terminal, data: bytes) -> None:
    """Writes as a terminal does, reading what the program draws meanwhile."""
    os.set_blocking(terminal._fd, False)
    end = time.monotonic() + 3 * MOST_SECONDS
    while data and time.monotonic() < end:
        try:
            data = data[os.write(terminal._fd, data[:4096]) :]
        except BlockingIOError:
            terminal.settle(0.02, 0.05)
    os.set_blocking(terminal._fd, True)
    assert not data, "the program took no more"


def _kept(tally: Tally, door: Door, place: Place, text: str, of: str) -> None:
    """The draft holds what was typed before, the whole paste and what was typed after."""
    import json

    wanted = _letters(BEFORE + text + "ENDS")
    end, kept = time.monotonic() + MOST_SECONDS, ""
    while time.monotonic() < end and _letters(kept) != wanted:
        time.sleep(0.2)
        with closing(sqlite3.connect(door.path)) as connection:
            rows = connection.execute(
                "SELECT body FROM draft WHERE key LIKE ?", (f"{place.draft}%",)
            ).fetchall()
        kept = json.loads(rows[0][0]).get(place.field, "") if rows else ""
    tally.check(
        _letters(kept) == wanted, f"{of}: of {len(wanted)} letters {len(_letters(kept))} are in the draft"
    )


def _letters(text: str) -> str:
    """The text without line ends and blanks, which a field of one line draws together."""
    return "".join(text.split())
