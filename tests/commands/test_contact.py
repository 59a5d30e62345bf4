"""`servicedesk contact`, as a script sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import handling, relations
from servicedesk.operations.change import change
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.rules.permissions import Permission
from servicedesk.store.tables import Callback
from tests.support import HOSTILE, CommandLine


@pytest.fixture
def wang(desk: Desk) -> str:
    """A customer whom we promised to call."""
    number = create(desk, NewCustomer("王小明", phones=("138 0013 8000",))).number
    with change(desk, Permission.CALLBACK_WORK) as work:
        due = work.now + timedelta(hours=1)
        callback = work.add(
            Callback(
                customer_id=number,
                origin="promised",
                promised=True,
                reason="before four",
                due_at=due,
                created_at=work.now,
            )
        )
        work.record("callback.created", callback=callback)
    return str(number)


def test_add_logs_names_the_calls_it_closed_and_prints_its_number(cli: CommandLine, wang: str) -> None:
    ran = cli("contact", "add", f"C{wang}", HOSTILE, "--channel", "phone", "--direction", "in")
    assert (ran.code, ran.out) == (0, "1\n")
    assert ran.err.splitlines() == [
        "Contact 1 logged",
        "Callback 1 closed, since the customer rang: before four",
    ]


def test_kept_callbacks_are_not_closed(cli: CommandLine, wang: str) -> None:
    ran = cli("contact", "add", wang, "later", "--keep-callbacks")
    assert ran.err == "Contact 1 logged\n"


def test_a_contact_about_a_merged_ticket_names_the_one_it_went_to(
    cli: CommandLine, wang: str, desk: Desk
) -> None:
    goes, stays = (
        open_ticket(desk, NewTicket(subject, customer=int(wang))).ticket.number
        for subject in ("漏水", "leak")
    )
    relations.merge(desk, goes, stays)
    ran = cli("contact", "add", wang, "any news?", "--ticket", str(goes), "--keep-callbacks", "--json")
    assert ran.err.splitlines() == ["Contact 1 logged", f"Ticket {goes} was merged into {stays}"]
    assert ran.json["ticket"] == stays


def test_list_shows_a_customers_contacts_newest_first(cli: CommandLine, wang: str, desk: Desk) -> None:
    cli("contact", "add", wang, HOSTILE)
    cli("contact", "add", wang, "-", "--direction", "out", "--channel", "wechat", stdin="on the way\n")
    rows = cli("contact", "list", wang, "--json").json
    assert [(row["text"], row["direction"], row["channel"]) for row in rows] == [
        ("on the way", "out", "wechat"),
        (HOSTILE.strip(), "in", "phone"),
    ]
    assert rows[0]["customer"] == {"number": int(wang), "name": "王小明"}
    assert rows[0]["at"] == "2026-11-23T10:00:00+08:00"
    piped = cli("contact", "list", wang)
    assert len(piped.lines) == 2
    assert "\x1b" not in piped.out
    assert cli("contact", "list", wang, "--ids").out.split() == ["2", "1"]
    assert cli("contact").lines == piped.lines


def test_a_contact_on_a_ticket_takes_it_up_again(cli: CommandLine, wang: str, desk: Desk) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=int(wang))).ticket.number
    handling.wait(desk, number, waiting_for="customer")
    ran = cli("contact", "add", wang, "key at the gate", "--ticket", f"T{number}", "--json")
    assert f"Ticket {number} is taken up again" in ran.err
    assert (ran.json["ticket"], ran.json["text"]) == (number, "key at the gate")


def test_an_unknown_callers_contact_is_attached_later(cli: CommandLine, wang: str) -> None:
    assert cli("contact", "add", "unknown", "water!", "--caller", "a lady").out == "1\n"
    ran = cli("contact", "attach", "1", wang, "--json")
    assert (ran.code, ran.json["customer"]["number"], ran.json["caller"]) == (0, int(wang), "a lady")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "1"), 2),
        (("add", "1", "  "), 2),
        (("add", "1", "hi", "--direction", "sideways"), 2),
        (("add", "1", "hi", "--channel", "pigeon"), 2),
        (("add", "1", "hi", "--json-fields", "colour"), 2),
        (("add", "404", "hi"), 3),
        (("add", "1", "hi", "--ticket", "404"), 3),
        (("add", "1", "--file", "no-such-file"), 3),
        (("list", "404"), 3),
        (("attach", "404", "1"), 3),
    ],
)
def test_what_cannot_be_has_its_code_and_writes_nothing(
    cli: CommandLine, wang: str, arguments: tuple[str, ...], code: int
) -> None:
    ran = cli("contact", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err
    assert cli("contact", "list").out == ""
