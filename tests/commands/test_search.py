"""`servicedesk search`, as a script sees it."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.support import HOSTILE, CommandLine


@pytest.fixture(autouse=True)
def _leaks(desk: Desk) -> None:
    number = create(desk, NewCustomer("漏水王", phones=("138 0013 8000",))).number
    open_ticket(desk, NewTicket("厨房漏水", customer=number, description=HOSTILE))
    log_contact(desk, NewContact(number, "又漏水了"))
    log_contact(desk, NewContact(text="漏水", caller="a lady"))


def test_rows_name_kind_number_title_and_snippet(cli: CommandLine) -> None:
    rows = cli("search", "漏水", "--json").json
    assert [(row["kind"], row["number"]) for row in rows] == [
        ("ticket", 1),
        ("customer", 1),
        ("contact", None),
        ("contact", 1),
    ]
    assert list(rows[0])[:4] == ["kind", "number", "title", "snippet"]
    assert rows[0]["title"] == "厨房漏水"
    assert rows[3]["snippet"] == "又漏水了"


def test_a_pipe_gets_four_columns_and_no_control_characters(cli: CommandLine) -> None:
    ran = cli("search", "漏水")
    assert [len(line) for line in ran.lines] == [4, 4, 4, 4]
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_several_words_must_all_be_there(cli: CommandLine) -> None:
    assert [row["kind"] for row in cli("search", "厨房", "漏水王", "--json").json] == ["ticket"]


def test_numbers_alone_leave_out_what_has_none(cli: CommandLine) -> None:
    assert cli("search", "漏水", "--ids").out.split() == ["1", "1", "1"]


def test_a_limit_says_how_many_there_are(cli: CommandLine) -> None:
    ran = cli("search", "漏水", "--limit", "2")
    assert len(ran.lines) == 2
    assert "showing 2 of 4" in ran.err


def test_nothing_found_is_no_error_and_no_words_are_one(cli: CommandLine) -> None:
    assert (cli("search", "nothing").code, cli("search", "nothing", "--json").json) == (0, [])
    assert cli("search").code == 2
