"""Working on a ticket: handing over, words, waiting and priority."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.lookups.ticket_file import clocks, progress
from servicedesk.operations import contacts, customers, handling, tickets
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, Refused
from servicedesk.store.queries.tickets import TicketRow
from tests.support import HOSTILE, START

HOUR = timedelta(hours=1)


def opened(desk: Desk, subject: str = "漏水", **fields: Any) -> TicketRow:
    return tickets.open_ticket(desk, NewTicket(subject, **fields)).ticket


def test_the_first_reply_stops_the_first_clock_and_opens_the_ticket(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk, HOSTILE, caller="??").number
    clock.at += timedelta(minutes=3)
    ticket = handling.reply(desk, number, "师傅二十分钟到").ticket
    assert ticket.status == "open"
    assert ticket.first_responded_at == clock.at
    assert ticket.due_at == ticket.resolution_due_at


def test_a_note_opens_the_ticket_and_stops_no_clock(desk: Desk) -> None:
    ticket = handling.note(desk, opened(desk).number, HOSTILE).ticket
    assert (ticket.status, ticket.first_responded_at) == ("open", None)
    assert lookup.timeline(desk, ticket.number)[-1].text == HOSTILE


def test_words_are_needed(desk: Desk) -> None:
    number = opened(desk).number
    for verb in (handling.note, handling.reply, handling.escalate):
        with pytest.raises(BadValue, match="no text"):
            verb(desk, number, " \n")
    assert lookup.ticket(desk, number).status == "new"


def test_a_reply_goes_out_the_way_the_ticket_came_in(desk: Desk) -> None:
    number = opened(desk, channel="wechat").number
    handling.reply(desk, number, "one")
    handling.reply(desk, number, "two", channel="电话")
    assert [row.channel for row in lookup.timeline(desk, number)[1:]] == ["wechat", "phone"]


def test_handing_over_names_person_team_and_summary(desk: Desk) -> None:
    number = opened(desk, category="parking").number
    ticket = handling.assign(desk, number, to="me", team="engineering", summary="看一下").ticket
    assert (ticket.status, ticket.assignee, ticket.team) == ("open", "li.na", "engineering")
    assert lookup.timeline(desk, number)[-1].text == "看一下"
    assert handling.assign(desk, number, to="Li Na", team="工程维修部").already
    freed = handling.assign(desk, number, team="security").ticket
    assert (freed.assignee, freed.team) == (None, "security")
    with pytest.raises(BadValue, match="Nobody is named"):
        handling.assign(desk, number)


def test_waiting_for_the_customer_pauses_and_credits(desk: Desk, clock: FrozenClock) -> None:
    before = opened(desk)
    waiting = handling.wait(desk, before.number, waiting_for="customer", until=START + 5 * HOUR).ticket
    assert (waiting.status, waiting.whose_turn, waiting.due_at) == ("waiting", "customer", START + 5 * HOUR)
    clock.at += 2 * HOUR
    assert not lookup.tickets(desk, "is:overdue")
    resumed = handling.resume(desk, before.number).ticket
    assert (resumed.status, resumed.whose_turn) == ("open", "us")
    assert resumed.first_response_due_at == START + 2 * HOUR + timedelta(minutes=30)
    assert resumed.resolution_due_at == START + 26 * HOUR
    assert handling.resume(desk, before.number).already


def test_waiting_for_a_supplier_pauses_nothing(desk: Desk, clock: FrozenClock) -> None:
    before = opened(desk)
    waiting = handling.wait(desk, before.number, waiting_for="supplier").ticket
    assert (waiting.whose_turn, waiting.due_at) == ("supplier", before.due_at)
    clock.at += HOUR
    assert handling.resume(desk, before.number).ticket.due_at == before.due_at


def test_resolving_while_the_customer_is_waited_for_credits_the_pause(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk).number
    handling.wait(desk, number, waiting_for="customer")
    clock.at += 30 * HOUR
    resolved = tickets.resolve(desk, number, "she rang").ticket
    assert [clock.state for clock in clocks(resolved, desk.now())] == ["met"]
    assert lookup.detail(desk, number).waiting_for is None


def test_asking_to_wait_for_what_is_waited_for_already_says_so(desk: Desk) -> None:
    number = opened(desk).number
    handling.wait(desk, number, waiting_for="customer")
    assert handling.wait(desk, number, waiting_for="客户").already
    assert not handling.wait(desk, number, waiting_for="supplier").already
    for wrong in ({"waiting_for": "us"}, {"waiting_for": "customer", "until": START}):
        with pytest.raises(BadValue):
            handling.wait(desk, number, **wrong)  # type: ignore[arg-type]


def test_another_priority_keeps_the_start_the_words_and_the_pauses(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk).number
    clock.at += timedelta(minutes=10)
    handling.reply(desk, number, "on our way")
    handling.wait(desk, number, waiting_for="customer")
    clock.at += timedelta(minutes=10)
    handling.resume(desk, number)
    urgent = handling.prioritise(desk, number, "urgent").ticket
    assert urgent.first_response_due_at == START + timedelta(minutes=5)
    assert urgent.first_responded_at == START + timedelta(minutes=10)
    assert urgent.resolution_due_at == START + timedelta(minutes=40)
    assert handling.prioritise(desk, number, "紧急").already
    back = handling.prioritise(desk, number, "normal").ticket
    assert back.resolution_due_at == START + 24 * HOUR + timedelta(minutes=10)


def test_each_word_restarts_the_next_word_clock_of_a_complaint(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk, kind="complaint").number
    clock.at += HOUR
    assert handling.reply(desk, number, "we look into it").ticket.next_update_due_at == clock.at + 24 * HOUR
    handling.wait(desk, number, waiting_for="customer")
    clock.at += HOUR
    handling.reply(desk, number, "did you find the receipt?")
    clock.at += HOUR
    assert handling.resume(desk, number).ticket.next_update_due_at == clock.at + 24 * HOUR


def test_a_contact_logged_late_moves_no_clock_back(desk: Desk, clock: FrozenClock) -> None:
    customer = customers.create(desk, NewCustomer(name="王")).number
    number = opened(desk, kind="complaint", customer=customer).number
    clock.at += 2 * HOUR
    replied = handling.reply(desk, number, "hello").ticket
    contacts.log_contact(
        desk,
        NewContact(
            customer=customer, text="rang", channel="phone", direction="out", ticket=number, at=START + HOUR
        ),
    )
    ticket = lookup.ticket(desk, number)
    assert ticket.next_update_due_at == replied.next_update_due_at
    assert ticket.first_responded_at == START + HOUR


def test_escalating_is_remembered_and_refused_on_ended_work(desk: Desk) -> None:
    number = opened(desk).number
    handling.escalate(desk, number, "he threatens to sue")
    assert lookup.detail(desk, number).escalated
    tickets.resolve(desk, number, "x")
    with pytest.raises(Refused):
        handling.escalate(desk, number, "again")


def test_progress_tells_replies_and_never_notes(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk).number
    assert progress(desk, number).next_word_due_at == START + timedelta(minutes=30)
    handling.reply(desk, number, "师傅在路上")
    clock.at += HOUR
    handling.note(desk, number, "secret")
    told = progress(desk, number)
    assert (told.last_word, told.last_word_at) == ("师傅在路上", START)
    assert "secret" not in str(told)
