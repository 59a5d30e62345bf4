"""`servicedesk undo`, as a script sees it."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import handling, tickets
from servicedesk.operations.tickets import NewTicket
from tests.support import CommandLine


@pytest.fixture
def number(desk: Desk) -> int:
    number = tickets.open_ticket(desk, NewTicket("漏水")).ticket.number
    handling.reply(desk, number, "在路上")
    tickets.resolve(desk, number, "已修好")
    return number


def test_the_last_thing_is_taken_back_and_named(cli: CommandLine, desk: Desk, number: int) -> None:
    ran = cli("undo")
    assert (ran.code, ran.out) == (0, "")
    assert f"Undone: ticket {number}: resolved" in ran.err
    assert lookup.ticket(desk, number).status == "open"


def test_several_are_taken_back_newest_first(cli: CommandLine, number: int) -> None:
    ran = cli("undo", "--last", "2", "--json")
    assert [(row["kind"], row["tickets"]) for row in ran.json] == [
        ("ticket.resolved", [number]),
        ("ticket.replied", [number]),
    ]


def test_more_than_there_is_takes_back_nothing(cli: CommandLine, desk: Desk, number: int) -> None:
    assert cli("undo", "--last", "9").code == 1
    assert lookup.ticket(desk, number).status == "resolved"


def test_an_operation_is_named_by_its_number(cli: CommandLine, number: int) -> None:
    opened = cli("history", str(number), "--json").json[-1]["operation"]
    conflict = cli("undo", str(opened))
    assert conflict.code == 5
    assert f"Ticket {number} was changed since" in conflict.err
    assert cli("undo", "--last", "2").code == 0
    assert cli("undo", str(opened), "--json").json["kind"] == "ticket.opened"
    assert cli("undo", str(opened)).code == 1


def test_bad_numbers_are_told(cli: CommandLine) -> None:
    assert cli("undo", "999").code == 3
    assert cli("undo", "0").code == 2
    assert cli("undo", "--last", "0").code == 2
    assert cli("undo", "1", "--last", "2").code == 2
    assert cli("undo", "--json-fields", "nonsense").code == 2


def test_a_verb_on_several_numbers_is_one_thing_to_undo(cli: CommandLine, desk: Desk) -> None:
    for subject in ("一", "二", "三"):
        tickets.open_ticket(desk, NewTicket(subject))
    assert cli("ticket", "priority", "1", "2", "3", "urgent").code == 0
    ran = cli("undo")
    assert "and 2 more" in ran.err
    assert {row.priority for row in lookup.tickets(desk)} == {"normal"}
