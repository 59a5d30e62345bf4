"""Which promises were kept: each is decided once, when it is kept or when its time passes."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from servicedesk.reports.facts import CALL_GRACE, Facts, befores, ended_at
from servicedesk.store.queries.reports import CallClock, TicketClock
from servicedesk.store.times import from_stored, to_stored

MINUTE = timedelta(minutes=1)


def first_responses(facts: Facts) -> list[bool]:
    """Kept or broken, of every first response decided in the window."""
    decided = [
        _decided(facts, round_, round_.first_response_due_at, round_.first_responded_at)
        for round_ in facts.rounds
    ]
    return [kept for kept in decided if kept is not None]


def resolutions(facts: Facts) -> list[bool]:
    """Kept or broken, of every resolution decided in the window."""
    decided = [
        _decided(facts, round_, round_.resolution_due_at, round_.resolved_at) for round_ in facts.rounds
    ]
    return [kept for kept in decided if kept is not None]


def response_minutes(facts: Facts) -> list[float]:
    """Minutes round the clock from each promise's start to the first response given in the window."""
    return [
        (from_stored(given) - from_stored(round_.promised_from)) / MINUTE
        for round_ in facts.rounds
        if (given := round_.first_responded_at) is not None
        and facts.is_within(given)
        and given >= round_.promised_from
        and facts.same_day_or_later(given, round_.recorded_at)
    ]


def median_minutes(facts: Facts) -> tuple[float | None, int]:
    """The median of `response_minutes` in whole minutes, and how many they are."""
    minutes = response_minutes(facts)
    return (round(median(minutes)) if minutes else None), len(minutes)


def calls(facts: Facts) -> list[bool]:
    """Kept or broken, of every promised call decided in the window."""
    tried = {
        event.callback: befores([event], ["due_at"])
        for event in reversed(facts.happened("callback.attempted"))
        if event.callback is not None
    }
    decided = [
        _call_decided(
            facts, call, str(tried.get(call.id, {}).get(("callback", call.id), {}).get("due_at", ""))
        )
        for call in facts.calls.values()
        if call.promised and call.created_at < facts.until
    ]
    return [kept for kept in decided if kept is not None]


def _decided(facts: Facts, round_: TicketClock, due: str | None, given: str | None) -> bool | None:
    """Whether a promise was kept, when that was decided in the window; else None.

    Work that ended before its time, or waits for the customer since before it, decides nothing.
    """
    if due is None or round_.opened_at >= facts.until:
        return None
    if given is not None and given <= due:
        at, kept = given, True
    else:
        end = ended_at(round_)
        waits = round_.waiting_for == "customer" and (round_.waiting_since or "") <= due
        if (given is None and end is not None and end <= due) or waits:
            return None
        at, kept = due, False
    known = facts.is_within(at) and (kept or at < facts.as_at)
    return kept if known and facts.same_day_or_later(at, round_.recorded_at) else None


def _call_decided(facts: Facts, call: CallClock, due_before_try: str) -> bool | None:
    rang = call.done_at if call.last_outcome == "customer_rang" else None
    acted = facts.first_tries.get(call.id) or rang
    if acted is None and call.state != "due":
        return None
    limit = to_stored(from_stored(due_before_try or call.due_at) + CALL_GRACE)
    if acted is not None and acted <= limit:
        return True if facts.is_within(acted) else None
    return False if facts.is_within(limit) and limit < facts.as_at else None
