"""`doctor` on the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support import CommandLine


def test_a_desk_in_order_leaves_with_0(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").chmod(0o600)
    ran = cli("doctor", "--json")
    assert ran.code == 0
    assert {check["state"] for check in ran.json["checks"]} == {"ok"}
    assert set(ran.json["checks"][0]) == {"name", "state", "detail"}


def test_what_needs_attention_is_named_and_leaves_with_1(cli: CommandLine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection:
        connection.execute("DELETE FROM event WHERE id = 1")
        connection.commit()
    ran = cli("doctor")
    assert ran.code == 1
    assert "Needs attention: history" in ran.err
    assert [check["name"] for check in cli("doctor", "--json").json["checks"] if check["state"] == "bad"] == [
        "chain"
    ]


def test_categories_that_nobody_looks_after_are_named(cli: CommandLine) -> None:
    cli("category", "new", "Ghosts", "--team", "security")
    cli("category", "new", "Drains")
    cli("category", "new", "Old drains")
    cli("category", "off", "old_drains")
    found = {check["name"]: check for check in cli("doctor", "--json").json["checks"]}["categories"]
    assert found["state"] == "warn"
    assert "no team for drains." in found["detail"]


def test_a_damaged_file_is_told_without_a_traceback(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    for place in range(8192, len(whole), 16384):
        whole[place : place + 64] = b"\xff" * 64
    path.write_bytes(whole)
    ran = cli("doctor")
    assert ran.code == 1
    assert "Needs attention: file" in ran.err
    assert "Traceback" not in ran.err


def test_what_is_no_desk_leaves_with_6(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear neighbour, " * 99, "utf-8")
    for name in ("letter", "nothing", "."):
        assert CommandLine()("--database", str(tmp_path / name), "doctor").code == 6
