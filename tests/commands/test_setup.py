"""`servicedesk setup` through a pipe and on a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servicedesk.cli import main
from servicedesk.desk import open_desk
from servicedesk.i18n import use_language
from servicedesk.settings import this_account
from tests.support import CommandLine


class Keyboard(io.StringIO):
    """Keys from a terminal."""

    def isatty(self) -> bool:
        return True


class Screen(Keyboard):
    """What a terminal shows."""


def test_a_pipe_takes_options_and_defaults_and_gets_the_path(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    ran = CommandLine()(
        "--database", str(path), "setup", "--firm", "Maple Court 枫林苑", "--timezone", "Asia/Shanghai"
    )
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert f"servicedesk --database {path}" in ran.err
    desk = open_desk(path, account=this_account())
    assert (desk.firm.name, desk.actor.handle) == ("Maple Court 枫林苑", "administrator")


def test_an_existing_desk_is_refused_with_1(cli: CommandLine, tmp_path: Path) -> None:
    before = (tmp_path / "desk.sqlite").read_bytes()
    ran = cli("setup", "--firm", "Other")
    assert (ran.code, ran.out) == (1, "")
    assert "already" in ran.err
    assert (tmp_path / "desk.sqlite").read_bytes() == before


def test_an_unknown_pack_names_the_four(tmp_path: Path) -> None:
    ran = CommandLine()("--database", str(tmp_path / "d.sqlite"), "setup", "--pack", "bakery")
    assert ran.code == 2
    assert "property, home, professional, estate" in ran.err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def typed(keys: str) -> None:
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, Screen())
        monkeypatch.setattr(sys, "stdin", Keyboard(keys))

    return typed


def test_a_terminal_is_asked_and_enter_takes_the_default(
    terminal: Callable[[str], None], tmp_path: Path
) -> None:
    path = tmp_path / "desk.sqlite"
    terminal("bakery\nhome\n\n\nMars\nEurope/London\nPriya Patel\n")
    with pytest.raises(SystemExit, match="0"):
        main(["--database", str(path), "setup"])
    desk = open_desk(path, account=this_account())
    assert desk.firm.settings["firm.pack"] == "home"
    assert (desk.firm.name, str(desk.firm.zone), desk.actor.handle) == (
        "Home service",
        "Europe/London",
        "priya.patel",
    )
    assert "There is no time zone Mars" in sys.stderr.getvalue()  # type: ignore[attr-defined]


def test_the_questions_are_asked_in_the_language_in_use(
    terminal: Callable[[str], None], tmp_path: Path
) -> None:
    path = tmp_path / "desk.sqlite"
    terminal("\n\n\n\n李娜\n")
    with pytest.raises(SystemExit, match="0"):
        main(["--lang", "zh_CN", "--database", str(path), "setup"])
    use_language("en")
    desk = open_desk(path, account=this_account())
    assert (desk.firm.language, desk.firm.name, desk.actor.handle) == ("zh_CN", "物业服务", "li.na")


def test_a_desk_speaks_its_firms_language_unless_a_person_asked_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    monkeypatch.setenv("SERVICEDESK_DATABASE", str(tmp_path / "desk.sqlite"))
    cli = CommandLine()
    assert cli("setup", "--language", "zh_CN", "--staff", "李娜").code == 0
    assert "没有工单 7" in cli("ticket", "show", "7").err
    assert "There is no ticket 7" in cli("--lang", "en", "ticket", "show", "7").err


@pytest.mark.parametrize("name", ["who?.sqlite", "a#b %41.sqlite", "漏水 😀.sqlite", "\x1b[2J.sqlite"])
def test_a_desk_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    made = CommandLine()("--database", str(path), "setup")
    assert made.code == 0
    assert "\x1b" not in made.out + made.err
    assert CommandLine()("--database", str(path), "ticket", "new", "漏水", "--unknown").out == "1\n"
    assert CommandLine()("--database", str(path), "ticket", "list", "--ids").out == "1\n"
    assert {file.name for file in tmp_path.glob("*.sqlite*")} <= {name, f"{name}-wal", f"{name}-shm"}
