"""Writes what was said: contacts, notes, replies, and the text that goes with a verb."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Customer, Entry, Ticket

LONGEST_TEXT = 1_000_000  # characters; about 1 MB of Latin text


def write_entry(
    work: Change,
    kind: str,
    text: str,
    *,
    ticket: Ticket | None = None,
    customer: Customer | None = None,
    callback_id: int | None = None,
    channel: str | None = None,
    direction: str | None = None,
    at: datetime | None = None,
    caller: str = "",
) -> Entry:
    """One entry on a ticket or a customer's timeline, found by search. Raises BadValue on a text too long."""
    from servicedesk.store.tables import Entry

    entry = Entry(
        kind=kind,
        ticket_id=ticket.id if ticket else None,
        customer_id=customer.id if customer else ticket.customer_id if ticket else None,
        callback_id=callback_id,
        staff_id=work.desk.actor.id,
        at=at or work.now,
        channel=channel,
        direction=direction,
        text=checked_text(text),
        caller=caller,
    )
    work.add(entry)
    return entry


def spoke_with(work: Change, customer: Customer | None, at: datetime) -> None:
    """Notes when we last had contact; an older contact logged late changes nothing."""
    if customer and (customer.last_contact_at is None or customer.last_contact_at < at):
        customer.last_contact_at = at
        if customer.stage == "lapsed":
            from servicedesk.operations.stages import heard_again

            heard_again(work, customer)


def checked_text(text: str) -> str:
    """The text as it will be kept: nothing but blanks is nothing. Raises BadValue when it is longer than a desk takes."""
    if len(text) > LONGEST_TEXT:
        raise BadValue(
            _("The text has {count} characters; at most {most} are kept").format(
                count=len(text), most=LONGEST_TEXT
            ),
            _("Save it as a file and write where it is"),
        )
    return text if text.strip() else ""


def needed_reason(text: str) -> str:
    """Why something is done, which must say something. Raises BadValue on blanks."""
    if not text.strip():
        raise BadValue(_("There is no reason"), _("Say why, in a few words; in a command: --reason TEXT"))
    return checked_text(text)


def needed_text(text: str) -> str:
    """The text, which must say something. Raises BadValue on blanks."""
    if not text.strip():
        raise BadValue(_("There is no text"), _("Write what happened, in a few words"))
    return checked_text(text)
