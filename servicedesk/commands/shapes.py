"""How tickets, customers and callbacks are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _, current_language
from servicedesk.lookups.tickets import TicketRow
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.say import say_due, say_when

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def due_text(desk: Desk, at: datetime | None) -> str:
    """A due time as lists show it: how late, how soon, or when."""
    return say_due(at, desk.local(desk.now()), current_language()) if at else ""


def when_text(desk: Desk, at: datetime) -> str:
    """A moment with its weekday, in the firm's zone."""
    return say_when(at, desk.local(desk.now()), current_language())


def person(number: int | None, name: str | None) -> dict[str, Any] | None:
    """A customer inside another thing."""
    return None if number is None else {"number": number, "name": name or None}


TICKET = Shape[TicketRow](
    title=lambda: _("Tickets"),
    fields={
        "number": lambda _desk, row: row.number,
        "subject": lambda _desk, row: row.subject,
        "kind": lambda _desk, row: row.kind,
        "category": lambda _desk, row: row.category,
        "status": lambda _desk, row: row.status,
        "priority": lambda _desk, row: row.priority,
        "channel": lambda _desk, row: row.channel,
        "customer": lambda _desk, row: person(row.customer_number, row.customer_name),
        "premises": lambda _desk, row: row.premises,
        "team": lambda _desk, row: row.team,
        "assignee": lambda _desk, row: row.assignee,
        "whose_turn": lambda _desk, row: row.whose_turn,
        "opened_at": lambda _desk, row: row.opened_at,
        "first_response_due_at": lambda _desk, row: row.first_response_due_at,
        "next_update_due_at": lambda _desk, row: row.next_update_due_at,
        "resolution_due_at": lambda _desk, row: row.resolution_due_at,
        "agreed_due_at": lambda _desk, row: row.agreed_due_at,
        "due_at": lambda _desk, row: row.due_at,
        "first_responded_at": lambda _desk, row: row.first_responded_at,
        "resolved_at": lambda _desk, row: row.resolved_at,
        "closed_at": lambda _desk, row: row.closed_at,
        "overdue": lambda desk, row: row.is_overdue(desk.now()),
        "reopened": lambda _desk, row: row.reopened,
        "tags": lambda _desk, row: row.tags,
        "version": lambda _desk, row: row.version,
    },
    columns=(
        "number",
        "status",
        "priority",
        "kind",
        "subject",
        "customer",
        "premises",
        "team",
        "assignee",
        "whose_turn",
        "due_at",
        "opened_at",
    ),
    table=(
        (lambda: "", lambda desk, row: "!" if row.is_overdue(desk.now()) else ""),
        (lambda: _("No."), lambda _desk, row: str(row.number)),
        (lambda: _("Priority"), lambda _desk, row: label("priority", row.priority)),
        (lambda: _("Subject"), lambda _desk, row: row.subject),
        (lambda: _("Customer"), lambda _desk, row: row.customer_name or row.caller),
        (lambda: _("Status"), lambda _desk, row: label("status", row.status)),
        (lambda: _("Due"), lambda desk, row: due_text(desk, row.due_at)),
        (lambda: _("Turn"), lambda _desk, row: label("turn", row.whose_turn)),
        (lambda: _("Owner"), lambda _desk, row: row.assignee or row.team or ""),
    ),
)
