"""The story of a ticket's present promise, read from the words told and the event log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from servicedesk.rules.clocks import Agreed, Story
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.ledger import Pause
from servicedesk.store.database import Reader
from servicedesk.store.queries.stories import TOLD_EVENTS, WORDS_TOLD, ToldEvent, told_event
from servicedesk.store.times import from_stored, maybe_time, to_stored


class Promised(Protocol):
    """What a story is read for: a ticket, as the model or as a row."""

    @property
    def id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def category_id(self) -> int | None: ...
    @property
    def customer_id(self) -> int | None: ...
    @property
    def premises_id(self) -> int | None: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def promised_from(self) -> datetime: ...
    @property
    def waiting_for(self) -> str | None: ...
    @property
    def waiting_since(self) -> datetime | None: ...
    @property
    def first_responded_at(self) -> datetime | None: ...
    @property
    def fixed_due_at(self) -> datetime | None: ...
    @property
    def resolved_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def reopened(self) -> int: ...
    @property
    def imported(self) -> bool: ...


def story_of(
    reader: Reader,
    ticket: Promised,
    now: datetime,
    *,
    told: datetime | None = None,
    agreed: Agreed | None = None,
    without: int | None = None,
) -> Story:
    """What happened under the ticket's present promise, as far as rows and the log tell.

    Inside an operation, whose event is not written yet: `now` is when a wait ended that the ticket has not any more, `told` a word
    whose outcome is not kept yet, `agreed` a time agreed just now, `without` an operation that is being undone.
    """
    asked = {"number": ticket.id, "since": to_stored(ticket.promised_from)}
    words = {from_stored(row[0]) for row in reader.rows(WORDS_TOLD, asked)}
    words |= {told} if told and told >= ticket.promised_from else set()
    rows = reader.rows(TOLD_EVENTS, {"number": ticket.id, "without": without})
    events = list(map(told_event, rows))
    ended = ticket.status not in OPEN_STATUSES
    return Story(
        since=ticket.promised_from,
        words=(*_word_elsewhere(ticket), *sorted(words)),
        pauses=tuple(pause for pause in _pauses(ticket, events, now) if _counts(pause, ticket)),
        agreed=agreed or _agreed(ticket, events),
        resolved_at=ticket.resolved_at if ended else None,
        ended_at=(ticket.resolved_at or ticket.closed_at) if ended else None,
        fixed=ticket.fixed_due_at,
    )


def _word_elsewhere(ticket: Promised) -> Iterator[datetime]:
    """The first word of an imported ticket was told elsewhere; only the import knows of it."""
    if ticket.imported and not ticket.reopened and ticket.first_responded_at:
        yield ticket.first_responded_at


def _pauses(ticket: Promised, events: list[ToldEvent], now: datetime) -> Iterator[Pause]:
    """Every wait for the customer; the last one may still go on."""
    waited_for: str | None = None
    since: datetime | None = None
    by = ""
    for event in events:
        for after in _edits(event.body, ticket):
            if since is not None and waited_for == "customer":
                yield Pause(since, event.at, by)
            waited_for = after.get("waiting_for", waited_for)
            since, by = maybe_time(after["waiting_since"]), event.who
    if since is not None and waited_for == "customer":
        goes_on = ticket.waiting_for == "customer" and ticket.waiting_since == since
        yield Pause(since, None if goes_on else now, by)


def _counts(pause: Pause, ticket: Promised) -> bool:
    """Whether a wait reaches into the present promise."""
    return pause.until is None or pause.until > ticket.promised_from


def _edits(body: str, ticket: Promised) -> Iterator[dict[str, Any]]:
    """The changes of an event that began or ended a wait on the ticket."""
    for change in json.loads(body).get("changes", ()):
        after = change["after"] or {}
        if change["table"] == "ticket" and change["key"] == [ticket.id] and "waiting_since" in after:
            yield after


def _agreed(ticket: Promised, events: list[ToldEvent]) -> Agreed | None:
    """The time last agreed under the present promise."""
    for event in reversed(events):
        if event.kind == "ticket.agreed" and event.at >= ticket.promised_from:
            return Agreed(event.at, from_stored(json.loads(event.body)["due_at"]), event.who)
    return None
