"""What must stay light stays light: proved by what a fresh process has loaded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.support import START

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "textual", "rich", "pypinyin", "openpyxl", "chinese_calendar"}
PROBE = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from servicedesk.cli import main
main(sys.argv[1:])
"""


def loaded_by(desk: Desk, *arguments: str) -> set[str]:
    """The top-level modules that a command loads when it runs into a pipe."""
    environment = {
        **os.environ,
        "SERVICEDESK_DATABASE": str(desk.store.path),
        "SERVICEDESK_STAFF": "li.na",
        "SERVICEDESK_NOW": START.isoformat(),
    }
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return {name.split(".")[0] for name in ran.stderr.split()} | {"servicedesk"}


@pytest.mark.parametrize(
    "command",
    [
        ("ticket", "list"),
        ("ticket", "list", "--json"),
        ("ticket", "show", "1"),
        ("search", "pipe"),
        ("customer", "list"),
        ("callback", "list"),
    ],
    ids=" ".join,
)
def test_reading_loads_neither_the_orm_nor_anything_that_draws(desk: Desk, command: tuple[str, ...]) -> None:
    open_ticket(desk, NewTicket("Burst pipe 爆管", caller="王小明"))
    assert loaded_by(desk, *command) & HEAVY == set()


def test_the_version_is_told_without_the_command_line_library(desk: Desk) -> None:
    assert loaded_by(desk, "--version") & (HEAVY | {"typer", "pydantic"}) == set()
