"""Tickets as lines of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.tickets import TicketRow
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.screens.moments import due_text
from servicedesk.screens.names import Names
from servicedesk.widgets.row_types import CellStyle, Column, Row

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def ticket_columns() -> list[Column]:
    """The columns of a ticket list, the ones that give way first named by their least width."""
    return [
        Column("number", _("No."), 6, align="right"),
        Column("priority", _("Priority"), 8),
        Column("subject", _("Subject"), 20, grow=True),
        Column("customer", _("Customer"), 14, min_width=66),
        Column("owner", _("Owner"), 12, min_width=94),
        Column("status", _("Status"), 9, min_width=110),
        Column("due", _("Due"), 10),
        Column("turn", _("Turn"), 8, min_width=84),
    ]


def ticket_line(desk: Desk, ticket: TicketRow, names: Names) -> Row:
    """One ticket; overdue shows as a sign and in words before it shows in red."""
    overdue = ticket.is_overdue(desk.now())
    late: CellStyle = "danger" if overdue else ""
    weight: CellStyle = {"urgent": "danger", "high": "warning", "low": "muted"}.get(ticket.priority, "")  # type: ignore[assignment]
    return Row(
        ticket.number,
        (
            str(ticket.number),
            label("priority", ticket.priority),
            ticket.subject,
            who(ticket),
            names.holder(ticket.assignee, ticket.team),
            label("status", ticket.status),
            due_text(desk, ticket.due_at) if ticket.status in {"new", "open", "waiting"} else "",
            label("turn", ticket.whose_turn),
        ),
        mark="!" if overdue else "",
        style=("", weight, "", "", "muted", "muted", late, "muted"),
    )


def who(ticket: TicketRow) -> str:
    """Who brought it, as far as known."""
    if ticket.customer_name:
        return ticket.customer_name
    if ticket.customer_number:
        return f"C{ticket.customer_number}"
    return ticket.caller or _("unknown caller")


def phone_text(number: str | None) -> str:
    """A phone number as it is read aloud."""
    return shown_phone(number) if number else ""
