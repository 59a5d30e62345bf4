"""Tasks as rows: the pieces of a ticket that were given to a team or a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import maybe_time


class TaskRow(NamedTuple):
    """One task with the subject of its ticket; team and owner are codes."""

    number: int
    ticket: int
    subject: str
    text: str
    state: str
    due_at: datetime | None
    owner: str | None
    team: str | None
    done_at: datetime | None
    version: int


_TASKS = """
SELECT task.id, task.ticket_id, ticket.subject, task.text, task.state, task.due_at, staff.handle, team.code,
       task.done_at, task.version
FROM task JOIN ticket ON ticket.id = task.ticket_id
LEFT JOIN staff ON staff.id = task.owner_id
LEFT JOIN team ON team.id = task.team_id"""

TASK = _TASKS + "\nWHERE task.id = :number"
TASKS_OF_TICKET = _TASKS + "\nWHERE task.ticket_id = :number ORDER BY task.state = 'done', task.id"
TASKS_DUE = _TASKS + "\nWHERE task.state = 'due' ORDER BY task.due_at NULLS LAST, task.id"


def task_row(row: tuple[Any, ...]) -> TaskRow:
    """A tuple of these SELECTs with its times read."""
    values = list(row)
    values[5], values[8] = maybe_time(row[5]), maybe_time(row[8])
    return TaskRow(*values)
