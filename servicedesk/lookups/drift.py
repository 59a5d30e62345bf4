"""Tickets whose kept due times are not what their story leads to: a cache that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from servicedesk.lookups.policies import norms_in, policy_of
from servicedesk.lookups.stories import story_of
from servicedesk.rules.clocks import Times, times_of
from servicedesk.store.database import Reader
from servicedesk.store.queries.stories import PROMISED_OPEN, PromisedTicket, promised_ticket


def drifted(reader: Reader, now: datetime) -> Iterator[int]:
    """The numbers of open tickets whose clocks, counted anew from the event log, differ from those they keep."""
    norms = norms_in(reader)
    for ticket in map(promised_ticket, reader.rows(PROMISED_OPEN)):
        policy = policy_of(norms, reader, ticket)
        if times_of(policy.rule, policy.calendars, story_of(reader, ticket, now)) != kept_times(ticket):
            yield ticket.id


def kept_times(ticket: PromisedTicket) -> Times:
    """The times that a ticket keeps."""
    return Times(
        ticket.first_response_due_at,
        ticket.first_responded_at,
        ticket.next_update_due_at,
        ticket.resolution_due_at,
        ticket.agreed_due_at,
    )
