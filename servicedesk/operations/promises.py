"""Puts the firm's promises on a ticket and keeps its due times what the story of the promise leads to (R064-R067).

A ticket keeps its due times for sorting and counting only. They are counted anew from the words told and the event log
whenever something happens to them, so that none can drift; the doctor counts them too and compares.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import col

from servicedesk.lookups.policies import Norms, norms_in, norms_of, policy_of
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.promises import due_times, earliest_unmet
from servicedesk.store.queries.policies import OPEN_AT_PREMISES, OPEN_OF_CUSTOMER
from servicedesk.store.tables import Ticket

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.rules.clocks import Agreed, Story


def promise(work: Change, ticket: Ticket, since: datetime) -> None:
    """Starts the promise anew, on opening or reopening: nothing was told or waited for under it yet."""
    ticket.promised_from = since
    rule, calendars = policy_of(norms_of(work.desk), work.reader, ticket)
    due = due_times(rule, calendars, since)
    ticket.first_response_due_at = due.first_response_due_at
    ticket.next_update_due_at = due.next_update_due_at
    ticket.resolution_due_at = due.resolution_due_at
    ticket.first_responded_at = ticket.agreed_due_at = ticket.fixed_due_at = None
    settle(ticket)


def recount(
    work: Change,
    ticket: Ticket,
    *,
    told: datetime | None = None,
    agreed: Agreed | None = None,
    without: int | None = None,
) -> None:
    """Counts every clock of the present promise from its story.

    `told` and `agreed` are what this operation adds to it, `without` an operation that it takes back.
    """
    from servicedesk.lookups.stories import story_of

    story = story_of(work.reader, ticket, work.now, told=told, agreed=agreed, without=without)
    _keep(work, norms_of(work.desk), ticket, story)


def recount_open(work: Change) -> int:
    """Counts the promises of all open work by norms that this operation changed; how many tickets fall due otherwise."""
    from servicedesk.lookups.stories import story_of

    norms = norms_in(work.reader)
    moved = 0
    for ticket in work.all(Ticket, col(Ticket.status).in_(OPEN_STATUSES)):
        before = ticket.due_at, _kept(ticket)
        _keep(work, norms, ticket, story_of(work.reader, ticket, work.now))
        moved += (ticket.due_at, _kept(ticket)) != before
    return moved


def follow_customers(work: Change, *numbers: int | None) -> None:
    """Counts the open tickets of customers anew, whose tier or agreements became others, where policies look at these."""
    if norms_of(work.desk).looks_beyond:
        for number in filter(None, numbers):
            for (ticket,) in work.reader.rows(OPEN_OF_CUSTOMER, {"customer": number}):
                recount(work, work.get(Ticket, ticket))


def follow_premises(work: Change, number: int | None) -> None:
    """Counts the open tickets at premises anew, whose agreements became others, where policies look at these."""
    if number is not None and norms_of(work.desk).looks_at_agreements:
        for (ticket,) in work.reader.rows(OPEN_AT_PREMISES, {"premises": number}):
            recount(work, work.get(Ticket, ticket))


def hear(work: Change, ticket: Ticket, *, without: int | None = None) -> None:
    """The story of an open ticket became another, by a merge or by taking something back."""
    if ticket.status in OPEN_STATUSES:
        recount(work, ticket, without=without)


def end_wait(work: Change, ticket: Ticket) -> None:
    """Nobody is waited for any more; time spent waiting for the customer is credited."""
    waited_for = ticket.waiting_for
    ticket.waiting_for = ticket.waiting_since = ticket.waiting_until = None
    if waited_for == "customer":
        recount(work, ticket)


def settle(ticket: Ticket) -> None:
    """The due time that lists sort by: the day we look again while the customer is waited for; none at the end."""
    if ticket.status not in OPEN_STATUSES:
        ticket.due_at = None
    elif ticket.status == "waiting" and ticket.waiting_for == "customer":
        ticket.due_at = ticket.waiting_until
    else:
        ticket.due_at = earliest_unmet(*_kept(ticket))


def _kept(ticket: Ticket) -> tuple[datetime | None, ...]:
    """The times as the ticket keeps them, in the order in which `earliest_unmet` takes them."""
    return (
        ticket.first_response_due_at,
        ticket.first_responded_at,
        ticket.next_update_due_at,
        ticket.resolution_due_at,
        ticket.agreed_due_at,
    )


def _keep(work: Change, norms: Norms, ticket: Ticket, story: Story) -> None:
    from servicedesk.rules.clocks import times_of

    policy = policy_of(norms, work.reader, ticket)
    times = times_of(policy.rule, policy.calendars, story)
    ticket.first_response_due_at = times.first_response_due_at
    ticket.first_responded_at = times.first_responded_at
    ticket.next_update_due_at = times.next_update_due_at
    ticket.resolution_due_at = times.resolution_due_at
    ticket.agreed_due_at = times.agreed_due_at
    settle(ticket)
