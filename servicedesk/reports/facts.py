"""The facts of a window as they stood at its end: today's rows, with every later change taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from servicedesk.reports.window import Window
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.store.database import Reader
from servicedesk.store.queries.reports import (
    CALL_CLOCKS,
    FIRST_TRIES,
    OF_KIND,
    SINCE,
    TICKET_CLOCKS,
    CallClock,
    Happened,
    TicketClock,
)
from servicedesk.store.times import from_stored, to_stored

Values = dict[str, Any]
Place = tuple[str, int]
CALL_GRACE = timedelta(minutes=15)  # a promised call is in time until so long after the time promised


@dataclass(frozen=True)
class Facts:
    """What the measures of one window count.

    `tickets` and `calls` are all that may have moved since the window began, as they stood at its end;
    `tickets_now` and `calls_now` the same rows as they are. What is in neither stands as it stood.
    """

    reader: Reader
    window: Window
    zone: ZoneInfo
    tickets_now: Mapping[int, TicketClock]
    tickets: Mapping[int, TicketClock]
    calls_now: Mapping[int, CallClock]
    calls: Mapping[int, CallClock]

    @cached_property
    def start(self) -> str:
        return to_stored(self.window.start)

    @cached_property
    def until(self) -> str:
        return to_stored(self.window.until)

    @cached_property
    def as_at(self) -> str:
        return to_stored(self.window.as_at)

    def is_within(self, at: str | None) -> bool:
        """Whether a stored time lies in the window."""
        return at is not None and self.start <= at < self.until

    def happened(self, kind: str) -> list[Happened]:
        """The events of a kind in the window that were not undone."""
        rows = self.reader.rows(OF_KIND, {**self.bounds("start", "until"), "kind": kind})
        return [Happened(*row) for row in rows]

    def bounds(self, *names: str) -> dict[str, object]:
        """The named bounds as SQL parameters."""
        return {name: self.window.params[name] for name in names}

    @cached_property
    def first_tries(self) -> dict[int, str]:
        """When each callback that was worked on since the window began was first tried, if before its end."""
        return {row[0]: row[1] for row in self.reader.rows(FIRST_TRIES, self.bounds("start", "until"))}

    @cached_property
    def rounds(self) -> list[TicketClock]:
        """Every promise that may have been decided in the window: those at its end, and those that a
        reopening in it put away."""
        ended = [
            _before_reopening(self.tickets[event.ticket], event)
            for event in self.happened("ticket.reopened")
            if event.ticket is not None and event.ticket in self.tickets
        ]
        return [*self.tickets.values(), *ended]

    def same_day_or_later(self, at: str, recorded_at: str) -> bool:
        """Whether a moment lies on the day something was recorded or later: history makes no promise."""
        if at >= recorded_at:
            return True
        days = [from_stored(text).astimezone(self.zone).date() for text in (at, recorded_at)]
        return days[0] >= days[1]


def read_facts(reader: Reader, window: Window, zone: ZoneInfo) -> Facts:
    """The facts of a window, in a few SELECTs; what happened after its end is read and taken back."""
    params = window.params
    later = [Happened(*row) for row in reader.rows(SINCE, {"until": params["until"]})]
    taken_back = befores(later, {*TicketClock._fields, *CallClock._fields})
    bounds = {name: params[name] for name in ("start", "until")}
    tickets = {row[0]: TicketClock(*row) for row in reader.rows(TICKET_CLOCKS, bounds)}
    # A promised call is late a while after its time, so that of the day before may become late in this one.
    early = {**bounds, "start_of_calls": to_stored(window.start - CALL_GRACE)}
    calls = {row[0]: CallClock(*row) for row in reader.rows(CALL_CLOCKS, early)}
    return Facts(
        reader,
        window,
        zone,
        tickets,
        {key: row._replace(**taken_back.get(("ticket", key), {})) for key, row in tickets.items()},
        calls,
        {key: row._replace(**taken_back.get(("callback", key), {})) for key, row in calls.items()},
    )


def befores(events: Iterable[Happened], columns: Iterable[str]) -> dict[Place, Values]:
    """By table and number, the values that the columns had before these events, oldest first."""
    wanted = set(columns) - {"id"}
    values: dict[Place, Values] = {}
    for event in events:
        for change in _changes(event):
            if change["before"] is None or change["after"] is None:
                continue
            place = values.setdefault((change["table"], change["key"][0]), {})
            for name in wanted & set(change["before"]):
                place.setdefault(name, change["before"][name])
    return values


def _before_reopening(clock: TicketClock, event: Happened) -> TicketClock:
    """The ticket as it stood when it was opened again; what the event does not name was not set."""
    before = befores([event], TicketClock._fields).get(("ticket", clock.id), {})
    unset = dict.fromkeys(("first_responded_at", "resolved_at", "closed_at", "waiting_for"))
    return clock._replace(**{**unset, **before})


def _changes(event: Happened) -> Sequence[Values]:
    return json.loads(event.body).get("changes", ()) if event.body else ()


def ended_at(clock: TicketClock) -> str | None:
    """When a ticket that has ended did so; empty text when that is not known, None while it is open."""
    if clock.status in OPEN_STATUSES:
        return None
    return clock.resolved_at or clock.closed_at or ""


def was_open(facts: Facts, clock: TicketClock) -> bool:
    """Whether a ticket was open at the end of the window."""
    end = ended_at(clock)
    return clock.opened_at < facts.until and (end is None or end >= facts.until)
