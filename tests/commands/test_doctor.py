"""`doctor` on the command line."""

from __future__ import annotations

import shutil
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


def spoil(path: Path) -> None:
    """Nothing stands in the log, and the header is gone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[:100] = bytes(100)
    path.write_bytes(data)


def test_salvage_brings_a_desk_out_of_a_file_that_cannot_be_opened(cli: CommandLine, tmp_path: Path) -> None:
    cli("ticket", "new", "爆管漏水 😀", "--phone", "13800138000")
    spoil(tmp_path / "desk.sqlite")
    refused = cli("ticket", "list")
    assert refused.code == 6
    assert "doctor --salvage" in refused.err
    target = tmp_path / "new.sqlite"
    ran = cli("doctor", "--salvage", str(target))
    assert ran.code == 0
    assert ["ticket", "1", "0", "0", "0", "0"] in ran.lines
    assert "Everything came out" in ran.err
    assert (
        CommandLine()("--database", str(target), "ticket", "list", "--json").json[0]["subject"]
        == "爆管漏水 😀"
    )
    assert cli("doctor", "--salvage", str(target)).code == 1


def test_salvage_says_what_did_not_come_out(cli: CommandLine, tmp_path: Path) -> None:
    cli("ticket", "new", "leak", "--phone", "13800138000")
    cli("ticket", "note", "1", "more")
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM event WHERE id = 3")
        connection.commit()
    ran = cli("doctor", "--salvage", str(tmp_path / "new.sqlite"), "--json")
    assert ran.code == 1
    assert "Not everything came out" in ran.err
    assert "1 events of the history are lost" in ran.err
    assert ran.json["events_lost"] == 1
    assert ran.json["path"] == str(tmp_path / "new.sqlite")
    assert {"table": "event", "read": 3, "rebuilt": 0, "mended": 0, "lost": 1, "unreadable": 0} in ran.json[
        "tables"
    ]
    found = CommandLine()("--database", str(tmp_path / "new.sqlite"), "doctor", "--json")
    assert found.code == 1
    assert {check["name"]: check["state"] for check in found.json["checks"]}["chain"] == "warn"


def test_salvage_of_what_holds_nothing_leaves_with_6(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear neighbour, " * 99, "utf-8")
    ran = CommandLine()("--database", str(tmp_path / "letter"), "doctor", "--salvage", str(tmp_path / "new"))
    assert ran.code == 6
    assert not (tmp_path / "new").exists()


def test_the_search_index_is_made_again_where_the_doctor_says_so(cli: CommandLine, tmp_path: Path) -> None:
    cli("ticket", "new", "爆管漏水", "--phone", "13800138000")
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection:
        connection.execute("DELETE FROM search_ticket")
        connection.commit()
    assert "servicedesk doctor --rebuild-search" in cli("doctor").out
    assert cli("search", "漏水").out == ""
    ran = cli("doctor", "--rebuild-search", "--json")
    assert (ran.code, ran.json) == (0, {"indexed": 2})
    assert cli("search", "漏水").lines[0][1] == "1"
    assert cli("doctor").code in {0, 1}
    assert "search" not in cli("doctor").err


def test_the_two_ways_of_mending_are_asked_for_one_at_a_time(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("doctor", "--salvage", str(tmp_path / "new"), "--rebuild-search").code == 2


def test_a_value_that_was_never_written_is_damage_and_no_fault_of_ours(
    cli: CommandLine, tmp_path: Path
) -> None:
    cli("ticket", "new", "leak", "--phone", "13800138000")
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection:
        connection.execute("UPDATE ticket SET tags = 7, opened_at = '2026-11-2# 02:00:00.000000'")
        connection.commit()
    for said in (("ticket", "list"), ("ticket", "show", "1")):
        ran = cli(*said)
        assert ran.code == 6
        assert "is damaged" in ran.err
        assert "servicedesk doctor" in ran.err
    assert "bad" in cli("doctor").out
    assert "Needs attention: values" in cli("doctor").err


def test_a_schema_whose_words_cannot_be_read_is_told_as_damage(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE ticket (", b"CREATE TABLE ti\xa0ket ("))
    for said in (("ticket", "list"), ("ticket", "new", "leak", "--unknown"), ("report", "daily")):
        ran = cli(*said)
        assert (ran.code, "is damaged" in ran.err) == (6, True), ran.err
    assert cli("doctor").code == 1
    assert cli("doctor", "--salvage", str(tmp_path / "new.sqlite")).code == 0


def test_a_time_zone_that_does_not_exist_is_damage_and_no_fault_of_ours(
    cli: CommandLine, tmp_path: Path
) -> None:
    for name in ("Asia/Shangh!i", "../Asia", "Asia", ""):
        with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as connection:
            connection.execute("UPDATE setting SET value = ? WHERE key = 'firm.timezone'", (f'"{name}"',))
            connection.commit()
        ran = cli("ticket", "list")
        assert (ran.code, "is damaged" in ran.err) == (6, True), ran.err
        assert "Needs attention: time zone" in cli("doctor").err


def test_changes_that_a_damaged_log_hides_are_told(cli: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as holding:
        holding.execute("SELECT count(*) FROM ticket").fetchone()
        for number in range(9):
            cli("ticket", "new", f"leak {number}", "--unknown")
        for ending in ("", "-wal"):
            shutil.copy(f"{tmp_path / 'desk.sqlite'}{ending}", f"{kept}{ending}")
    look = ("--database", str(kept), "doctor", "--json")
    assert CommandLine()(*look).json["checks"][0]["state"] == "ok"
    log = Path(f"{kept}-wal")
    log.write_bytes(log.read_bytes()[:-1])  # the last change was torn: it was never told as done
    assert CommandLine()(*look).json["checks"][0]["state"] == "ok"
    data = bytearray(log.read_bytes())
    data[32 + 24 + 100] ^= 0xFF
    log.write_bytes(data)
    found = CommandLine()(*look).json["checks"][0]
    assert (found["name"], found["state"]) == ("file", "bad")
    assert "log beside the file" in found["detail"]
    assert "doctor --salvage" in found["detail"]
