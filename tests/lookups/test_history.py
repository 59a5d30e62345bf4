"""The history of one thing and of the whole desk, and who may read the audit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.history import audit, history, names
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import NotFound, NotPermitted
from servicedesk.rules.happenings import said
from tests.support import HOSTILE, as_role


def test_a_tickets_history_is_newest_first_with_its_texts(desk: Desk, clock: FrozenClock) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水")).ticket.number
    clock.at += timedelta(minutes=1)
    handling.note(desk, number, HOSTILE)
    tickets.open_ticket(desk, NewTicket("another"))
    rows = history(desk, ticket=number)
    assert [(row.kind, row.text) for row in rows] == [("ticket.noted", HOSTILE), ("ticket.opened", "")]


def test_what_an_unknown_caller_brought_is_in_the_file_she_turns_out_to_have(desk: Desk) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水", caller="三号楼的")).ticket.number
    file = customers.create(desk, NewCustomer("王小明"))
    tickets.edit(desk, number, {"customer": f"C{file.number}"})
    kinds = [row.kind for row in history(desk, customer=file.number)]
    assert kinds == ["ticket.edited", "customer.created", "ticket.opened"]


def test_the_desks_history_takes_a_limit(desk: Desk) -> None:
    for index in range(5):
        tickets.open_ticket(desk, NewTicket(f"第{index}张"))
    assert [row.ticket for row in history(desk, limit=2)] == [5, 4]
    assert len(history(desk)) == 6


def test_the_audit_answers_who_what_and_since(desk: Desk, clock: FrozenClock) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水", phone="13800138000")).ticket.number
    clock.at += timedelta(hours=1)
    tickets.resolve(desk, number, "已修好")
    assert {row.kind for row in audit(desk, what="ticket")} == {"ticket.opened", "ticket.resolved"}
    assert [row.kind for row in audit(desk, what="resolved")] == ["ticket.resolved"]
    assert "ticket.opened" not in [row.kind for row in audit(desk, since=clock.at)]
    assert {row.who for row in audit(desk, who="Li Na")} == {"li.na"}
    assert [row.kind for row in audit(desk, who="system")] == ["desk.created"]
    with pytest.raises(NotFound):
        audit(desk, who="nobody")


@pytest.mark.parametrize(
    ("role", "may"),
    [("receptionist", False), ("specialist", False), ("supervisor", True), ("administrator", True)],
)
def test_the_audit_is_for_supervisors(desk: Desk, role: str, may: bool) -> None:
    if may:
        assert audit(as_role(desk, role), limit=1)
        return
    with pytest.raises(NotPermitted):
        audit(as_role(desk, role))


def test_sentences_name_people_and_times_as_the_firm_knows_them(desk: Desk, clock: FrozenClock) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水", category="leak_flood")).ticket.number
    handling.assign(desk, number, to="me")
    handling.wait(desk, number, waiting_for="supplier", until=clock.at + timedelta(days=1))
    known = names(desk)
    waited, assigned, opened = (
        said(row.kind, row.body, row.channel, row.direction, known) for row in history(desk, ticket=number)
    )
    assert opened.startswith("repair, urgent, ")
    assert "assigned to Li Na" in assigned
    assert waited == "waiting for supplier, until 2026-11-24 10:00"
