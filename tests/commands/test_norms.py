"""The norms a desk works by, told by the program itself: the life cycle of a ticket, and who may do what."""

from __future__ import annotations

import pytest

from servicedesk.rules.codes import STATUSES
from servicedesk.rules.permissions import MATRIX, PERMISSION_WORDS, ROLE_DUTIES, ROLE_NAMES, Permission
from servicedesk.rules.workflow import NEEDS, Step, workflow
from tests.support import CommandLine

# What each verb is given besides the number, where it needs something.
GIVEN = {
    "text": ["x"],
    "receiver": ["--to", "me"],
    "party": ["--for", "customer"],
    "level": ["urgent"],
    "values": ["--set", "tags=x"],
    "time": ["--by", "2026-11-24T16:00"],
    "cause": ["--cause", "delay", "--step", "after"],
}


def test_the_life_cycle_is_told_verb_by_verb(cli: CommandLine) -> None:
    rows = {row["verb"]: row for row in cli("ticket", "workflow", "--json").json}
    assert list(rows["resolve"]) == ["verb", *STATUSES, "needs", "words"]
    assert (rows["resolve"]["waiting"], rows["resolve"]["resolved"]) == ("resolved", "already")
    assert (rows["close"]["new"], rows["close"]["resolved"]) == (None, "closed")
    assert rows["resolve"]["needs"] == ["text", "cause"]
    line = next(line for line in cli("ticket", "workflow").lines if line[0] == "close")
    assert line == ["close", "", "", "", "closed", "already", "", "", "puts it away for good"]
    assert cli("--lang", "zh_CN", "ticket", "workflow", "--json-fields", "verb").json[0] == {"verb": "assign"}


@pytest.mark.parametrize(
    "step", [step for step in workflow() if step.verb != "task"], ids=lambda step: step.verb
)
def test_a_verb_needs_what_the_life_cycle_says_and_no_more(cli: CommandLine, step: Step) -> None:
    verb, needs = step.verb, step.needs
    cli("ticket", "new", "噪音", "--unknown", "--kind", "complaint")
    prepare = {"resume": ["wait", "1", "--for", "customer"], "reopen": ["cancel", "1", "twice"]}
    resolved = ["resolve", "1", "done", *GIVEN["cause"]]
    cli("ticket", *(prepare | {"close": resolved}).get(verb, ["note", "1", "x"]))
    for left_out in needs:
        given = [word for need in needs if need != left_out for word in GIVEN[need]]
        assert cli("ticket", verb, "1", *given).code == 2, left_out
    whole = [word for need in needs for word in GIVEN[need]]
    assert cli("ticket", verb, "1", *whole).code == 0


def test_every_need_has_words() -> None:
    assert {need for step in workflow() for need in step.needs} == set(NEEDS)


def test_roles_are_told_with_their_duties_and_permissions(cli: CommandLine) -> None:
    rows = {row["role"]: row for row in cli("staff", "roles", "--json").json}
    assert list(rows["specialist"]) == ["role", "name", "duties", "permissions"]
    assert {name: set(row["permissions"]) for name, row in rows.items()} == {
        name: {held.value for held in MATRIX[name]} for name in rows
    }
    assert cli("staff", "roles", "--ids").out.split() == list(rows)


def test_every_role_and_permission_has_words() -> None:
    assert set(PERMISSION_WORDS) == set(Permission)
    assert set(ROLE_DUTIES) == set(ROLE_NAMES) - {"system"} == set(MATRIX) - {"system"}
