"""What is said of a new ticket, and what of any ticket its customer may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.commands.shapes import TICKET, due_text, when_text
from servicedesk.i18n import N_, _
from servicedesk.output import Asked, check_fields, print_one, say

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.ticket_file import Progress
    from servicedesk.operations.results import Acted
    from servicedesk.store.queries.tickets import TicketRow

_STATES = {
    "new": N_("We have noted your matter and will answer you."),
    "open": N_("We are working on it."),
    "customer": N_("We are waiting for word from you."),
    "supplier": N_("We are waiting for a supplier."),
    "resolved": N_("It has been settled."),
    "closed": N_("It has been settled and closed."),
    "cancelled": N_("It is not pursued any further."),
    "merged": N_("It is dealt with under number {number}."),
}


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


def progress_lines(desk: Desk, progress: Progress) -> list[str]:
    """What the customer may be told, a sentence a line."""
    lines = [
        _("Number {number}: {subject}").format(number=progress.number, subject=progress.subject),
        _("Opened: {time}").format(time=when_text(desk, progress.opened_at)),
        _state(progress),
    ]
    if progress.last_word_at:
        at = when_text(desk, progress.last_word_at)
        lines.append(_("What we told you last ({time}): {text}").format(time=at, text=progress.last_word))
    due = progress.next_word_due_at
    if due and due < desk.now():
        lines.append(
            _("We are later than we promised, and sorry for it: you will hear from us as soon as we can.")
        )
    elif due:
        lines.append(_("You will hear from us by: {time}").format(time=when_text(desk, due)))
    return lines


def _state(progress: Progress) -> str:
    if progress.merged_into:
        return _(_STATES["merged"]).format(number=progress.merged_into)
    waiting = progress.status == "waiting"
    return _(_STATES[progress.waiting_for or "open" if waiting else progress.status])
