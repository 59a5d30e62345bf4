"""Pieces of a ticket given to a team or a person: a joint case is a ticket with several (R073)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import needed_text
from servicedesk.operations.receivers import receiver
from servicedesk.operations.tickets import touch
from servicedesk.rules.lifecycle import verdict
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.tasks import TASK, TaskRow, task_row
from servicedesk.store.tables import Task, Ticket


class TaskActed(NamedTuple):
    """A task after a verb; `already` where nothing had to be done."""

    task: TaskRow
    already: bool = False


def add(
    desk: Desk,
    ticket_number: int,
    text: str,
    *,
    to: str = "",
    team: str = "",
    due_at: datetime | None = None,
    if_version: int | None = None,
) -> TaskActed:
    """A task on an open ticket, for whoever is named. Raises Refused on one that has ended."""
    with change(desk, Permission.TICKET_WORK) as work:
        ticket = work.get(Ticket, ticket_number, if_version=if_version)
        verdict("task", ticket.status)
        takes = receiver(work, to, team)
        task = Task(
            ticket_id=ticket.number,
            text=needed_text(text).strip(),
            due_at=due_at,
            owner_id=takes.staff_id,
            team_id=takes.team_id,
        )
        work.add(task)
        touch(work, ticket)
        work.record("ticket.task_added", ticket=ticket, task=task.id, text=task.text, to=takes.handle)
        return TaskActed(_row_of(work, task))


def done(desk: Desk, number: int, *, if_version: int | None = None) -> TaskActed:
    """The task is done. Its ticket goes on: whoever leads it decides when the matter is settled."""
    with change(desk, Permission.TICKET_WORK) as work:
        task = work.get(Task, number, if_version=if_version)
        if task.state == "done":
            return TaskActed(_row_of(work, task), already=True)
        task.state, task.done_at = "done", work.now
        ticket = work.get(Ticket, task.ticket_id)
        touch(work, ticket)
        work.record("ticket.task_done", ticket=ticket, task=task.id, text=task.text)
        return TaskActed(_row_of(work, task))


def _row_of(work: Change, task: Task) -> TaskRow:
    return task_row(work.reader.rows(TASK, {"number": task.id})[0])
