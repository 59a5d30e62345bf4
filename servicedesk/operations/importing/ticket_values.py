"""The columns of a ticket that follow from a row: whose turn it is, and promises that begin with the import."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from servicedesk.desk import Desk
from servicedesk.lookups.policies import Concerns, norms_of, policy_for, policy_of
from servicedesk.lookups.stories import story_of
from servicedesk.operations.importing.incoming import Incoming
from servicedesk.rules.clocks import times_of
from servicedesk.rules.lifecycle import turn_after
from servicedesk.rules.promises import Promised, due_times, earliest_unmet
from servicedesk.store.database import Reader
from servicedesk.store.queries.stories import PROMISED_TICKET, promised_ticket

Values = dict[str, Any]

NO_PROMISE = Promised(None, None, None)

# Which columns of the ticket each field of a file decides.
COLUMNS_OF = {
    "subject": ("subject",),
    "description": ("description",),
    "kind": ("kind",),
    "category": ("category_id",),
    "status": ("status", "resolved_at", "closed_at"),
    "priority": ("priority",),
    "channel": ("channel",),
    "customer": ("customer_id", "caller"),
    "customer_external_id": ("customer_id", "caller"),
    "phone": ("customer_id", "caller"),
    "premises": ("premises_id",),
    "opened_at": ("opened_at",),
    "responded_at": ("first_responded_at", "status"),
    "resolved_at": ("status", "resolved_at", "closed_at"),
    "closed_at": ("status", "resolved_at", "closed_at"),
    "tags": ("tags",),
    "assignee": ("assignee_id",),
    "team": ("team_id",),
}


class Promises:
    """Due times by what a policy looks at; one import asks for the same few again and again."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        self._norms, self._reader, self._now = norms_of(desk), reader, desk.now()
        self._known: dict[tuple[str, str, Concerns, datetime], Promised] = {}

    def since(self, said: Values, at: datetime) -> Promised:
        """What the firm promises for a ticket of these values whose promise begins at `at`."""
        concerns = _concerns(said) if self._norms.looks_beyond else Concerns()
        key = (said["kind"], said["priority"], concerns, at)
        if key not in self._known:
            policy = policy_for(self._norms, self._reader, *key)
            self._known[key] = due_times(policy.rule, policy.calendars, at)
        return self._known[key]

    def counted(self, number: int, after: Values) -> Values:
        """The due times of an open ticket once it has these values: what was told and waited for here counts too."""
        row = promised_ticket(self._reader.rows(PROMISED_TICKET, {"number": number})[0])
        ticket = row._replace(**{name: after[name] for name in row._fields if name in after})
        policy = policy_of(self._norms, self._reader, ticket)
        story = story_of(self._reader, ticket, self._now)
        times = times_of(policy.rule, policy.calendars, story)
        waits = ticket.waiting_for == "customer"
        return {**times._asdict(), "due_at": None if waits else earliest_unmet(*times)}


def _concerns(said: Values) -> Concerns:
    return Concerns(said["category_id"], said["customer_id"], said["premises_id"], said["team_id"])


def said_values(incoming: Incoming, customer_id: int | None, premises_id: int | None) -> Values:
    """What the file itself says, as columns; a later import compares these."""
    where = incoming.standing
    return {
        "subject": incoming.subject,
        "description": incoming.description,
        "kind": incoming.kind,
        "category_id": incoming.category_id,
        "status": where.status,
        "priority": incoming.priority,
        "channel": incoming.channel,
        "customer_id": customer_id,
        "caller": "" if customer_id else incoming.person.name,
        "premises_id": premises_id,
        "team_id": incoming.team_id,
        "assignee_id": incoming.assignee_id,
        "opened_at": incoming.opened_at,
        "first_responded_at": where.first_responded_at,
        "resolved_at": where.resolved_at,
        "closed_at": where.closed_at,
        "tags": incoming.tags,
    }


def following_values(
    incoming: Incoming, said: Values, promises: Promises, since: datetime, now: datetime
) -> Values:
    """What follows from where the matter stands: an ended one promises nothing, an open one from `since` on.

    A date the customer was promised elsewhere is kept while it lies ahead.
    """
    where = incoming.standing
    waits = where.status == "waiting"
    due = promises.since(said, since) if where.is_open else NO_PROMISE
    promised = incoming.due_at if where.is_open and incoming.due_at and incoming.due_at > now else None
    resolution = promised or due.resolution_due_at
    first, update = due.first_response_due_at, due.next_update_due_at
    return {
        "whose_turn": turn_after("edit", where.status, "customer" if waits else None),
        "waiting_for": "customer" if waits else None,
        "waiting_since": now if waits else None,
        "waiting_until": None,
        "promised_from": since,
        "first_response_due_at": first,
        "next_update_due_at": update,
        "resolution_due_at": resolution,
        "agreed_due_at": None,
        "fixed_due_at": promised,
        "due_at": None if waits else earliest_unmet(first, where.first_responded_at, update, resolution),
    }
