"""Pieces of a ticket given to teams and people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.lookups.tasks import tasks_due, tasks_of
from servicedesk.operations import tasks, tickets
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, Conflict, NotFound, Refused
from tests.support import HOSTILE


@pytest.fixture
def number(desk: Desk) -> int:
    return tickets.open_ticket(desk, NewTicket("爆管")).ticket.number


def test_a_task_has_a_receiver_a_due_time_and_a_place_in_the_timeline(desk: Desk, number: int) -> None:
    due = desk.now() + timedelta(hours=2)
    task = tasks.add(desk, number, HOSTILE, to="me", team="engineering", due_at=due).task
    assert (task.text, task.owner, task.team, task.due_at, task.state) == (
        HOSTILE,
        "li.na",
        "engineering",
        due,
        "due",
    )
    assert lookup.timeline(desk, number)[-1].kind == "ticket.task_added"
    assert lookup.ticket(desk, number).status == "new"


def test_done_tasks_leave_the_list_of_work_and_stay_with_the_ticket(
    desk: Desk, number: int, clock: FrozenClock
) -> None:
    later = tasks.add(desk, number, "paint the wall").task.number
    soon = tasks.add(desk, number, "close the valve", due_at=desk.now()).task.number
    assert [task.number for task in tasks_due(desk)] == [soon, later]
    clock.at += timedelta(hours=1)
    assert tasks.done(desk, soon).task.done_at == clock.at
    assert tasks.done(desk, soon).already
    assert [task.number for task in tasks_due(desk)] == [later]
    assert [task.number for task in tasks_of(desk, number)] == [later, soon]


def test_what_cannot_be_a_task_is_refused(desk: Desk, number: int) -> None:
    with pytest.raises(BadValue):
        tasks.add(desk, number, " ")
    with pytest.raises(NotFound):
        tasks.add(desk, number, "x", team="nobody")
    with pytest.raises(NotFound):
        tasks.done(desk, 99)
    with pytest.raises(NotFound):
        tasks_of(desk, 99)
    task = tasks.add(desk, number, "x").task
    with pytest.raises(Conflict):
        tasks.done(desk, task.number, if_version=task.version + 1)
    tickets.resolve(desk, number, "done")
    with pytest.raises(Refused):
        tasks.add(desk, number, "too late")
