"""The firm's lists from a script: names that are taken, and what is printed of a change."""

from __future__ import annotations

import pytest

from tests.support import CommandLine


@pytest.mark.parametrize(
    ("noun", "more"), [("team", ()), ("category", ()), ("queue", ("is:open", "tag:leak"))]
)
def test_a_name_that_is_taken_is_refused(cli: CommandLine, noun: str, more: tuple[str, ...]) -> None:
    assert cli(noun, "new", "Garden", *more).code == 0
    again = cli(noun, "new", "garden", *more)
    assert (again.code, again.out) == (1, "")
    assert "already" in again.err


def test_a_category_that_is_off_takes_nothing_new(cli: CommandLine) -> None:
    cli("category", "new", "Garden")
    cli("category", "off", "garden")
    assert cli("ticket", "new", "x", "--unknown", "--category", "garden").code == 3
    assert cli("category", "new", "Garden").code == 1
    assert cli("category", "edit", "garden", "--set", "active=yes").code == 0
    assert cli("ticket", "new", "x", "--unknown", "--category", "garden").code == 0


def test_a_queue_that_goes_is_printed_as_it_was(cli: CommandLine) -> None:
    cli("queue", "new", "Leaks", "tag:leak")
    ran = cli("queue", "off", "leaks", "--json")
    assert ran.json == {"code": "leaks", "name": "Leaks", "query": "tag:leak", "count": 0, "saved": True}


def test_personal_settings_are_listed_in_every_form(cli: CommandLine) -> None:
    assert cli("config", "list", "--personal", "--csv").out.splitlines()[0] == "scope,key,text"
    assert cli("config", "list", "--personal", "--ids", "--limit", "2").out == "database\nlanguage\n"
    assert cli("config", "list", "--personal", "--json-fields", "key", "--limit", "1").json == [
        {"key": "database"}
    ]
    assert cli("config", "list", "--personal", "--json-fields", "nope").code == 2


def test_a_setting_can_be_narrowed_to_its_value(cli: CommandLine) -> None:
    ran = cli("config", "set", "firm.name", "枫林苑", "--json-fields", "value")
    assert (ran.code, ran.json) == (0, {"value": "枫林苑"})


@pytest.mark.parametrize(
    ("said", "echoed"), [("Tue 14:00", True), ("TODAY 14:00", True), ("2026-11-25T14:00", False)]
)
def test_a_time_not_written_in_full_is_echoed(cli: CommandLine, said: str, echoed: bool) -> None:
    cli("customer", "new", "王小明")
    ran = cli("callback", "new", "C1", "--at", said, "--reason", "x")
    assert ran.code == 0
    assert ("understood: " in ran.err) is echoed
