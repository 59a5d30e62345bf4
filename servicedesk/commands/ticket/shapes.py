"""How one whole ticket, its tasks and its progress are printed: their JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicedesk.commands.need_shapes import need_part
from servicedesk.commands.shapes import TICKET, due_text
from servicedesk.i18n import _
from servicedesk.lookups.tasks import TaskRow
from servicedesk.lookups.ticket_file import Progress, TicketFile
from servicedesk.lookups.timelines import told
from servicedesk.output import Shape, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicedesk.desk import Desk
    from servicedesk.lookups.tickets import TicketRow


def _of_line(field: Callable[[Desk, TicketRow], Any]) -> Callable[[Desk, TicketFile], Any]:
    return lambda desk, file: field(desk, file.ticket)


TASK = Shape[TaskRow](
    title=lambda: _("Tasks"),
    fields={
        "id": lambda _desk, row: row.number,
        "ticket": lambda _desk, row: row.ticket,
        "text": lambda _desk, row: row.text,
        "state": lambda _desk, row: row.state,
        "due_at": lambda _desk, row: row.due_at,
        "owner": lambda _desk, row: row.owner,
        "team": lambda _desk, row: row.team,
        "done_at": lambda _desk, row: row.done_at,
        "version": lambda _desk, row: row.version,
    },
    columns=("id", "ticket", "state", "due_at", "owner", "team", "text"),
    table=(
        (lambda: _("No."), lambda _desk, row: str(row.number)),
        (lambda: _("Ticket"), lambda _desk, row: f"{row.ticket} {row.subject}"),
        (lambda: _("Task"), lambda _desk, row: row.text),
        (lambda: _("Status"), lambda _desk, row: _("done") if row.state == "done" else _("to do")),
        (lambda: _("Due"), lambda desk, row: due_text(desk, row.due_at)),
        (lambda: _("Owner"), lambda _desk, row: row.owner or row.team or ""),
    ),
    number="id",
)

PROGRESS = Shape[Progress](
    title=lambda: _("Progress"),
    fields={
        "number": lambda _desk, row: row.number,
        "subject": lambda _desk, row: row.subject,
        "status": lambda _desk, row: row.status,
        "opened_at": lambda _desk, row: row.opened_at,
        "last_word_at": lambda _desk, row: row.last_word_at,
        "last_word": lambda _desk, row: row.last_word or None,
        "next_word_due_at": lambda _desk, row: row.next_word_due_at,
        "language": lambda _desk, row: row.language or None,
    },
    columns=("number", "status", "opened_at", "next_word_due_at", "subject"),
    table=(),
)


def _timeline(desk: Desk, file: TicketFile) -> list[dict[str, Any]]:
    return [
        {
            "at": plain(desk, happening.at),
            "who": happening.who,
            "kind": happening.kind,
            "text": happening.text,
            "undone": happening.undone,
        }
        for happening in told(desk, file.timeline)
    ]


FILE = Shape[TicketFile](
    title=lambda: _("Ticket"),
    fields={
        **{name: _of_line(field) for name, field in TICKET.fields.items()},
        "description": lambda _desk, file: file.detail.description,
        "caller": lambda _desk, file: file.ticket.caller,
        "waiting_for": lambda _desk, file: file.detail.waiting_for,
        "waiting_until": lambda _desk, file: file.ticket.waiting_until,
        "cause": lambda _desk, file: file.detail.cause,
        "step": lambda _desk, file: file.detail.step,
        "escalated": lambda _desk, file: file.detail.escalated,
        "merged_into": lambda _desk, file: file.detail.merged_into,
        "links": lambda _desk, file: file.links,
        "tasks": lambda desk, file: [TASK.as_json(desk, task) for task in file.tasks],
        "needs": lambda _desk, file: [need_part(need) for need in file.needs],
        "timeline": _timeline,
    },
    columns=TICKET.columns,
    table=(),
)
