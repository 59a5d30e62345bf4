"""`backup` and `restore` on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.support import CommandLine


def test_backup_prints_where_it_is_and_restore_what_it_saved(cli: CommandLine, tmp_path: Path) -> None:
    cli("ticket", "new", "first", "--unknown")
    made = cli("backup", str(tmp_path / "copy.sqlite"))
    assert (made.code, made.out) == (0, f"{tmp_path / 'copy.sqlite'}\n")
    cli("ticket", "new", "second", "--unknown")
    back = cli("restore", str(tmp_path / "copy.sqlite"))
    assert (back.code, back.out) == (0, "")
    assert "desk-before-restore-2026-11-23-1000.sqlite" in back.err
    assert [row["subject"] for row in cli("ticket", "list", "--json").json] == ["first"]


def test_a_name_with_control_characters_is_printed_harmless(cli: CommandLine, tmp_path: Path) -> None:
    made = cli("backup", str(tmp_path / "\x1b]0;owned\x07.sqlite"))
    assert made.code == 0
    assert (tmp_path / "\x1b]0;owned\x07.sqlite").is_file()
    assert not {"\x1b", "\x07"} & set(made.out + made.err)


def test_what_is_there_is_not_overwritten(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("backup", str(tmp_path / "desk.sqlite")).code == 1


def test_a_missing_backup_changes_nothing(cli: CommandLine, tmp_path: Path) -> None:
    before = (tmp_path / "desk.sqlite").read_bytes()
    missing = cli("restore", str(tmp_path / "nowhere.sqlite"))
    assert missing.code == 3
    assert "nowhere.sqlite" in missing.err
    assert (tmp_path / "desk.sqlite").read_bytes() == before


def test_a_desk_that_is_gone_comes_back(cli: CommandLine, tmp_path: Path) -> None:
    cli("ticket", "new", "kept", "--unknown")
    cli("backup", str(tmp_path / "copy.sqlite"))
    for name in ("desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    assert cli("restore", str(tmp_path / "copy.sqlite")).code == 0
    assert cli("ticket", "list", "--ids").out == "1\n"
