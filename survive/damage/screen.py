"""The full screen on a damaged desk: it is refused at the door, or every area says what it cannot show."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from survive.desks import STAFF
from survive.headless import CODES, CRASH, DATABASE_CODE
from tests.journeys.terminal import Terminal, desk_env

PATIENCE = 25.0
WALK = ("2", "down", "down", "3", "4", "5", "1")


def faults_on_screen(path: Path, ended: Counter[str]) -> list[str]:
    """Opens the full screen, walks through every area and leaves."""
    env = desk_env(path, STAFF, path.with_name("config.toml"))
    with Terminal(env=env, columns=120, lines=36) as terminal:
        if _stands(terminal):
            ended["screens opened"] += 1
            return [f"full screen: {wrong}" for wrong in _walk(terminal)]
        ended["screens refused"] += 1
        return [f"full screen: {wrong}" for wrong in _refusal(terminal)]


def _stands(terminal: Terminal) -> bool:
    """Whether an area is drawn; else the program has left."""
    end = time.monotonic() + PATIENCE
    while terminal.is_running and time.monotonic() < end:
        terminal.settle(quiet=0.2, most=1.0)
        if "Today" in terminal.text and "Tickets" in terminal.text:
            return True
    return False


def _walk(terminal: Terminal) -> Iterator[str]:
    for key in WALK:
        terminal.press(key)
        terminal.settle(quiet=0.2, most=2.0)
        yield from _broken(terminal, f"after {key!r}")
        if not terminal.is_running:
            yield f"it left after {key!r}: {terminal.text[-400:]}"
            return
    terminal.press("ctrl+q")
    if code := terminal.wait_to_leave():
        yield f"it left with {code}: {terminal.text[-400:]}"


def _refusal(terminal: Terminal) -> Iterator[str]:
    yield from _broken(terminal, "at the door")
    if terminal.is_running:
        yield f"it hangs at the door:\n{terminal.text}"
        return
    code = terminal.wait_to_leave()
    if code not in CODES or code == 0:
        yield f"refused with {code}: {terminal.text[-400:]}"
    if code == DATABASE_CODE and "servicedesk" not in terminal.text:
        yield f"refused without a next step: {terminal.text}"


def _broken(terminal: Terminal, when: str) -> Iterator[str]:
    if "Traceback" in terminal.text or CRASH in terminal.text:
        yield f"{when}:\n{terminal.text}"
