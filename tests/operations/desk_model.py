"""A desk in plain Python: what its tickets, calls, tasks and texts must be, written down anew from the manual.

Nothing here asks the program; the state machine compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

OPEN = ("new", "open", "waiting")
MOST_TRIES = 4
Key = tuple[str, object]


@dataclass(frozen=True)
class TicketNow:
    """A ticket; `answered` says that the customer was told something under the present promise."""

    subject: str
    kind: str
    priority: str
    customer: int | None
    promised_from: datetime
    status: str = "new"
    assignee: str | None = None
    waiting_for: str | None = None
    waiting_until: datetime | None = None
    escalated: bool = False
    answered: bool = False
    reopened: int = 0
    merged_into: int | None = None


@dataclass(frozen=True)
class CustomerNow:
    name: str
    archived: bool = False


@dataclass(frozen=True)
class CallNow:
    customer: int
    ticket: int | None
    origin: str
    state: str
    attempts: int
    last_outcome: str | None
    due_at: datetime


@dataclass(frozen=True)
class TaskNow:
    ticket: int
    text: str
    done: bool = False


@dataclass(frozen=True)
class SaidNow:
    """Something said, known by its text: about a ticket, else to a customer; `told_at` when it went out to her."""

    ticket: int | None
    customer: int | None
    told_at: datetime | None = None


Thing = TicketNow | CustomerNow | CallNow | TaskNow | SaidNow | bool
Things = Mapping[Key, Thing | None]


class Refusal(Exception):
    """The desk must refuse."""


class Already(Exception):
    """It is so already, and nothing may be written."""


@dataclass
class Step:
    """One operation that was done: by whom, what it came upon and left, and whether it was taken back.

    `shaken` says that an earlier one was taken back from under it: its values may have changed since.
    """

    operation: int
    staff: str
    before: Things
    after: Things
    undone: bool = False
    shaken: bool = False


@dataclass
class World:
    """Everything on the desk, and the steps that led there."""

    things: dict[Key, Thing] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def keys(self, kind: str) -> list[int]:
        """The numbers of what there is of a kind."""
        return [number for name, number in self.things if name == kind and isinstance(number, int)]

    def ticket(self, number: int) -> TicketNow:
        found = self.things["ticket", number]
        assert isinstance(found, TicketNow)
        return found

    def call(self, number: int) -> CallNow:
        found = self.things["call", number]
        assert isinstance(found, CallNow)
        return found

    def calls(self) -> dict[int, CallNow]:
        return {number: self.call(number) for number in self.keys("call")}

    def did(self, operation: int, staff: str, after: Things) -> None:
        """Takes over what one operation led to."""
        self.steps.append(Step(operation, staff, {key: self.things.get(key) for key in after}, after))
        self.put(after)

    def put(self, after: Things) -> None:
        for key, thing in after.items():
            if thing is None:
                self.things.pop(key, None)
            else:
                self.things[key] = thing

    def take_back(self, step: Step) -> None:
        """What a step made goes, what it ended comes back, and of the rest what it changed is as before."""
        self.put({key: self._as_before(key, step) for key in step.before})

    def _as_before(self, key: Key, step: Step) -> Thing | None:
        before, after, now = step.before[key], step.after[key], self.things.get(key)
        if before is None or after is None or now is None or isinstance(now, bool):
            return before
        was, became = vars(before), vars(after)
        return replace(now, **{name: value for name, value in was.items() if value != became[name]})

    def stood_on(self, step: Step) -> bool:
        """Whether anything that this step touched was touched since, so that it may be in conflict."""
        return step.shaken or bool(self._later(step))

    def shake(self, step: Step) -> None:
        """What was done since on the same things does not stand on what it was done on any more."""
        for other in self._later(step):
            other.shaken = True

    def _later(self, step: Step) -> list[Step]:
        mine = self._touched(step)
        later = self.steps[self.steps.index(step) + 1 :]
        return [other for other in later if not other.undone and mine & self._touched(other)]

    def _touched(self, step: Step) -> set[Key]:
        touched = set(step.before)
        for key in step.before:
            if isinstance(key[1], tuple):  # a link
                touched |= {("ticket", number) for number in key[1]}
            for thing in (self.things.get(key), step.before[key]):
                touched |= {
                    ("customer", getattr(thing, "customer", None)),
                    ("ticket", getattr(thing, "ticket", None)),
                }
        return {key for key in touched if key[1] is not None}

    def joined(self, number: int) -> set[int]:
        """A ticket and those that were merged into it, and into them."""
        found = {number}
        while more := {one for one in self.keys("ticket") if self.ticket(one).merged_into in found} - found:
            found |= more
        return found


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
            answered=target.answered
            or (target.status in OPEN and _told(world, number, target.promised_from)),
        ),
    }
    for kind in ("call", "task"):
        for one in world.keys(kind):
            thing = world.things[kind, one]
            if isinstance(thing, CallNow | TaskNow) and thing.ticket == number:
                after[kind, one] = replace(thing, ticket=into)
    return after


def _told(world: World, number: int, since: datetime) -> bool:
    """Whether a word went out on a ticket, or on those merged into it, since a promise began."""
    said = (thing for thing in world.things.values() if isinstance(thing, SaidNow) and thing.told_at)
    return any(one.ticket in world.joined(number) and one.told_at >= since for one in said if one.told_at)


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
