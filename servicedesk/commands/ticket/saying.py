"""What the verbs on tickets say and print afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.commands.shapes import TICKET, due_text
from servicedesk.i18n import _
from servicedesk.output import Asked, print_one, say

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.results import Acted


def print_made(desk: Desk, acted: Acted, as_json: bool, json_fields: str) -> None:
    """A new ticket: its number on stdout (or the ticket as JSON), the promise on stderr."""
    asked = Asked(as_json, json_fields)
    ticket = acted.ticket
    say(
        _("Ticket {number} opened, due {due}").format(number=ticket.number, due=due_text(desk, ticket.due_at))
    )
    for note in acted.notes:
        say(note)
    if asked.wants_json:
        print_one(desk, TICKET, ticket, asked)
    else:
        print(ticket.number)
