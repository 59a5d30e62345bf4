"""The measures: each a named number with its definition, unit, direction, target and query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from servicedesk.desk import Firm
from servicedesk.i18n import N_
from servicedesk.reports import promised
from servicedesk.reports.facts import Facts, was_open
from servicedesk.reports.values import Counted
from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.store.queries.reports import CALLS_DUE_NOW, OPEN_NOW, OVERDUE_NOW, CallClock, TicketClock


class Measure(NamedTuple):
    """How one number is made. `label` and `definition` are marked for translation.

    `unit` is count, percent, minutes or score; `direction` says whether more is better (up), worse (down)
    or neither (none).
    """

    code: str
    label: str
    definition: str
    unit: str
    direction: str
    query: Callable[[Facts], Counted]
    target: Callable[[Firm], float | None] = lambda _firm: None


def was_overdue(facts: Facts, clock: TicketClock) -> bool:
    """Whether a ticket was open with a promise run out; on a day before it was recorded it was not."""
    return _is_late(facts, clock) and was_open(facts, clock)


def _is_late(facts: Facts, clock: TicketClock) -> bool:
    """As OVERDUE_NOW has it."""
    return clock.due_at is not None and clock.due_at < facts.as_at and clock.recorded_at < facts.until


def was_due(facts: Facts, call: CallClock) -> bool:
    """Whether a call was owed and its time had come."""
    return call.state == "due" and call.due_at < facts.as_at and call.created_at < facts.until


def opened_in(facts: Facts) -> list[TicketClock]:
    """The tickets opened in the window."""
    return [clock for clock in facts.tickets.values() if facts.is_within(clock.opened_at)]


def _opened(facts: Facts) -> Counted:
    return Counted(len(opened_in(facts)))


def _complaints(facts: Facts) -> Counted:
    return Counted(sum(clock.kind == "complaint" for clock in opened_in(facts)))


def _resolved(facts: Facts) -> Counted:
    kept = {clock.id for clock in facts.tickets.values() if facts.is_within(clock.resolved_at)}
    return Counted(len(kept | {event.ticket for event in facts.happened("ticket.resolved")}))


def _reopened(facts: Facts) -> Counted:
    return Counted(len({event.ticket for event in facts.happened("ticket.reopened")}))


def _open(facts: Facts) -> Counted:
    count: int = facts.reader.rows(OPEN_NOW)[0][0]
    count += sum(was_open(facts, clock) for clock in facts.tickets.values())
    return Counted(count - len(open_now(facts)))


def _overdue(facts: Facts) -> Counted:
    count: int = facts.reader.rows(OVERDUE_NOW, facts.bounds("until", "as_at"))[0][0]
    count += sum(was_overdue(facts, clock) for clock in facts.tickets.values())
    late_now = [clock for clock in open_now(facts) if _is_late(facts, clock)]
    return Counted(count - len(late_now))


def open_now(facts: Facts) -> list[TicketClock]:
    """Of the tickets that may have moved since the window began, those open as they are now."""
    return [clock for clock in facts.tickets_now.values() if clock.status in OPEN_STATUSES]


def _callbacks_due(facts: Facts) -> Counted:
    count: int = facts.reader.rows(CALLS_DUE_NOW, facts.bounds("until", "as_at"))[0][0]
    count += sum(was_due(facts, call) for call in facts.calls.values())
    return Counted(count - sum(was_due(facts, call) for call in facts.calls_now.values()))


def _ended_calls(facts: Facts, *states: str) -> list[CallClock]:
    return [call for call in facts.calls.values() if call.state in states and facts.is_within(call.done_at)]


def _callbacks_done(facts: Facts) -> Counted:
    return Counted(len(_ended_calls(facts, "done")))


def _reached(facts: Facts) -> Counted:
    ended = _ended_calls(facts, "done", "given_up")
    return _share([call.last_outcome == "reached" for call in ended if call.last_outcome != "customer_rang"])


def scored_in(facts: Facts) -> list[tuple[CallClock, int]]:
    """The calls of the window in which the customer gave a score, with it."""
    return [(call, call.score) for call in _ended_calls(facts, "done") if call.score is not None]


def mean(scores: Sequence[int]) -> float | None:
    """The mean as reports print it; None where there is nothing to count."""
    return round(sum(scores) / len(scores), 2) if scores else None


def _scores(facts: Facts) -> list[int]:
    return [score for _call, score in scored_in(facts)]


def _satisfaction(facts: Facts) -> Counted:
    scores = _scores(facts)
    return Counted(mean(scores), len(scores))


def _share(kept: Sequence[bool]) -> Counted:
    return Counted(round(100 * sum(kept) / len(kept), 1) if kept else None, len(kept))


def _satisfaction_target(firm: Firm) -> float | None:
    target = firm.settings.get("firm.satisfaction_target")
    return float(target) if target is not None else None


# fmt: off
DAILY = (
    Measure("opened", N_("Opened"), N_("Tickets that came in, by the time they came in."), "count", "none", _opened),
    Measure("resolved", N_("Resolved"), N_("Tickets resolved, each once, even when opened again later."), "count", "up", _resolved),
    Measure("open", N_("Open"), N_("Tickets that were new, open or waiting at the end."), "count", "down", _open),
    Measure("overdue", N_("Overdue"), N_("Open tickets with a promise that had run out at the end."), "count", "down", _overdue),
    Measure("reopened", N_("Reopened"), N_("Tickets opened again after they had ended."), "count", "down", _reopened),
    Measure("first_response_in_time", N_("First response in time"), N_("Of the first responses given in time or run out, the share given in time. Work that ended before and work that waits for the customer is not counted, nor is history before the day it was recorded."), "percent", "up", lambda facts: _share(promised.first_responses(facts))),
    Measure("resolution_in_time", N_("Resolved in time"), N_("Of the resolutions made in time or run out, the share made in time; counted as first responses are."), "percent", "up", lambda facts: _share(promised.resolutions(facts))),
    Measure("first_response_minutes", N_("Median first response"), N_("Half of the first responses came within so many minutes, round the clock, from opening or reopening."), "minutes", "down", lambda facts: Counted(*promised.median_minutes(facts))),
    Measure("callbacks_due", N_("Callbacks due"), N_("Calls still owed at the end whose time had come."), "count", "down", _callbacks_due),
    Measure("callbacks_done", N_("Callbacks done"), N_("Calls that ended with the customer reached, declining or ringing first."), "count", "up", _callbacks_done),
    Measure("callbacks_reached", N_("Callbacks reached"), N_("Of the calls that ended or were given up, the share that reached the customer; those whose customer rang first are not counted."), "percent", "up", _reached),
    Measure("call_promises_kept", N_("Promised calls kept"), N_("Of the promised calls made or run out, the share first tried no later than 15 minutes after the time promised."), "percent", "up", lambda facts: _share(promised.calls(facts))),
    Measure("complaints", N_("Complaints"), N_("Complaints among the tickets that came in."), "count", "down", _complaints),
    Measure("satisfied", N_("Satisfied customers"), N_("Of the scores given in callbacks, the share of 4 and 5."), "percent", "up", lambda facts: _share([score >= 4 for score in _scores(facts)]), _satisfaction_target),
    Measure("satisfaction", N_("Satisfaction"), N_("The mean of the scores given in callbacks, from 1 to 5."), "score", "up", _satisfaction),
)
# fmt: on
