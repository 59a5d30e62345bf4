"""`servicedesk queue`, as a script sees it."""

from __future__ import annotations

from tests.support import CommandLine


def test_every_queue_says_how_many_are_in_it(cli: CommandLine) -> None:
    cli("ticket", "new", "爆管", "--unknown", "--priority", "urgent", "--tags", "leak")
    cli("ticket", "new", "停车", "--unknown")
    rows = {row["code"]: row for row in cli("queue", "list", "--json").json}
    assert (rows["all_open"]["count"], rows["urgent"]["count"]) == (2, 1)
    assert list(rows["urgent"]) == ["code", "name", "query", "count", "saved"]
    assert ["urgent", "1", "Urgent", "is:open priority:urgent", "no"] in cli("queue").lines


def test_a_query_is_kept_shown_used_edited_and_switched_off(cli: CommandLine) -> None:
    cli("ticket", "new", "爆管", "--unknown", "--tags", "leak")
    made = cli("queue", "new", "Leaks 漏水", "is:open", "tag:leak")
    assert (made.code, made.out) == (0, "leaks\n")
    shown = cli("queue", "show", "leaks", "--json")
    assert (shown.json["query"], shown.json["count"], shown.json["saved"]) == ("is:open tag:leak", 1, True)
    assert "leak" in shown.err
    assert len(cli("ticket", "list", "--queue", "Leaks 漏水").lines) == 1
    assert cli("queue", "edit", "leaks", "--set", "query=tag:none-such", "--json").json["count"] == 0
    assert cli("queue", "off", "leaks").code == 0
    assert cli("queue", "show", "leaks").code == 3
    assert cli("ticket", "list", "--queue", "leaks").code == 3


def test_what_was_escalated_has_a_queue_until_it_ends(cli: CommandLine) -> None:
    for subject in ("爆管", "停车", "电梯"):
        cli("ticket", "new", subject, "--unknown")
    cli("ticket", "escalate", "1", "2", "he shouts")
    assert cli("ticket", "list", "--queue", "escalated", "--ids").out.split() == ["1", "2"]
    cli("ticket", "cancel", "1", "twice")
    assert cli("ticket", "list", "--queue", "escalated", "--ids").out == "2\n"
    assert sorted(cli("ticket", "list", "is:any", "is:escalated", "--ids").out.split()) == ["1", "2"]
    assert cli("queue", "show", "escalated", "--json").json["count"] == 1


def test_a_phrase_stays_a_phrase(cli: CommandLine) -> None:
    cli("queue", "new", "Pipes", "is:open", "burst pipe")
    assert cli("queue", "show", "pipes", "--json").json["query"] == 'is:open "burst pipe"'


def test_what_cannot_be_is_told(cli: CommandLine) -> None:
    assert cli("queue", "new", "x", "colour:red").code == 2
    assert cli("queue", "new", "Overdue", "is:open").code == 1
    assert cli("queue", "off", "overdue").code == 1
    assert cli("queue", "off", "nothing").code == 3


def test_a_queue_of_ones_own_needs_no_administrator(cli: CommandLine) -> None:
    cli("staff", "new", "周敏", "--role", "specialist")
    assert cli("--as", "zhou.min", "queue", "new", "for all", "is:open").code == 4
    assert cli("--as", "zhou.min", "queue", "new", "my urgent ones", "owner:me", "--mine").code == 0
    assert cli("queue", "show", "my_urgent_ones").code == 3
