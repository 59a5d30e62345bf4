"""What is not there: numbers nobody has, words nobody knows, texts that are missing, values not set."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import customers, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from tests.support import CommandLine


@pytest.fixture
def ticket(desk: Desk) -> int:
    return tickets.open_ticket(desk, NewTicket("漏水", phone="13800138000")).ticket.number


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("history", "T99"), "There is no ticket 99"),
        (("history", "C99"), "There is no customer 99"),
        (("contact", "list", "C99"), "There is no customer 99"),
        (("ticket", "task", "done", "99"), "There is no task 99"),
        (("callback", "cancel", "99", "--reason", "x"), "There is no callback 99"),
    ],
)
def test_a_number_nobody_has_is_told_with_3(
    cli: CommandLine, ticket: int, words: tuple[str, ...], message: str
) -> None:
    ran = cli(*words)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(message)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "--what", "ticket.exploded"), "There is no kind of event ticket.exploded"),
        (("audit", "--what", "x" * 100_000), "There is no kind of event"),
        (("customer", "find", " "), "There is nothing to look for"),
        (("search", ""), "There is nothing to look for"),
        (("ticket", "wait", "1", "--for", "us"), "Known: customer, supplier."),
        (("callback", "log", "1", "--outcome", "nope"), "wrong_number, call_later, declined."),
        (("ticket", "note", "1", "words", "--file", "x"), "Both a text and --file are given"),
        (("report", "daily", "--csv", "--json"), "Several formats are asked for"),
        (("report", "daily", "--format", "md", "--csv"), "Several formats are asked for: md, csv"),
    ],
)
def test_a_word_that_means_nothing_is_told_with_2(
    cli: CommandLine, ticket: int, words: tuple[str, ...], said: str
) -> None:
    ran = cli(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("what", ["ticket", "ticket.opened", "opened", "TICKET"])
def test_kinds_of_events_are_known_by_either_word(cli: CommandLine, ticket: int, what: str) -> None:
    assert "ticket.opened" in {row["kind"] for row in cli("audit", "--what", what, "--json").json}


def test_what_is_not_set_is_null(cli: CommandLine, desk: Desk, ticket: int) -> None:
    shown = cli("ticket", "show", "1", "--json").json
    assert shown["customer"] == {"number": 1, "name": None}
    assert (shown["description"], shown["caller"]) == (None, None)
    customers.create(desk, NewCustomer(name="王小明"))
    file = cli("customer", "show", "C2", "--json").json
    assert [file[name] for name in ("do_not", "best_time", "note", "external_id")] == [None] * 4
    assert (file["phones"], file["preferences"]) == ([], {})


def test_reports_are_listed_like_anything(cli: CommandLine) -> None:
    assert cli("report", "list", "--csv").out.splitlines()[0] == "name,title,formats"
    assert cli("report", "daily", "--csv").out == cli("report", "daily", "--format", "csv").out
