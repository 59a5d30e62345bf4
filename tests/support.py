"""What many tests share: a moment, roles, and the headless door in this process."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from servicedesk.cli import main
from servicedesk.desk import Desk

ACCOUNT = "uid:4242"
# Monday, 23 November 2026, 10:00 in Shanghai.
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOSTILE = "[/b] 漏水 😀\u202e \x1b]0;owned\x07 ' \" % _ \\"


def settle(path: Path) -> None:
    """Brings all that the log of a desk holds into the file itself, which then can be copied alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def as_role(desk: Desk, role: str) -> Desk:
    """The same desk, its actor carrying another role."""
    return replace(desk, actor=desk.actor._replace(role=role))


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


class CommandLine:
    """Runs commands as a pipe would see them; `stdin` is what they may read."""

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8")), "utf-8")
        code = 0
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        finally:
            sys.stdin = before
        return Ran(code, out.getvalue(), err.getvalue())
