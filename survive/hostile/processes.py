"""Hostile texts as true arguments of true processes, and the tables that a true terminal is sent."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from survive.desks import STAFF, START, complaints, make_desk
from survive.headless import CODES, CRASH, HARMFUL
from survive.hostile.strings import hostile_strings
from survive.outcome import Outcome, Run

PROCESSES = 120
LONGEST = 100_000  # bytes of one argument that the system takes
PATIENCE = 60  # seconds for one command
COLOURS = re.compile(rb"\x1b\[[0-9;]*m")  # the only sequences that a table needs
_TABLES = (
    ("ticket", "list", "is:any"), ("customer", "list"), ("contact", "list"), ("ticket", "show", "9"), ("search", "1"),
    ("history",), ("audit",),
)  # fmt: skip


def run(run: Run) -> Outcome:
    """Each text is an argument once; then the lists that hold them all are drawn on a terminal."""
    place = run.place("processes")
    desk = place / "desk.sqlite"
    make_desk(desk)
    surroundings = {
        **os.environ,
        "SERVICEDESK_DATABASE": str(desk),
        "SERVICEDESK_STAFF": STAFF,
        "SERVICEDESK_NOW": START.isoformat(),
        "SERVICEDESK_CONFIG": str(place / "config.toml"),
        "XDG_STATE_HOME": str(place / "state"),
    }
    texts = list(_texts(run))
    faults: list[str] = []
    for number, text in enumerate(texts):
        faults += [f"{text[:50]!a}: {wrong}" for wrong in _as_argument(surroundings, text, number)]
    for words in _TABLES:
        faults += [
            f"{' '.join(words)} on a terminal: {wrong}" for wrong in _on_a_terminal(surroundings, words)
        ]
    faults += complaints(desk)
    figures = {"processes": len(texts), "tables": len(_TABLES)}
    return Outcome(
        "hostile", "texts given to true processes", len(texts) + len(_TABLES), figures, tuple(faults)
    )


def _texts(run: Run) -> Iterator[str]:
    """Texts that an argument can hold: no NUL, half characters only as the system itself gives them."""
    fit = []
    for text in hostile_strings():
        with suppress(UnicodeEncodeError):
            if "\0" not in text and len(os.fsencode(text)) < LONGEST:
                fit.append(text)
    yield from run.chance("processes").sample(fit, min(len(fit), run.of(PROCESSES, least=4)))


def _as_argument(surroundings: dict[str, str], text: str, number: int) -> Iterator[str]:
    lines = (
        ("ticket", "new", "--unknown", "--caller", text, "--", text),
        ("customer", "new", "--note", text, "--", text),
        ("contact", "add", "1", "--", text),
        ("search", "--", text),
    )
    ran = subprocess.run(
        [sys.executable, "-m", "servicedesk", *lines[number % len(lines)]],
        env=surroundings,
        capture_output=True,
        timeout=PATIENCE,
        cwd=Path(surroundings["SERVICEDESK_DATABASE"]).parent,
    )
    said = ran.stdout.decode("utf-8", "surrogateescape") + ran.stderr.decode("utf-8", "surrogateescape")
    if ran.returncode not in CODES:
        yield f"left with {ran.returncode}"
    if "Traceback" in said or CRASH in said:
        yield f"it broke: {said[-200:]!r}"
    if found := HARMFUL.search(said):
        yield f"{found[0]!a} was sent"


def _on_a_terminal(surroundings: dict[str, str], words: tuple[str, ...]) -> Iterator[str]:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "servicedesk", *words],
        env=surroundings,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ) as process:
        os.close(follower)
        sent = b"".join(_read(leader))
        os.close(leader)
        if process.wait(PATIENCE):
            yield f"left with {process.returncode}"
    drawn = COLOURS.sub(b"", sent).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    if found := HARMFUL.search(drawn):
        yield f"{found[0]!a} was sent: {drawn[max(0, found.start() - 30) : found.end() + 20]!a}"
    if len(drawn.splitlines()) < 3:
        yield f"nothing to see: {drawn[:200]!a}"


def _read(leader: int) -> Iterator[bytes]:
    """What a process writes on its terminal until it ends."""
    with suppress(OSError):
        while block := os.read(leader, 1 << 16):
            yield block
