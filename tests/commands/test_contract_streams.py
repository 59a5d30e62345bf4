"""Streams that are closed, full or empty, and words that no encoding can hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from tests.support import START, CommandLine

NEW = ("ticket", "new", "Burst pipe", "--unknown")


def shell(desk: Desk, line: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "SERVICEDESK_DATABASE": str(desk.store.path),
        "SERVICEDESK_STAFF": "li.na",
        "SERVICEDESK_NOW": START.isoformat(),
        "servicedesk": f"{sys.executable} -m servicedesk",
    }
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("command", ["ticket new x --unknown", "ticket list is:any --json", "--help"])
def test_an_answer_that_cannot_be_written_is_told(desk: Desk, command: str) -> None:
    ran = shell(desk, f"$servicedesk {command} > /dev/full")
    assert ran.returncode == 1
    assert "The answer could not be written" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_words_are_taken_as_typed_where_the_system_does_not_say_they_are_utf_8(desk: Desk) -> None:
    plain = "LC_ALL=POSIX PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"
    ran = shell(desk, f"env -u LANG {plain} $servicedesk ticket new '漏水 leak' --unknown")
    assert ran.returncode == 0, ran.stderr
    assert tickets.ticket(desk, 1).subject == "漏水 leak"


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_stream_that_is_closed_stops_no_work(desk: Desk, closed: str) -> None:
    ran = shell(desk, f"$servicedesk ticket new x --unknown {closed}")
    assert (ran.returncode, "wrong in the program" in ran.stderr) == (0, False)
    assert tickets.count(desk, "is:any") == 1


@pytest.mark.parametrize(
    "command",
    [
        ("ticket", "close", "-"),
        ("ticket", "show", "-", "--json"),
        ("ticket", "assign", "-", "--to", "li.na"),
        ("customer", "show", "-"),
        ("callback", "cancel", "-", "--reason", "x"),
    ],
)
def test_no_numbers_on_standard_input_is_nothing_to_do(cli: CommandLine, command: tuple[str, ...]) -> None:
    ran = cli(*command, stdin="\n")
    assert ran.code == 0
    assert ran.out.strip() in ("", "[]")


@pytest.mark.parametrize("letter", ["漏", "é", "a", "\ud800", "\x00", "\u200b"])
def test_a_long_word_is_no_file_name(cli: CommandLine, letter: str) -> None:
    ran = cli("ticket", "new", "Burst pipe", "--unknown", "--description", letter * 5_000)
    assert (ran.code, ran.out) == (0, "1\n")


def test_a_file_whose_name_is_no_text_is_found(cli: CommandLine, tmp_path: Path) -> None:
    cli(*NEW)
    name = os.fsencode(tmp_path) + b"/\xc2\xa9\xb7"
    Path(os.fsdecode(name)).write_text("漏水", "utf-8")
    assert cli("ticket", "note", "1", "--file", os.fsdecode(name)).code == 0
    assert cli("ticket", "show", "1", "--json").json["timeline"][-1]["text"] == "漏水"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ticket", "assign", "1", "--to", "\ud800"), 3),
        (("--as", "\ud800", "ticket", "list"), 3),
        (("audit", "--what", "\udcff"), 2),
        (("ticket", "list", "\udcff"), 0),
        (("queue", "show", "\udcff"), 3),
        (("config", "get", "\udcff"), 3),
    ],
)
def test_half_characters_are_words_like_any_other(
    cli: CommandLine, words: tuple[str, ...], code: int
) -> None:
    cli(*NEW)
    assert cli(*words).code == code
