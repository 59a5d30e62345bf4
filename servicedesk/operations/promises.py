"""Puts the firm's promises on a ticket and keeps its due time the earliest unmet one (R064-R067)."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.rules.promises import (
    Duration,
    calendar_of,
    choose,
    due_times,
    earliest_unmet,
    next_update_due,
    shifted,
)
from servicedesk.store.tables import Ticket


def promise(desk: Desk, ticket: Ticket, since: datetime) -> None:
    """Starts the promise anew: opening, a new priority (from the same start), or reopening."""
    rule = choose(desk.firm.promises, ticket.kind, ticket.priority)
    due = due_times(rule, desk.calendars, since)
    ticket.promised_from = since
    ticket.first_response_due_at = due.first_response_due_at
    ticket.next_update_due_at = due.next_update_due_at
    ticket.resolution_due_at = due.resolution_due_at
    settle(ticket)


def answered(desk: Desk, ticket: Ticket, at: datetime) -> None:
    """A word went out to the customer: the first one stops the first clock, each restarts the next-word clock."""
    if ticket.first_responded_at is None:
        ticket.first_responded_at = at
    rule = choose(desk.firm.promises, ticket.kind, ticket.priority)
    ticket.next_update_due_at = next_update_due(rule, desk.calendars, at)
    settle(ticket)


def credit_pause(desk: Desk, ticket: Ticket, paused_from: datetime, paused_until: datetime) -> None:
    """Moves what is still due by a pause in which we waited for the customer."""
    rule = choose(desk.firm.promises, ticket.kind, ticket.priority)
    calendar = calendar_of(rule, desk.calendars)

    def moved(due: datetime | None, length: Duration | None) -> datetime | None:
        return shifted(due, length, calendar, paused_from, paused_until) if due and length else due

    if ticket.first_responded_at is None:
        ticket.first_response_due_at = moved(ticket.first_response_due_at, rule.first_response)
    ticket.next_update_due_at = moved(ticket.next_update_due_at, rule.next_update)
    ticket.resolution_due_at = moved(ticket.resolution_due_at, rule.resolution)
    settle(ticket)


def settle(ticket: Ticket) -> None:
    """The due time that lists sort by. While we wait for the customer it is the day we look again, if any."""
    if ticket.status == "waiting" and ticket.waiting_for == "customer":
        ticket.due_at = ticket.waiting_until
    else:
        ticket.due_at = earliest_unmet(
            ticket.first_response_due_at,
            ticket.first_responded_at,
            ticket.next_update_due_at,
            ticket.resolution_due_at,
        )
