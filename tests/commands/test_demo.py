"""`servicedesk demo` without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CommandLine


def test_without_a_terminal_a_tour_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("SERVICEDESK_NOW", "2026-11-23T10:00")
    ran = CommandLine()("demo", "--size", "60")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) >= 20
    path = Path(lines[0].split(": ", 1)[1])
    assert path.is_file()
    assert "Today, 2026-11-23 10:00" in lines
    for words in ("Queue Overdue", "Daily report", "Go on"):
        assert any(line.startswith(words) for line in lines)


def test_it_never_touches_the_desk_in_use(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / "desk.sqlite").read_bytes()
    ran = cli("demo", "--size", "1")
    assert ran.code == 0
    assert (tmp_path / "desk.sqlite").read_bytes() == before


def test_the_full_screen_without_a_terminal_names_the_commands(cli: CommandLine) -> None:
    ran = cli()
    assert (ran.code, ran.out) == (2, "")
    assert "servicedesk ticket list" in ran.err


def test_a_size_that_would_never_end_is_refused_with_the_limit(cli: CommandLine) -> None:
    ran = cli("demo", "--size", "99999999")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--size takes a whole number from 1 to 20000\n")
