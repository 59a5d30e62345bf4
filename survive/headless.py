"""The headless door inside this process: what a command left behind, and whether any of it does harm."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from survive.desks import STAFF, START

CODES = frozenset(range(7))
DATABASE_CODE = 6
CRASH = "Something went wrong in the program"
# Written down anew: C0 without line end and tab, DEL, C1, half characters, and what turns or hides text.
HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
HALF = re.compile(r"[\ud800-\udfff]")


class Ran(NamedTuple):
    """What a command left behind, and how many seconds of the processor it took."""

    code: int
    out: str
    err: str
    seconds: float = 0.0

    @property
    def json(self) -> object:
        """What it printed, read as JSON."""
        return json.loads(self.out)


def prepare_process(folder: Path) -> None:
    """Makes this process a quiet place: its own settings, home and state, and a clock that stands still."""
    for name, value in (
        ("SERVICEDESK_CONFIG", str(folder / "config.toml")),
        ("XDG_STATE_HOME", str(folder / "state")),
        ("HOME", str(folder)),
        ("TMPDIR", str(folder)),
        ("SERVICEDESK_STAFF", STAFF),
        ("SERVICEDESK_NOW", START.isoformat()),
        ("SERVICEDESK_LANG", "en"),
    ):
        os.environ[name] = value
    os.chdir(folder)


def command(*arguments: str, stdin: str = "") -> Ran:
    """Runs the program as a pipe would see it. An error that escapes it is told as code -1."""
    from servicedesk.cli import main

    out, err, begun = io.StringIO(), io.StringIO(), time.process_time()
    code = 0
    with redirect_stdout(out), redirect_stderr(err), _reads(stdin):
        try:
            main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        except Exception as error:
            code = -1
            err.write(f"Traceback: {error!r}")
    return Ran(code, out.getvalue(), err.getvalue(), time.process_time() - begun)


def harm(ran: Ran) -> list[str]:
    """What a command must never do, whatever it was given."""
    wrong = []
    if ran.code not in CODES:
        wrong.append(f"left with {ran.code}: {ran.err[-200:]!r}")
    if "Traceback" in ran.err or CRASH in ran.err:
        wrong.append(f"it broke: {_cause() or ran.err[-200:]!r}")
    if "Warning: " in ran.err:
        wrong.append(f"a warning of Python's: {ran.err[:200]!r}")
    if ran.code and not ran.err.strip():
        wrong.append(f"left with {ran.code} and said nothing")
    for name, text in (("stdout", ran.out), ("stderr", ran.err)):
        if found := HARMFUL.search(text):
            around = text[max(0, found.start() - 30) : found.end() + 10]
            wrong.append(f"{found[0]!a} on {name}: {around!a}")
    return wrong


@contextmanager
def _reads(text: str) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(
        io.BytesIO(text.encode("utf-8", "surrogateescape")), "utf-8", "surrogateescape"
    )
    try:
        yield
    finally:
        sys.stdin = before


def _cause() -> str:
    """The last line and place of the newest report of a crash."""
    kept = sorted(Path(os.environ["XDG_STATE_HOME"]).rglob("crash-*.txt"))
    if not kept:
        return ""
    lines = kept[-1].read_text("utf-8", "replace").strip().splitlines()
    places = [line.strip() for line in lines if "servicedesk/" in line and line.strip().startswith("File")]
    return f"{lines[-1][:200]} at {places[-1] if places else '?'}"
