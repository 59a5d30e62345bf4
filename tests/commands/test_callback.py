"""`servicedesk callback`, as a script sees it."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import customers, setup, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from tests.support import HOSTILE, CommandLine

NAMED = [
    "id",
    "customer",
    "ticket",
    "reason",
    "due_at",
    "owner",
    "state",
    "attempts",
    "last_outcome",
    "promised",
]


@pytest.fixture
def customer(desk: Desk) -> str:
    return f"C{customers.create(desk, NewCustomer('Wang 王', phones=('13800138000',))).number}"


def new(cli: CommandLine, customer: str, at: str = "2026-11-23T09:00", *more: str) -> str:
    ran = cli("callback", "new", customer, "--at", at, "--reason", "dry?", *more)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def test_new_prints_its_number_and_echoes_the_time(cli: CommandLine, customer: str) -> None:
    ran = cli("callback", "new", customer, "--at", "fri 14:00", "--reason", HOSTILE, "--promised")
    assert (ran.code, ran.out) == (0, "1\n")
    assert "understood: Fri 27 Nov 14:00" in ran.err
    assert "Callback 1 planned" in ran.err
    row = cli("callback", "list", "--due", "all", "--json").json[0]
    assert list(row)[: len(NAMED)] == NAMED
    assert row["customer"] == {"number": int(customer[1:]), "name": "Wang 王"}
    assert (row["due_at"], row["promised"], row["owner"]) == ("2026-11-27T14:00:00+08:00", True, "li.na")
    assert row["reason"] == HOSTILE


def test_a_time_outside_calling_hours_is_kept_with_a_warning(cli: CommandLine, customer: str) -> None:
    ran = cli("callback", "new", customer, "--at", "2026-11-24T22:00", "--reason", "r", "--json")
    assert ran.json["due_at"] == "2026-11-24T22:00:00+08:00"
    assert "outside calling hours" in ran.err


def test_the_list_is_everybodys_due_today_or_overdue(cli: CommandLine, customer: str) -> None:
    overdue, today = new(cli, customer), new(cli, customer, "2026-11-23T17:00", "--owner", "anyone")
    week, far = new(cli, customer, "2026-11-28T09:00"), new(cli, customer, "2026-12-24T09:00")

    def ids(*options: str) -> list[str]:
        ran = cli("callback", "list", "--ids", *options)
        assert ran.code == 0, ran.err
        return ran.out.split()

    assert ids() == [overdue, today]
    assert cli("callback").out == cli("callback", "list").out
    assert ids("--due", "overdue") == [overdue]
    assert ids("--due", "week") == [overdue, today, week]
    assert ids("--due", "all") == [overdue, today, week, far]
    assert ids("--due", "all", "--owner", "me") == [overdue, week, far]
    assert ids("--due", "all", "--owner", "li.na") == [overdue, week, far]
    assert today in ids("--owner", "team")
    assert cli("callback", "list", "--due", "soon").code == 2
    assert cli("callback", "list", "--owner", "nobody").code == 3
    assert cli("callback", "list", "--state", "lost").code == 2


def test_pipes_get_tabs_and_no_header(cli: CommandLine, customer: str) -> None:
    new(cli, customer)
    (line,) = cli("callback", "list").lines
    assert line[:4] == ["1", "due", "2026-11-23T09:00:00+08:00", "Wang 王"]


def test_logging_says_the_next_try_and_gives_the_callback(cli: CommandLine, customer: str) -> None:
    number = new(cli, customer)
    ran = cli("callback", "log", number, "--outcome", "no_answer", "--json")
    assert (ran.code, ran.json["attempts"], ran.json["last_outcome"]) == (0, 1, "no_answer")
    assert ran.json["due_at"] == "2026-11-23T12:00:00+08:00"
    assert "Callback 1: no answer" in ran.err
    assert "next try today 12:00" in ran.err


def test_each_of_several_is_logged_and_the_highest_code_stays(cli: CommandLine, customer: str) -> None:
    first, second = new(cli, customer), new(cli, customer)
    ran = cli(
        "callback", "log", "-", "--outcome", "reached", "--score", "5", "--json", stdin=f"{first} {second} 77"
    )
    assert ran.code == 3
    assert [row["state"] for row in ran.json] == ["done", "done"]
    assert "77: There is no callback 77" in ran.err
    again = cli("callback", "log", first, "--outcome", "reached")
    assert again.code == 0
    assert "already" in again.err
    assert cli("callback", "log", first, "--outcome", "busy").code == 1
    assert cli("callback", "log", "-", "--outcome", "busy").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "1", "--outcome", "asleep"),
        ("log", "1", "--outcome", "call_later"),
        ("log", "1", "--outcome", "reached", "--score", "9"),
        ("log", "1"),
        ("log", "one", "--outcome", "busy"),
        ("reschedule", "1", "--to", "2026-02-30", "--reason", "r"),
        ("cancel", "1"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(
    cli: CommandLine, customer: str, arguments: tuple[str, ...]
) -> None:
    new(cli, customer)
    assert cli("callback", *arguments).code == 2
    assert cli("callback", "list", "--json").json[0]["attempts"] == 0


def test_moving_cancelling_and_the_list_to_decide(cli: CommandLine, customer: str) -> None:
    number = new(cli, customer)
    moved = cli("callback", "reschedule", number, "--to", "2026-11-24T10:00", "--reason", "at work", "--json")
    assert moved.json["due_at"] == "2026-11-24T10:00:00+08:00"
    assert cli("callback", "log", number, "--outcome", "wrong_number").code == 0
    assert cli("callback", "list", "--state", "given_up", "--ids").out.split() == [number]
    ran = cli("callback", "cancel", number, "--reason", "moved away")
    assert (ran.code, ran.err.strip()) == (0, "Callback 1 cancelled")
    assert cli("callback", "cancel", number, "--reason", "moved away").code == 0


def test_next_shows_the_card_and_keeps_others_off(desk: Desk, cli: CommandLine, customer: str) -> None:
    tickets.open_ticket(desk, NewTicket("Tap 水龙头", customer=int(customer[1:])))
    number, later = (
        new(cli, customer, "2026-11-23T09:00", "--script", "Still dry?"),
        new(cli, customer, "tomorrow"),
    )
    card = dict(line[:2] for line in cli("callback", "next").lines)
    assert card["Callback"] == number
    assert card["Phone"] == "138 0013 8000"
    assert (card["Say"], card["Also due"]) == ("Still dry?", f"{later} dry?")
    assert card["Open ticket"] == "1 Tap 水龙头"
    assert cli("callback", "next", "--json").json["id"] == int(number)
    assert cli("--as", setup.SYSTEM_HANDLE, "callback", "next").out == ""


def test_next_says_when_nothing_is_due(cli: CommandLine, customer: str) -> None:
    ran = cli("callback", "next")
    assert (ran.code, ran.out, ran.err) == (0, "", "No call is due\n")
    new(cli, customer, "2026-11-23T11:30")
    ran = cli("callback", "next", "--json")
    assert (ran.code, ran.json) == (0, None)
    assert "the next one: 11:30" in ran.err
