"""`servicedesk config`, as a script sees it: the firm's settings and this person's."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.settings import read_settings
from tests.support import CommandLine


def test_the_list_says_whose_each_setting_is(cli: CommandLine) -> None:
    rows = {row["key"]: row for row in cli("config", "list", "--json").json}
    assert rows["firm.name"]["value"] == "Maple Court 枫林苑"
    assert {row["scope"] for row in rows.values()} == {"firm", "personal"}
    assert rows["language"] == {"key": "language", "value": None, "scope": "personal", "text": None}
    assert "chain.head" not in rows
    assert ["firm", "firm.timezone", "Asia/Shanghai"] in cli("config").lines


def test_a_value_is_set_and_got_in_its_own_type(cli: CommandLine) -> None:
    assert cli("config", "set", "firm.name", "Acorn Homes 橡树家园").code == 0
    assert cli("config", "get", "firm.name").out == "Acorn Homes 橡树家园\n"
    cli("config", "set", "firm.contact_every_days", "45")
    assert cli("config", "get", "firm.contact_every_days", "--json").json["value"] == 45
    promises = cli("config", "get", "promises").out.strip()
    assert cli("config", "set", "promises", promises).code == 0


def test_a_setting_that_nobody_set_tells_what_counts(cli: CommandLine) -> None:
    got = cli("config", "get", "standing.frequency")
    assert (got.out, "is not set" in got.err) == ("[1, 3, 6, 12]\n", True)
    assert cli("config", "get", "standing.frequency", "--json").json == {
        "key": "standing.frequency", "value": None, "scope": "firm", "in_force": [1, 3, 6, 12],
    }  # fmt: skip
    assert cli("config", "get", "firm.export_reason_above").out == "50\n"
    cli("config", "set", "standing.tiers", "Gold=70 Rest=0")
    assert '"Gold": 1.5' in cli("config", "get", "needs.tier_weights").out
    assert cli("config", "get", "standing.tiers").err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("get", "firm.colour"), 3),
        (("set", "firm.timezone", "Mars/Base"), 2),
        (("set", "firm.practice", "no"), 1),
        (("set", "language", "zh"), 3),
        (("set", "--personal", "firm.name", "x"), 3),
        (("set", "--personal", "language", "klingon"), 2),
        (("set", "--personal", "theme", "no-such-theme"), 2),
    ],
)
def test_what_cannot_be_set_is_told(cli: CommandLine, words: tuple[str, ...], code: int) -> None:
    ran = cli("config", *words)
    assert (ran.code, ran.out) == (code, "")
    assert len(ran.err.splitlines()) == 2


def test_a_setting_of_ones_own_named_without_its_option_is_explained(cli: CommandLine) -> None:
    assert "--personal" in cli("config", "set", "theme", "nord").err


def test_ones_own_settings_are_kept_apart_and_need_no_desk(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SERVICEDESK_DATABASE", str(tmp_path / "no desk here.sqlite"))
    monkeypatch.chdir(tmp_path)
    assert cli("config", "set", "--personal", "database", "mine.sqlite").code == 0
    assert cli("config", "set", "--personal", "theme", "nord").code == 0
    assert cli("config", "set", "--personal", "language", "zh").code == 0
    kept = read_settings()
    assert (kept.database, kept.theme, kept.language) == (str(tmp_path / "mine.sqlite"), "nord", "zh_CN")
    assert cli("config", "get", "--personal", "theme").out == "nord\n"
    assert ["personal", "theme", "nord"] in cli("config", "list", "--personal").lines
    cli("config", "set", "--personal", "theme", "")
    assert read_settings().theme == ""


def test_only_administrators_set_the_firms(cli: CommandLine) -> None:
    cli("staff", "new", "周敏")
    assert cli("--as", "zhou.min", "config", "get", "firm.name").code == 0
    assert cli("--as", "zhou.min", "config", "set", "firm.name", "x").code == 4


def test_the_history_tells_of_a_changed_setting(cli: CommandLine) -> None:
    cli("config", "set", "firm.name", "Acorn Homes")
    row = cli("history", "--limit", "1", "--json").json[0]
    assert row["kind"] == "setting.changed"
    assert "firm.name" in row["text"]
    assert "Acorn Homes" in row["text"]
