"""The verbs that act on one or many tickets: what they say, print and leave with."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import tickets
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from tests.support import CommandLine


@pytest.fixture
def three(desk: Desk) -> Desk:
    """A desk with three tickets, the last one a complaint."""
    for kind in ("request", "request", "complaint"):
        tickets.open_ticket(desk, NewTicket("漏水", kind=kind))
    return desk


@pytest.mark.parametrize(
    ("words", "said", "again"),
    [
        ("note 1 hello", "Ticket 1 noted", "Ticket 1 noted"),
        ("reply 1 hello --channel wechat", "Ticket 1 replied to", "Ticket 1 replied to"),
        ("escalate 1 hello", "Ticket 1 escalated", "Ticket 1 escalated"),
        ("assign 1 --to li.na", "Ticket 1 assigned to li.na", "Ticket 1 is already with li.na"),
        ("assign 1 --team security", "Ticket 1 assigned to security", "Ticket 1 is already with security"),
        ("wait 1 --for customer", "Ticket 1 waits for: customer", "Ticket 1 already waits for: customer"),
        ("resolve 1 fixed", "Ticket 1 resolved", "Ticket 1 is already resolved"),
        ("cancel 1 mistake", "Ticket 1 cancelled", "Ticket 1 is already cancelled"),
        (
            "priority 1 high",
            "Ticket 1 is now of priority high",
            "Ticket 1 is already of priority high",
        ),
        ("edit 1 --set subject=New", "Ticket 1 edited", "Ticket 1 is like that already"),
    ],
)
def test_each_verb_says_what_it_did_and_what_already_was(
    cli: CommandLine, three: Desk, words: str, said: str, again: str
) -> None:
    first = cli("ticket", *words.split())
    assert (first.code, first.out, first.err.splitlines()[:1]) == (0, "", [said])
    second = cli("ticket", *words.split())
    assert (second.code, second.err.splitlines()[:1]) == (0, [again])


def test_the_way_to_the_end_and_back(cli: CommandLine, three: Desk) -> None:
    assert cli("ticket", "resume", "1").err == "Ticket 1 is not waiting\n"
    assert cli("ticket", "close", "1").code == 1
    cli("ticket", "resolve", "1", "x")
    assert cli("ticket", "close", "1").err == "Ticket 1 closed\n"
    closed = cli("ticket", "close", "1", "--json")
    assert (closed.code, closed.err, closed.json["status"]) == (0, "Ticket 1 is already closed\n", "closed")
    assert cli("ticket", "reopen", "1", "drips").err == "Ticket 1 reopened\n"
    assert cli("ticket", "reopen", "1", "drips").err == "Ticket 1 is already open\n"


def test_several_numbers_are_each_reported_and_the_highest_code_counts(cli: CommandLine, three: Desk) -> None:
    cli("ticket", "cancel", "2", "mistake")
    ran = cli("ticket", "resolve", "1", "T2", "#99", "done")
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "Ticket 1 resolved",
        "2: Ticket is cancelled",
        "  Reopen it first.",
        "99: There is no ticket 99",
        "  See: servicedesk ticket list",
    ]
    assert cli("ticket", "list", "is:resolved", "--ids").out == "1\n"


def test_several_give_an_array_and_one_an_object(cli: CommandLine, three: Desk) -> None:
    one = cli("ticket", "assign", "1", "--to", "li.na", "--json").json
    assert (one["number"], one["assignee"]) == (1, "li.na")
    assert one == cli("ticket", "list", "1", "--json").json[0]
    several = cli("ticket", "assign", "1", "2", "99", "--to", "li.na", "--json-fields", "number")
    assert (several.code, several.json) == (3, [{"number": 1}, {"number": 2}])


def test_numbers_come_from_standard_input(cli: CommandLine, three: Desk) -> None:
    ids = cli("ticket", "list", "--ids").out
    ran = cli("ticket", "assign", "-", "--to", "li.na", "--json", stdin=ids)
    assert len(ran.json) == 3
    assert cli("ticket", "note", "-", "to all of you", stdin="1 2").err.count("noted") == 2
    empty = cli("ticket", "assign", "-", "--to", "li.na", "--json", stdin="")
    assert (empty.code, empty.json, empty.err) == (0, [], "")


def test_several_are_one_batch_to_undo(cli: CommandLine, three: Desk) -> None:
    cli("ticket", "priority", "1", "2", "3", "urgent")
    undo_last(three)
    assert cli("ticket", "list", "priority:urgent", "--ids").out == ""


def test_nothing_is_done_when_a_word_is_no_number_or_a_field_is_unknown(
    cli: CommandLine, three: Desk
) -> None:
    assert cli("ticket", "resolve", "1", "x1", "done").code == 2
    assert cli("ticket", "resolve", "1", "done", "--json-fields", "nonsense").code == 2
    assert cli("ticket", "new", "x", "--unknown", "--json-fields", "nonsense").code == 2
    assert cli("ticket", "list", "is:any", "--json-fields", "status").json == [{"status": "new"}] * 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("note 99 x", 3),
        ("note abc x", 2),
        ("assign 1", 2),
        ("assign 1 --to nobody", 3),
        ("assign 1 --team nobody", 3),
        ("wait 1", 2),
        ("wait 1 --for us", 2),
        ("wait 1 --for customer --until yesterday", 2),
        ("priority 1 nonsense", 2),
        ("priority 1", 2),
        ("resolve 3 x", 2),
        ("resolve 3 x --cause nonsense --step during", 2),
        ("edit 1", 2),
        ("edit 1 --set nonsense=1", 2),
        ("edit 1 --set subject", 2),
        ("edit 1 --set customer=99", 3),
        ("merge 1", 2),
        ("merge 1 --into 1", 1),
        ("note 1 x --if-version 7", 5),
        ("edit 1 --set subject=y --if-version 7", 5),
        ("nonsense", 2),
        ("list --nonsense", 2),
        ("resolve 3 x --cause delay --step during", 0),
        ("edit 1 --set subject=y --if-version 1", 0),
    ],
)
def test_exit_codes(cli: CommandLine, three: Desk, words: str, code: int) -> None:
    assert cli("ticket", *words.split()).code == code


def test_nobody_acts_without_a_name_and_a_role_that_may(
    cli: CommandLine, three: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVICEDESK_STAFF", "")
    ran = cli("ticket", "note", "1", "x")
    assert ran.code == 4
    assert "--as" in ran.err
    assert cli("--as", "nobody", "ticket", "list").code == 3
    assert cli("--as", "Li Na", "ticket", "note", "1", "x").code == 0


def test_times_are_echoed_as_understood(cli: CommandLine, three: Desk) -> None:
    ran = cli("ticket", "wait", "1", "--for", "supplier", "--until", "明天下午3点", "--json")
    assert ran.err.splitlines()[0] == "understood: Tue 24 Nov 15:00"
    assert cli("ticket", "show", "1", "--json").json["waiting_until"] == "2026-11-24T15:00:00+08:00"
