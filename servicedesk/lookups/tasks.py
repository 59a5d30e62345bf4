"""Tasks as rows: those of one ticket, or all that are still to do."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.lookups.tickets import ticket
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.tasks import TASKS_DUE, TASKS_OF_TICKET, TaskRow, task_row

__all__ = ["TaskRow"]


def tasks_due(desk: Desk) -> list[TaskRow]:
    """Everybody's tasks that are still to do, next due first."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [task_row(row) for row in reader.rows(TASKS_DUE)]


def tasks_of(desk: Desk, number: int) -> list[TaskRow]:
    """The tasks of one ticket, those done last. Raises NotFound."""
    ticket(desk, number)
    with desk.store.reading() as reader:
        return [task_row(row) for row in reader.rows(TASKS_OF_TICKET, {"number": number})]
