"""What is said of a new ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.commands.shapes import TICKET, due_text, when_text
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_one, say

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.results import Acted
    from servicedesk.store.queries.tickets import TicketRow


def check_asked(as_json: bool, json_fields: str) -> Asked:
    """The form asked for. Raises BadValue on a field nobody knows, before anything is made."""
    asked = Asked(as_json, json_fields)
    check_fields(TICKET, asked)
    return asked


def print_made(desk: Desk, acted: Acted, asked: Asked) -> None:
    """A new ticket: its number on stdout (or the ticket as JSON), the promise on stderr."""
    ticket = acted.ticket
    say(
        _("Ticket {number} opened, due {due}").format(number=ticket.number, due=due_text(desk, ticket.due_at))
    )
    for note in acted.notes:
        say(note)
    _say_same(desk, ticket)
    if asked.wants_json:
        print_one(desk, TICKET, ticket, asked)
    else:
        print(ticket.number)


def _say_same(desk: Desk, ticket: TicketRow) -> None:
    """What is open already and may be the same matter, and how the two become one."""
    from servicedesk.lookups.same_matter import same_matters

    customer, premises = ticket.customer_number, ticket.premises or ""
    for one in same_matters(
        desk, ticket.subject, customer=customer, premises=premises, without=ticket.number
    ):
        text = _("Open since {time} and perhaps the same matter: ticket {number}, {subject}")
        say(text.format(time=when_text(desk, one.opened_at), number=one.number, subject=one.subject))
        command = f"servicedesk ticket merge {ticket.number} --into {one.number}"
        say("  " + _("If so, join them: {command}").format(command=command))
