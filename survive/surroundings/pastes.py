"""A long text is pasted into a field: it is kept, or refused with the limit, and nothing hangs or is lost."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import NamedTuple

from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World
from tests.journeys.terminal import Terminal

SIZE = 1_000_000  # bytes; refused with the limit
SMALLER = {"line": 2_000, "text": 100_000}  # characters; kept
MOST_SECONDS = 10.0
BEFORE = "typed before "
TEXTS = {
    "one line": "漏水 abc ",
    "many lines": "a line of text, and another\n",
    "harmful": "a\x00b\x07c\u202ed\u2066e\x9bf ",
}
REFUSED = "Nothing was pasted"


class Place(NamedTuple):
    """A field: the keys that lead to it, whether it takes a line or a text, and the draft that holds its text."""

    name: str
    keys: tuple[str, ...]
    takes: str = "line"
    draft: str = ""
    field: str = ""


PLACES = (
    Place("form, one line", ("f3", "tab"), "line", "ticket:new:", "subject"),
    Place("form, long text", ("f3", *["tab"] * 7), "text", "ticket:new:", "description"),
    Place("note", ("2", "m"), "text", "note:", "text"),
    Place("call screen", ("f2",)),
    Place("command palette", ("\x10",)),
    Place("filter", ("2", "/")),
)


def run(world: World) -> list[Outcome]:
    """Every text into every place, a megabyte of it and as much as the place takes."""
    tally = Tally("paste of 1 MB, and of as much as fits")
    rounds = [(place, name, size) for size in (SIZE, 0) for name in TEXTS for place in PLACES]
    world.run.chance("pastes").shuffle(rounds)
    for place, name, size in rounds[: world.run.of(len(rounds))]:
        door = Door(world.copy(world.place("paste")), world.place("paste-home"))
        of = f"{size or SMALLER[place.takes]} of {name} into {place.name}"
        try:
            _paste_into(tally, door, place, TEXTS[name], size, of)
        except AssertionError as error:
            tally.check(False, f"{of}: {error}")
        tally.whole(door.path, of)
        tally.tried += 1
    return [tally.outcome()]


def _paste_into(tally: Tally, door: Door, place: Place, unit: str, size: int, of: str) -> None:
    most = SMALLER[place.takes]
    text = unit * (size // len(unit.encode())) if size else (unit * most)[:most].strip()
    with door.screen() as terminal:
        for key in place.keys:
            terminal.press(key)
            terminal.settle(0.4, 1.5)
        terminal.press(BEFORE)
        terminal.wait_for(BEFORE.strip())
        begun = time.monotonic()
        _send(terminal, f"\x1b[200~{text}\x1b[201~".encode())
        if size:
            tally.check(REFUSED in terminal.wait_for(REFUSED, patience=3 * MOST_SECONDS), of)
        terminal.press(
            *(("enter",) if place.takes == "text" else ()), "ENDS"
        )  # on a line of its own, to be seen
        terminal.wait_for("ENDS", patience=3 * MOST_SECONDS)
        seconds = time.monotonic() - begun
        tally.check(seconds <= MOST_SECONDS, f"{of}: the next key was answered after {seconds:.1f} s")
        tally.most("next key answered after s at most", seconds)
        tally.check(
            "\x1b" not in terminal.text and "\u202e" not in terminal.text, f"{of}: it steers the terminal"
        )
        if place.draft:
            _kept(tally, door, place, "" if size else text, of)
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
    """The draft holds what was typed before, the whole paste where it was taken, and what was typed after."""
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
    """The text without blanks and line ends, which a field of one line draws together, and NUL, which no terminal sends."""
    return "".join(text.replace("\x00", "").split())
