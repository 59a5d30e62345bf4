"""`servicedesk history` and `servicedesk audit`, as a script sees them."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from tests.support import HOSTILE, CommandLine


@pytest.fixture
def number(desk: Desk) -> int:
    file = customers.create(desk, NewCustomer("王小明"))
    number = tickets.open_ticket(desk, NewTicket("漏水", customer=file.number)).ticket.number
    handling.note(desk, number, HOSTILE)
    tickets.open_ticket(desk, NewTicket("something else"))
    return number


@pytest.mark.parametrize("written", ["{}", "T{}", "#{}", "t{}", "Ｔ{}"])
def test_a_ticket_is_named_as_people_say_it(cli: CommandLine, number: int, written: str) -> None:
    rows = cli("history", written.format(number), "--json").json
    assert [row["kind"] for row in rows] == ["ticket.noted", "ticket.opened"]
    assert rows[0]["text"] == HOSTILE
    assert rows[0]["at"] == "2026-11-23T10:00:00+08:00"
    assert rows[0]["who"] == "li.na"


def test_a_customer_is_named_by_the_letter(cli: CommandLine, number: int) -> None:
    kinds = [row["kind"] for row in cli("history", "C1", "--json").json]
    assert kinds == ["ticket.noted", "ticket.opened", "customer.created"]


def test_without_a_name_it_is_the_whole_desk(cli: CommandLine, number: int) -> None:
    ran = cli("history")
    assert (ran.code, len(ran.lines)) == (0, 5)
    assert all(len(line) == 10 for line in ran.lines)
    assert "\x1b" not in ran.out
    limited = cli("history", "--limit", "2", "--json-fields", "kind")
    assert limited.json == [{"kind": "ticket.opened"}, {"kind": "ticket.noted"}]
    assert "showing 2 of 5" in limited.err


def test_what_is_no_number_is_a_usage_error(cli: CommandLine) -> None:
    assert cli("history", "leak").code == 2
    assert cli("history", "Cat").code == 2
    assert cli("history", "--json-fields", "nonsense").code == 2


def test_the_audit_narrows_by_person_kind_and_time(cli: CommandLine, number: int) -> None:
    assert len(cli("audit", "--who", "li.na", "--json").json) == 4
    rows = cli("audit", "--what", "ticket.noted", "--since", "2026-11-23", "--json").json
    assert [row["account"] for row in rows] == ["uid:4242"]
    assert rows[0]["changes"][0]["table"] == "entry"
    assert cli("audit", "--since", "2026-11-24", "--json").json == []
    assert cli("audit", "--who", "nobody").code == 3
    assert cli("audit", "--since", "31 feb").code == 2


def test_an_undone_event_says_so(cli: CommandLine, number: int) -> None:
    cli("undo")
    rows = cli("history", "--limit", "2", "--json").json
    assert [(row["kind"], row["undone"]) for row in rows] == [("undone", False), ("ticket.opened", True)]
    assert rows[0]["undoes"] == rows[1]["operation"]
