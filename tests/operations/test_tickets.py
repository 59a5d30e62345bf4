"""The life of a ticket, on a real desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.lookups.ticket_file import ticket_file
from servicedesk.operations import customers, handling, tasks, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, Conflict, NotFound, NotPermitted, Refused
from servicedesk.store.queries.tickets import TicketRow
from tests.support import HOSTILE, START, as_role


def opened(desk: Desk, subject: str = "漏水", **fields: Any) -> TicketRow:
    return tickets.open_ticket(desk, NewTicket(subject, **fields)).ticket


def test_a_new_ticket_gets_team_priority_and_promises_from_its_category(desk: Desk) -> None:
    ticket = opened(desk, "爆管", phone="138 0013 8000", category="leak_flood")
    assert (ticket.kind, ticket.priority, ticket.team) == ("repair", "urgent", "engineering")
    assert ticket.first_response_due_at == START + timedelta(minutes=5)
    assert ticket.resolution_due_at == START + timedelta(minutes=30)
    assert ticket.due_at == ticket.first_response_due_at


def test_a_ticket_without_a_category_goes_to_the_lead_team(desk: Desk) -> None:
    assert opened(desk).team == "front_desk"
    assert opened(desk, team="security").team == "security"
    assert opened(desk, category="parking", assignee="me").team == "security"


@pytest.mark.parametrize(
    ("said", "priority"),
    [
        ({}, "normal"),
        ({"priority": "高"}, "high"),
        ({"impact": "high", "urgency": "high"}, "urgent"),
        ({"impact": "low"}, "low"),
        ({"category": "lifts"}, "high"),
        ({"category": "lifts", "priority": "low"}, "low"),
    ],
)
def test_priority_is_said_or_follows(desk: Desk, said: dict[str, str], priority: str) -> None:
    assert opened(desk, **said).priority == priority


def test_a_known_phone_finds_the_file_and_a_new_one_makes_it(desk: Desk) -> None:
    first = opened(desk, phone="138 0013 8000")
    assert opened(desk, phone="+86-138-0013-8000").customer_number == first.customer_number
    assert opened(desk, phone="139 0013 8000").customer_number != first.customer_number


def test_a_phone_of_several_files_is_refused_naming_them(desk: Desk) -> None:
    for name in ("王小明", "Wang Lihua"):
        customers.create(desk, NewCustomer(name=name, phones=("13800138000",)))
    with pytest.raises(Refused) as caught:
        opened(desk, phone="13800138000")
    assert "C1 王小明" in caught.value.hint
    assert "C2 Wang Lihua" in caught.value.hint
    assert lookup.count(desk, "is:any") == 0


def test_what_a_customer_asked_us_not_to_do_is_said_when_a_ticket_is_opened(desk: Desk) -> None:
    customer = customers.create(desk, NewCustomer(name="陈洁", do_not="do not ring before ten")).number
    assert tickets.open_ticket(desk, NewTicket("x", customer=customer)).notes == (
        "Mind: do not ring before ten",
    )


def test_the_only_premises_of_a_customer_are_the_tickets(desk: Desk) -> None:
    one = customers.create(desk, NewCustomer(name="A", premises=("3-2-501",))).number
    two = customers.create(desk, NewCustomer(name="B", premises=("3-2-501", "7-1-102"))).number
    assert opened(desk, customer=one).premises == "3-2-501"
    assert opened(desk, customer=two).premises is None
    assert opened(desk, customer=two, premises="7-1-102").premises == "7-1-102"


def test_a_ticket_may_be_written_down_late_but_not_ahead(desk: Desk) -> None:
    yesterday = START - timedelta(days=1)
    ticket = opened(desk, opened_at=yesterday)
    assert ticket.opened_at == yesterday
    assert lookup.detail(desk, ticket.number).recorded_at == START
    assert lookup.timeline(desk, ticket.number)[0].at == yesterday
    with pytest.raises(BadValue, match="future"):
        opened(desk, opened_at=START + timedelta(minutes=1))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "nonsense"},
        {"priority": "nonsense"},
        {"channel": "pigeon"},
        {"impact": "nonsense"},
        {"phone": "abc"},
        {"subject": " \n "},
        {"subject": "长" * 501},
        {"description": "x" * 1_000_001},
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(desk: Desk, fields: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        tickets.open_ticket(desk, NewTicket(**{"subject": "x", **fields}))
    assert lookup.count(desk, "is:any") == 0


@pytest.mark.parametrize(
    "fields", [{"category": "nothing"}, {"team": "nobody"}, {"assignee": "nobody"}, {"customer": 99}]
)
def test_what_does_not_exist_is_not_found(desk: Desk, fields: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        opened(desk, **fields)


def test_work_is_not_given_to_the_program_itself(desk: Desk) -> None:
    with pytest.raises(Refused, match="cannot take work"):
        opened(desk, assignee="system")


def test_texts_are_kept_as_typed(desk: Desk) -> None:
    long = HOSTILE + "长" * 10_000
    number = opened(desk, HOSTILE, caller=HOSTILE, description=long).number
    file = ticket_file(desk, number)
    assert file.detail.description == long
    assert file.ticket.subject == HOSTILE
    assert [row.number for row in lookup.tickets(desk, "漏水")] == [number]


def test_editing_changes_fields_and_search_words_and_says_when_nothing_changed(desk: Desk) -> None:
    number = opened(desk).number
    values = {"subject": "停电", "tags": "vip, 电", "category": "water_power", "premises": "3-2-501"}
    edited = tickets.edit(desk, number, values).ticket
    assert (edited.subject, edited.tags, edited.category) == ("停电", ("vip", "电"), "water_power")
    assert lookup.count(desk, "漏水") == 0
    assert lookup.count(desk, "停电 tag:vip") == 1
    again = tickets.edit(desk, number, values)
    assert again.already
    assert again.ticket.version == edited.version
    with pytest.raises(BadValue, match="no field status"):
        tickets.edit(desk, number, {"status": "closed"})


def test_editing_one_field_and_naming_another_as_it_is_keeps_the_one(desk: Desk) -> None:
    number = opened(desk, category="parking").number
    edited = tickets.edit(desk, number, {"subject": "New", "category": "parking"})
    assert not edited.already
    assert lookup.ticket(desk, number).subject == "New"


def test_another_kind_counts_the_promise_from_the_same_start(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk).number
    clock.at += timedelta(minutes=20)
    ticket = tickets.edit(desk, number, {"kind": "complaint"}).ticket
    assert ticket.first_response_due_at == START + timedelta(minutes=10)


def test_an_unknown_callers_ticket_goes_into_a_file_with_its_history(desk: Desk) -> None:
    number = opened(desk, caller="a man from building three").number
    handling.note(desk, number, "voice of an old man")
    customer = customers.create(desk, NewCustomer(name="王小明", premises=("3-2-501",))).number
    ticket = tickets.edit(desk, number, {"customer": f"C{customer}"}).ticket
    assert (ticket.customer_number, ticket.premises) == (customer, "3-2-501")
    with desk.store.reading() as reader:
        assert reader.rows("SELECT customer_id FROM entry") == [(customer,)]
    assert tickets.edit(desk, number, {"customer": ""}).ticket.customer_number is None
    with desk.store.reading() as reader:
        assert reader.rows("SELECT customer_id FROM entry") == [(None,)]


def test_resolving_closing_and_reopening(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk).number
    clock.at += timedelta(hours=1)
    resolved = tickets.resolve(desk, number, "换了水龙头").ticket
    assert (resolved.status, resolved.whose_turn, resolved.due_at) == ("resolved", "none", None)
    assert resolved.resolved_at == clock.at
    assert tickets.resolve(desk, number, "again").already
    assert tickets.close(desk, number).ticket.closed_at == clock.at
    assert tickets.close(desk, number).already
    clock.at += timedelta(days=2)
    reopened = tickets.reopen(desk, number, "drips again").ticket
    assert (reopened.status, reopened.reopened, reopened.resolved_at) == ("open", 1, None)
    assert reopened.first_response_due_at == clock.at + timedelta(minutes=30)
    assert not reopened.is_overdue(clock.at)
    assert [row.kind for row in lookup.timeline(desk, number)] == [
        "ticket.opened",
        "ticket.resolved",
        "ticket.closed",
        "ticket.reopened",
    ]


def test_only_a_complaint_needs_cause_and_step(desk: Desk) -> None:
    number = opened(desk, kind="complaint").number
    with pytest.raises(BadValue, match="cause"):
        tickets.resolve(desk, number, "apologised", cause="delay")
    assert tickets.resolve(desk, number, "apologised", cause="态度", step="after").ticket.status == "resolved"
    detail = lookup.detail(desk, number)
    assert (detail.cause, detail.step) == ("manner", "after")


def test_resolving_says_which_tasks_are_left(desk: Desk) -> None:
    number = opened(desk).number
    tasks.add(desk, number, "order the part")
    assert "1 task is still to do" in tickets.resolve(desk, number, "done").notes


def test_cancelling_says_why(desk: Desk) -> None:
    number = opened(desk).number
    with pytest.raises(BadValue, match="no text"):
        tickets.cancel(desk, number, "  ")
    assert tickets.cancel(desk, number, "写重了").ticket.status == "cancelled"
    assert lookup.timeline(desk, number)[-1].text == "写重了"


def test_open_work_is_not_closed_and_ended_work_is_not_resolved(desk: Desk) -> None:
    number = opened(desk).number
    with pytest.raises(Refused, match="not resolved"):
        tickets.close(desk, number)
    tickets.cancel(desk, number, "x")
    with pytest.raises(Refused, match="cancelled"):
        tickets.resolve(desk, number, "x")


VERBS: list[Callable[[Desk, int, int], object]] = [
    lambda desk, number, version: tickets.edit(desk, number, {"subject": "x"}, if_version=version),
    lambda desk, number, version: tickets.resolve(desk, number, "x", if_version=version),
    lambda desk, number, version: tickets.cancel(desk, number, "x", if_version=version),
    lambda desk, number, version: tickets.close(desk, number, if_version=version),
    lambda desk, number, version: tickets.reopen(desk, number, "x", if_version=version),
    lambda desk, number, version: handling.note(desk, number, "x", if_version=version),
    lambda desk, number, version: handling.reply(desk, number, "x", if_version=version),
    lambda desk, number, version: handling.assign(desk, number, to="me", if_version=version),
    lambda desk, number, version: handling.wait(desk, number, waiting_for="customer", if_version=version),
    lambda desk, number, version: handling.resume(desk, number, if_version=version),
    lambda desk, number, version: handling.prioritise(desk, number, "high", if_version=version),
    lambda desk, number, version: handling.escalate(desk, number, "x", if_version=version),
    lambda desk, number, version: tasks.add(desk, number, "x", if_version=version),
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_notices_a_stale_version_and_a_missing_ticket(
    desk: Desk, verb: Callable[[Desk, int, int], object]
) -> None:
    ticket = opened(desk)
    with pytest.raises(Conflict):
        verb(desk, ticket.number, ticket.version + 1)
    assert lookup.ticket(desk, ticket.number) == ticket
    with pytest.raises(NotFound):
        verb(desk, 99, 1)


@pytest.mark.parametrize(
    ("role", "may"),
    [("receptionist", True), ("specialist", False), ("supervisor", True), ("administrator", True)],
)
def test_everybody_opens_and_resolves_but_a_specialist_does_not_cancel(
    desk: Desk, role: str, may: bool
) -> None:
    actor = as_role(desk, role)
    number = opened(actor).number
    if may:
        assert tickets.cancel(actor, number, "x").ticket.status == "cancelled"
    else:
        with pytest.raises(NotPermitted):
            tickets.cancel(actor, number, "x")
        assert tickets.resolve(actor, number, "x").ticket.status == "resolved"


def test_a_role_nobody_knows_may_do_nothing(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        opened(as_role(desk, "visitor"))
