"""Earlier work taken back from under later work: the due time follows the values that stand then."""

from __future__ import annotations

from datetime import timedelta

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import handling
from servicedesk.operations.checkup import checkup
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.tickets import NewTicket, open_ticket, resolve
from servicedesk.operations.undo import undo


def newest(desk: Desk, number: int) -> int:
    return lookup.timeline(desk, number)[-1].operation


def is_in_order(desk: Desk) -> bool:
    return {check.name: check.state for check in checkup(desk.store.path)}["due_times"] == "ok"


def test_a_wait_taken_back_after_a_new_priority_is_due_by_that_priority(desk: Desk) -> None:
    number = open_ticket(desk, NewTicket("漏水", priority="high")).ticket.number
    handling.wait(desk, number, waiting_for="customer", until=desk.now() + timedelta(days=1))
    waiting = newest(desk, number)
    urgent = handling.prioritise(desk, number, "urgent").ticket
    undo(desk, waiting)
    assert lookup.ticket(desk, number).due_at == urgent.first_response_due_at
    assert is_in_order(desk)


def test_a_priority_taken_back_after_the_wait_it_fell_into_is_due_as_before(
    desk: Desk, clock: FrozenClock
) -> None:
    before = open_ticket(desk, NewTicket("[/b] 停电", priority="high")).ticket
    clock.at += timedelta(hours=3)
    handling.wait(desk, before.number, waiting_for="customer")
    handling.prioritise(desk, before.number, "urgent")
    urgent = newest(desk, before.number)
    handling.resume(desk, before.number)
    undo(desk, urgent)
    assert lookup.ticket(desk, before.number).due_at == before.due_at
    assert is_in_order(desk)


def test_a_word_told_after_a_resolution_answers_her_when_the_resolution_is_taken_back(
    desk: Desk, clock: FrozenClock
) -> None:
    number = open_ticket(desk, NewTicket("漏水")).ticket.number
    resolve(desk, number, "done")
    resolved = newest(desk, number)
    clock.at += timedelta(minutes=5)
    log_contact(desk, NewContact(text="it is done", ticket=number, direction="out"))
    undo(desk, resolved)
    assert lookup.ticket(desk, number).first_responded_at == clock.at
    assert is_in_order(desk)
