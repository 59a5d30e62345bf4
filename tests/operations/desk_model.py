"""What every verb must lead to, written down anew from the manual; the state machine compares it with the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tests.operations.desk_world import (
    OPEN,
    Already,
    CallNow,
    Key,
    Refusal,
    SaidNow,
    TaskNow,
    Thing,
    Things,
    TicketNow,
    World,
)

MOST_TRIES = 4


def taken_up(ticket: TicketNow) -> TicketNow:
    """Any work on a new ticket opens it."""
    return replace(ticket, status="open") if ticket.status == "new" else ticket


def still_open(ticket: TicketNow) -> TicketNow:
    if ticket.status not in OPEN:
        raise Refusal
    return ticket


def ended(ticket: TicketNow, status: str) -> TicketNow:
    return replace(ticket, status=status, waiting_for=None, waiting_until=None)


def replied(ticket: TicketNow) -> TicketNow:
    if ticket.status in ("closed", "cancelled"):
        raise Refusal
    return replace(taken_up(ticket), answered=True)


def assigned(ticket: TicketNow, staff: str) -> TicketNow:
    after = replace(taken_up(still_open(ticket)), assignee=staff)
    if after == ticket:
        raise Already
    return after


def waiting(ticket: TicketNow, party: str, until: datetime | None) -> TicketNow:
    after = replace(still_open(ticket), status="waiting", waiting_for=party, waiting_until=until)
    if after == ticket:
        raise Already
    return after


def resumed(ticket: TicketNow) -> TicketNow:
    if still_open(ticket).status != "waiting":
        raise Already
    return ended(ticket, "open")


def resolved(ticket: TicketNow) -> TicketNow:
    if ticket.status == "resolved":
        raise Already
    return ended(still_open(ticket), "resolved")


def closed(ticket: TicketNow) -> TicketNow:
    if ticket.status == "closed":
        raise Already
    if ticket.status != "resolved":
        raise Refusal
    return replace(ticket, status="closed")


def cancelled(ticket: TicketNow) -> TicketNow:
    if ticket.status == "cancelled":
        raise Already
    return ended(still_open(ticket), "cancelled")


def reopened(ticket: TicketNow, now: datetime) -> TicketNow:
    if ticket.merged_into:
        raise Refusal
    if ticket.status in OPEN:
        raise Already
    return replace(ticket, status="open", reopened=ticket.reopened + 1, answered=False, promised_from=now)


def prioritised(ticket: TicketNow, level: str) -> TicketNow:
    if still_open(ticket).priority == level:
        raise Already
    return replace(ticket, priority=level)


def merged(world: World, number: int, into: int) -> Things:
    """Open work never goes into what has ended; calls and tasks go over, and an unknown caller becomes known."""
    ticket, target = world.ticket(number), world.ticket(into)
    if ticket.merged_into == into and number != into:
        raise Already
    if number == into or ticket.merged_into or target.merged_into:
        raise Refusal
    if ticket.status in OPEN and target.status not in OPEN:
        raise Refusal
    status = {"resolved": "closed"}.get(
        ticket.status, ticket.status if ticket.status not in OPEN else "cancelled"
    )
    after: dict[Key, Thing | None] = {
        ("ticket", number): replace(ended(ticket, status), merged_into=into),
        ("ticket", into): replace(
            target,
            customer=target.customer or ticket.customer,
            answered=target.answered or (target.status in OPEN and _told(world, number, into)),
        ),
    }
    for kind in ("call", "task"):
        for one in world.keys(kind):
            thing = world.things[kind, one]
            if isinstance(thing, CallNow | TaskNow) and thing.ticket == number:
                after[kind, one] = replace(thing, ticket=into)
    return after


def _told(world: World, number: int, into: int) -> bool:
    """Whether a word went out on two tickets, or those merged into them, to one of theirs under the promise."""
    since, joined = world.ticket(into).promised_from, world.joined(number) | world.joined(into)
    theirs = {None} | world.customers(number) | world.customers(into)
    said = (thing for thing in world.things.values() if isinstance(thing, SaidNow) and thing.ticket in joined)
    return any(one.to in theirs and one.told_at >= since for one in said if one.told_at)


def called(call: CallNow, outcome: str, asked_for: datetime | None) -> CallNow:
    """What a try leads to; the time of a computed next try is left as it was."""
    if call.state != "due":
        raise Already if call.state != "cancelled" and call.last_outcome == outcome else Refusal
    after = replace(call, attempts=call.attempts + 1, last_outcome=outcome)
    if outcome in ("reached", "declined"):
        return replace(after, state="done")
    if outcome == "wrong_number":
        return replace(after, state="given_up")
    if outcome == "call_later":
        assert asked_for is not None
        return replace(after, attempts=call.attempts, due_at=asked_for)
    return replace(after, state="given_up") if after.attempts >= MOST_TRIES else after


def moved(call: CallNow, to: datetime) -> CallNow:
    if call.state in ("done", "cancelled"):
        raise Refusal
    if call.state == "due" and call.due_at == to:
        raise Already
    return replace(call, state="due", due_at=to, attempts=0 if call.state == "given_up" else call.attempts)


def dropped(call: CallNow) -> CallNow:
    if call.state == "cancelled":
        raise Already
    if call.state == "done":
        raise Refusal
    return replace(call, state="cancelled")


def rung(calls: Iterable[tuple[int, CallNow]], customer: int) -> Things:
    """A customer who rings spares us the calls we promised or planned by hand."""
    return {
        ("call", number): replace(call, state="done", last_outcome="customer_rang")
        for number, call in calls
        if call.customer == customer and call.state == "due" and call.origin != "after_service"
    }
