"""What needs me now, and the numbers beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.today import Counts, counts, today, why_words
from servicedesk.operations import callbacks, customers, handling, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.change import change
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.rules.permissions import Permission
from tests.support import ACCOUNT, HOSTILE, START, as_role

MINUTE = timedelta(minutes=1)


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.create(desk, NewCustomer(HOSTILE)).number


def opened(desk: Desk, subject: str, **more: object) -> int:
    return tickets.open_ticket(desk, NewTicket(subject, caller="?", **more)).ticket.number  # type: ignore[arg-type]


def called(desk: Desk, customer: int, minutes: int, **more: object) -> int:
    new = NewCallback(customer, START + minutes * MINUTE, "dry?", **more)  # type: ignore[arg-type]
    return callbacks.plan(desk, new).callback.id


def add_task(desk: Desk, ticket: int, minutes: int) -> None:
    from servicedesk.store.tables import Task, Ticket

    with change(desk, Permission.TICKET_WORK) as work:
        work.add(Task(ticket_id=ticket, text="valve 阀门", due_at=START + minutes * MINUTE))
        work.record("task.added", ticket=work.get(Ticket, ticket))


def test_everything_due_is_one_list_most_urgent_first(desk: Desk, clock: FrozenClock, customer: int) -> None:
    normal = opened(desk, "换灯泡", kind="repair")
    urgent = opened(desk, HOSTILE, priority="urgent")
    add_task(desk, normal, 25)
    called(desk, customer, 10)
    called(desk, customer, 55, promised=True)
    called(desk, customer, 24 * 60)
    clock.at += 31 * MINUTE
    rows = today(desk)
    assert [(row.kind, row.number, row.why) for row in rows] == [
        ("ticket", urgent, "first_response"),
        ("callback", 2, "promised"),
        ("callback", 1, "manual"),
        ("task", 1, "task"),
        ("ticket", normal, "first_response"),
    ]
    assert [row.is_overdue(clock.at) for row in rows] == [True, False, True, True, True]
    assert (rows[0].text, rows[0].customer, rows[0].priority) == (HOSTILE, "?", "urgent")
    assert (rows[1].customer, rows[1].customer_number) == (HOSTILE, customer)
    assert rows[3].ticket == normal
    assert [row.number for row in today(desk, limit=1)] == [urgent]


def test_a_ticket_says_which_clock_is_due(desk: Desk, clock: FrozenClock) -> None:
    complaint, other = opened(desk, "noise", kind="complaint"), opened(desk, "leak", kind="repair")
    assert [why_words(row) for row in today(desk)] == ["first word", "first word"]
    handling.reply(desk, complaint, "sorry")
    handling.wait(desk, other, waiting_for="customer", until=START + 60 * MINUTE)
    clock.at += timedelta(days=1)
    assert {row.number: row.why for row in today(desk)} == {complaint: "next_update", other: "look_again"}
    handling.reply(desk, complaint, "still at it")
    clock.at = START + timedelta(days=2, hours=23, minutes=59)
    assert {row.number: row.why for row in today(desk)}[complaint] == "next_update"


def test_a_colleagues_work_shows_only_when_it_is_late_and_only_to_who_sees_all(
    desk: Desk, clock: FrozenClock
) -> None:
    from servicedesk.operations.handling import assign

    mine = opened(desk, "mine", kind="repair")
    assign(desk, mine, to="me")
    nobodys = opened(desk, "engineering's", kind="repair", team="engineering")
    other = as_role(open_desk(desk.store, account=ACCOUNT, staff="system", clock=clock), "receptionist")
    assert [row.number for row in today(other)] == []
    clock.at += 31 * MINUTE
    assert [row.number for row in today(other)] == [nobodys]
    assert [row.number for row in today(as_role(other, "supervisor"))] == [mine, nobodys]


def test_finished_work_and_work_of_tomorrow_are_not_there(desk: Desk, customer: int) -> None:
    number = opened(desk, "gone", kind="repair")
    tickets.resolve(desk, number, "done")
    callbacks.log(desk, called(desk, customer, 10), "reached")
    called(desk, customer, 15 * 60)
    assert today(desk) == []


def test_a_new_desk_counts_nothing(desk: Desk) -> None:
    assert counts(desk) == Counts(0, 0, 0, 0, None, 0, None, 0)


def test_the_numbers_of_a_day(desk: Desk, clock: FrozenClock, customer: int) -> None:
    early, late, never = (opened(desk, f"{index}", kind="repair") for index in range(3))
    ended, paused = opened(desk, "ended", kind="repair"), opened(desk, "paused", kind="repair")
    handling.reply(desk, early, "coming")
    tickets.resolve(desk, ended, "done on the phone")
    handling.wait(desk, paused, waiting_for="customer")
    callbacks.log(desk, called(desk, customer, 5), "reached", score=4)
    callbacks.log(desk, called(desk, customer, 5), "reached", score=5)
    called(desk, customer, 5)
    called(desk, customer, 24 * 60)
    clock.at += 40 * MINUTE
    handling.reply(desk, late, "sorry")
    found = counts(desk)
    assert (found.overdue, found.calls_due, found.open, found.resolved_today) == (1, 1, 4, 1)
    assert never in [row.number for row in today(desk)]
    assert found.answered_share == pytest.approx(1 / 3)
    assert (found.answered_count, found.satisfaction, found.satisfaction_count) == (3, 4.5, 2)
    clock.at += timedelta(days=1)
    found = counts(desk)
    assert (found.resolved_today, found.answered_share, found.satisfaction) == (0, None, 4.5)
