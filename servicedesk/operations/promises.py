"""Puts the firm's promises on a ticket and keeps its due time the earliest unmet one (R064-R067)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from servicedesk.desk import Desk
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.promises import (
    Duration,
    calendar_of,
    choose,
    due_times,
    earliest_unmet,
    next_update_due,
    shifted,
)
from servicedesk.store.queries.tickets import LAST_WORD_AT
from servicedesk.store.queries.timeline import TICKET_EVENTS, timeline_row
from servicedesk.store.tables import Ticket
from servicedesk.store.times import from_stored

if TYPE_CHECKING:
    from servicedesk.operations.change import Change


def promise(desk: Desk, ticket: Ticket, since: datetime) -> None:
    """Starts the promise anew, on opening or reopening."""
    rule = choose(desk.firm.promises, ticket.kind, ticket.priority)
    due = due_times(rule, desk.calendars, since)
    ticket.promised_from = since
    ticket.first_response_due_at = due.first_response_due_at
    ticket.next_update_due_at = due.next_update_due_at
    ticket.resolution_due_at = due.resolution_due_at
    settle(ticket)


def answered(desk: Desk, ticket: Ticket, at: datetime, *, latest: datetime | None = None) -> None:
    """A word went out at `at`: the first one stops the first clock, the `latest` restarts the next-word clock.

    A word from before the present promise keeps nothing of it.
    """
    if at < ticket.promised_from:
        return
    if ticket.first_responded_at is None or at < ticket.first_responded_at:
        ticket.first_responded_at = at
    rule = choose(desk.firm.promises, ticket.kind, ticket.priority)
    ticket.next_update_due_at = next_update_due(rule, desk.calendars, max(at, latest or at))
    settle(ticket)


def hear(work: Change, ticket: Ticket) -> None:
    """The words on an open ticket became others, by a merge or by taking one back: she is answered or not."""
    word = last_word(work, ticket)
    if ticket.status not in OPEN_STATUSES or bool(word) is bool(ticket.first_responded_at):
        return
    if word:
        answered(work.desk, ticket, word)
    else:
        ticket.first_responded_at = None
        settle(ticket)


def recount(work: Change, ticket: Ticket) -> None:
    """Another kind or priority: counted from the same start, with the words told and the pauses kept."""
    promise(work.desk, ticket, ticket.promised_from)
    word = last_word(work, ticket)
    if word:
        answered(work.desk, ticket, word)
    for paused_from, paused_until in _pauses(work, ticket):
        credit_pause(work, ticket, paused_from, paused_until)


def end_wait(work: Change, ticket: Ticket) -> None:
    """Nobody is waited for any more; time spent waiting for the customer is credited."""
    waited_for, since = ticket.waiting_for, ticket.waiting_since
    ticket.waiting_for = ticket.waiting_since = ticket.waiting_until = None
    if waited_for == "customer" and since:
        credit_pause(work, ticket, since, work.now)


def credit_pause(work: Change, ticket: Ticket, paused_from: datetime, paused_until: datetime) -> None:
    """Moves what was still due by a pause in which we waited for the customer."""
    rule = choose(work.desk.firm.promises, ticket.kind, ticket.priority)
    calendar = calendar_of(rule, work.desk.calendars)

    def moved(
        due: datetime | None, length: Duration | None, since: datetime, until: datetime
    ) -> datetime | None:
        return shifted(due, length, calendar, since, until) if due and length else due

    answered_at = ticket.first_responded_at or paused_until
    restarted = max(paused_from, last_word(work, ticket) or paused_from)
    ticket.first_response_due_at = moved(
        ticket.first_response_due_at, rule.first_response, paused_from, min(paused_until, answered_at)
    )
    ticket.next_update_due_at = moved(ticket.next_update_due_at, rule.next_update, restarted, paused_until)
    ticket.resolution_due_at = moved(ticket.resolution_due_at, rule.resolution, paused_from, paused_until)
    settle(ticket)


def settle(ticket: Ticket) -> None:
    """The due time that lists sort by: the day we look again while the customer is waited for; none at the end."""
    if ticket.status not in OPEN_STATUSES:
        ticket.due_at = None
    elif ticket.status == "waiting" and ticket.waiting_for == "customer":
        ticket.due_at = ticket.waiting_until
    else:
        ticket.due_at = earliest_unmet(
            ticket.first_response_due_at,
            ticket.first_responded_at,
            ticket.next_update_due_at,
            ticket.resolution_due_at,
        )


def last_word(work: Change, ticket: Ticket) -> datetime | None:
    """When the customer was last told something under the present promise."""
    rows = work.reader.rows(LAST_WORD_AT, {"number": ticket.id})
    at = from_stored(rows[0][0]) if rows and rows[0][0] else None
    return at if at and at >= ticket.promised_from else None


def _pauses(work: Change, ticket: Ticket) -> Iterator[tuple[datetime, datetime]]:
    """When the customer was waited for under the present promise, as the event log tells it."""
    waited_for: str | None = None
    for row in map(timeline_row, work.reader.rows(TICKET_EVENTS, {"number": ticket.id})):
        if row.undone or row.undoes is not None:
            continue
        for before, after in _edits(row.body, ticket):
            since = before.get("waiting_since")
            if waited_for == "customer" and since and from_stored(since) >= ticket.promised_from:
                yield from_stored(since), row.recorded_at
            waited_for = after.get("waiting_for", waited_for)


def _edits(body: str, ticket: Ticket) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for change in json.loads(body).get("changes", ()):
        if change["table"] == "ticket" and change["key"] == [ticket.id] and change["before"]:
            yield change["before"], change["after"] or {}
