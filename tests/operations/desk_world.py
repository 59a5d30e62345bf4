"""A desk in plain Python: its things, and the steps that led to them; no part of the program is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

OPEN = ("new", "open", "waiting")
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
    """Something said, known by its text: about a ticket, else to a customer.

    `told_at` is when it went out, and `to` whom it went to, where that is known.
    """

    ticket: int | None
    customer: int | None
    told_at: datetime | None = None
    to: int | None = None


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
                    ("customer", getattr(thing, "to", None)),
                    ("ticket", getattr(thing, "ticket", None)),
                }
        return {key for key in touched if key[1] is not None}

    def stays(self, number: int) -> int:
        """The ticket that the matter of a ticket is dealt with under."""
        into = self.ticket(number).merged_into
        return self.stays(into) if into else number

    def customers(self, number: int) -> set[int | None]:
        """The customers of a ticket and of those that were merged into it."""
        return {self.ticket(one).customer for one in self.joined(number)}

    def joined(self, number: int) -> set[int]:
        """A ticket and those that were merged into it, and into them."""
        found = {number}
        while more := {one for one in self.keys("ticket") if self.ticket(one).merged_into in found} - found:
            found |= more
        return found
