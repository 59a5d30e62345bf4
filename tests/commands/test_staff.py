"""`servicedesk staff`, `team` and `category`, as a script sees them."""

from __future__ import annotations

import pytest

from servicedesk.settings import this_account
from tests.support import HOSTILE, CommandLine


def test_the_noun_alone_lists_people_and_not_the_program(cli: CommandLine) -> None:
    assert cli("staff").lines == [["li.na", "Li Na", "administrator", "front_desk", "yes"]]
    assert cli("staff", "list", "--ids").out == "li.na\n"
    assert cli("staff", "list", "--csv").out.splitlines()[0] == "handle,name,role,team,active"


def test_a_new_colleague_is_printed_by_handle(cli: CommandLine) -> None:
    ran = cli("staff", "new", "周敏", "--role", "主管", "--team", "engineering")
    assert (ran.code, ran.out) == (0, "zhou.min\n")
    assert "acts on the desk as zhou.min" in ran.err
    shown = cli("staff", "new", HOSTILE, "--handle", "odd", "--json").json
    assert shown["name"] == " ".join(HOSTILE.split())
    assert list(shown) == ["handle", "name", "role", "team", "active", "version", "away_until", "deputy"]
    assert cli("--as", "zhou.min", "staff", "new", "x").code == 4


def test_editing_says_what_is_wrong(cli: CommandLine) -> None:
    assert cli("staff", "edit", "li.na", "--set", "name=李娜", "--json").json["name"] == "李娜"
    assert cli("staff", "edit", "li.na").code == 2
    assert cli("staff", "edit", "li.na", "--set", "salary=1").code == 2
    assert cli("staff", "edit", "nobody", "--set", "name=x").code == 3
    assert cli("staff", "edit", "li.na", "--set", "name=x", "--if-version", "1").code == 5
    assert cli("staff", "edit", "li.na", "--set", "role=receptionist").code == 1


def test_off_tells_what_stays_with_the_person(cli: CommandLine) -> None:
    cli("staff", "new", "周敏")
    cli("ticket", "new", "漏水", "--unknown", "--assignee", "zhou.min")
    ran = cli("staff", "off", "zhou.min")
    assert ran.code == 0
    assert "1 open tickets stay with 周敏" in ran.err
    again = cli("staff", "off", "zhou.min", "--json")
    assert (again.code, again.json["active"]) == (0, False)
    assert "already" in again.err


def test_this_computers_account_comes_to_act_as_somebody(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("staff", "new", "周敏")
    ran = cli("staff", "account", "zhou.min")
    assert this_account() in ran.err
    monkeypatch.delenv("SERVICEDESK_STAFF")
    assert cli("history", "--limit", "1", "--json").code == 0
    cli("ticket", "new", "x", "--unknown")
    assert cli("history", "--limit", "1", "--json").json[0]["who"] == "zhou.min"


def test_teams_are_made_edited_and_switched_off(cli: CommandLine) -> None:
    assert cli("team", "new", "Pool", "--chinese", "泳池").out == "pool\n"
    assert cli("team", "edit", "泳池", "--set", "name_en=Pools", "--json").json["name"] == "Pools"
    assert cli("--lang", "zh_CN", "team", "list", "--json-fields", "name").json[-1] == {"name": "泳池"}
    assert "pool is switched off" in cli("team", "off", "pool").err
    assert "already" in cli("team", "off", "pool").err
    assert cli("team", "off", "engineering").code == 1
    assert cli("team", "off", "nobody").code == 3
    assert ["pool", "Pools", "泳池", "no", "no", ""] in cli("team").lines


def test_categories_are_made_edited_and_switched_off(cli: CommandLine) -> None:
    made = cli(
        "category", "new", "Charging", "--team", "engineering", "--kind", "repair", "--code", "charger"
    )
    assert made.out == "charger\n"
    assert (
        cli("category", "edit", "charger", "--set", "priority=urgent", "--json").json["priority"] == "urgent"
    )
    assert cli("category", "edit", "charger", "--set", "colour=red").code == 2
    assert "switched off" in cli("category", "off", "Charging").err
    assert cli("ticket", "new", "x", "--unknown", "--category", "charger").code == 3
    assert cli("category", "list", "--json").json[-1]["active"] is False
