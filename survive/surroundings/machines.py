"""Computers that lack something: a language, a terminal type, a home, a folder for settings, a time zone."""

from __future__ import annotations

from collections.abc import Mapping

from survive.outcome import Outcome
from survive.surroundings.world import Door, Tally, World, type_ticket
from tests.journeys.terminal import Terminal

SCREENLESS = {"TERM=dumb"}  # nothing can be drawn there: commands do all, and the full screen says so
F8 = "\x1b[19~"
MACHINES: dict[str, Mapping[str, str]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": "C", "SERVICEDESK_LANG": ""},
    "LANG=POSIX, no UTF-8": {"LANG": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    "an unknown language": {"LANG": "xx_YY.UTF-8", "SERVICEDESK_LANG": ""},
    "TERM=dumb": {"TERM": "dumb"},
    "TERM unset": {"TERM": ""},
    "no colour": {"NO_COLOR": "1"},
    "no HOME": {"HOME": "", "XDG_STATE_HOME": ""},
    "HOME is no folder": {"HOME": "/dev/null", "XDG_STATE_HOME": "", "SERVICEDESK_CONFIG": ""},
    "settings in no folder": {"SERVICEDESK_CONFIG": "/dev/null/config.toml"},
    "no state folder": {"XDG_STATE_HOME": "/dev/null/state"},
    "no time zone data": {"PYTHONTZPATH": "/nowhere"},
    "an odd TZ": {"TZ": "Nowhere/Land"},
    "a temporary folder that is none": {"TMPDIR": "/dev/null"},
}  # fmt: skip
COMMANDS = (
    ("ticket", "new", "机器 machine", "--unknown"), ("ticket", "list"), ("customer", "find", "王小明"), ("report", "daily"),
    ("doctor",), ("--help",),
)  # fmt: skip


def run(world: World) -> list[Outcome]:
    """Commands and the full screen on each of them."""
    tally = Tally("computers that lack something")
    for name, lacking in list(MACHINES.items())[: world.run.of(len(MACHINES))]:
        door = Door(world.copy(world.place("machine")), world.place("machine-home"), lacking)
        for arguments in COMMANDS:
            codes = (0, 1) if arguments == ("doctor",) else (0,)
            tally.plain(door.command(*arguments), codes, of=f"{name}: {' '.join(arguments[:2])}")
        tally.check(door.count("机器 machine") == 1, f"{name}: the ticket is not there as it was written")
        try:
            _screen(tally, door, name)
        except AssertionError as error:
            tally.check(False, f"{name}: {error}")
        tally.whole(door.path, name)
        tally.tried += 1
    return [tally.outcome()]


def _screen(tally: Tally, door: Door, name: str) -> None:
    if name in SCREENLESS:
        with Terminal(env=door.env) as terminal:
            tally.check(terminal.wait_to_leave() == 2, f"{name}: left with another code")
            tally.check("There is no terminal here" in terminal.text, f"{name}: said {terminal.text!r}")
        return
    words = f"on a machine {name}"
    with door.screen() as terminal:
        type_ticket(terminal, words)
        terminal.press("ctrl+s")
        terminal.wait_for("opened, first word")
        terminal.press(F8)
        terminal.wait_for("今日" if "今日" in terminal.text else "工单")
        terminal.press("ctrl+q")
        tally.check(terminal.wait_to_leave() == 0, f"{name}: left with another code")
    tally.check(door.count(words) == 1, f"{name}: an acknowledged ticket is not there once")
