"""Plays the plots through the real operations, in the order of time, with a clock that moves along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from servicedesk.clock import FrozenClock
from servicedesk.desk import Actor, Desk
from servicedesk.operations import callbacks, handling, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.demo.calls import Rounds
from servicedesk.operations.demo.plot import Plot, Step
from servicedesk.operations.demo.wishes import Wishes
from servicedesk.operations.demo.words import words
from servicedesk.operations.tickets import NewTicket

FRONT_DESK = ("li.na", "sun.yue")
Progress = Callable[[int, int], None]


class Moment(NamedTuple):
    """A step of a plot, as it stands in the order of time."""

    step: Step
    order: int
    plot: Plot


def moments(plots: Sequence[Plot]) -> list[Moment]:
    """Every step of every plot, earliest first; the opening comes before all others of its plot."""
    found = [
        Moment(step, order, plot)
        for order, plot in enumerate(plots)
        for step in (Step(plot.opened_at, "open"), *plot.steps)
    ]
    return sorted(found, key=lambda moment: (moment.step.at, moment.order))


class Player:
    """Acts as the staff of the practice desk, one step after the other."""

    def __init__(
        self, desk: Desk, clock: FrozenClock, staff: Mapping[str, Actor], customers: Sequence[int]
    ) -> None:
        self.clock = clock
        self.desks = {handle: replace(desk, actor=actor, clock=clock) for handle, actor in staff.items()}
        self.customers = customers
        self.numbers: dict[int, int] = {}

    def play(self, plots: Sequence[Plot], rounds: Rounds, wishes: Wishes) -> Iterator[int]:
        """Plays everything with the rounds of calls and what is wished in between; tells how many steps are done."""
        for done, moment in enumerate(moments(plots), 1):
            for at in rounds.due_before(moment.step.at):
                self.clock.at = at
                rounds.ring(self._front_desk(done))
            for at in wishes.due_before(moment.step.at):
                self.clock.at = at
                wishes.say(self._front_desk(done))
            self.clock.at = moment.step.at
            if moment.step.verb == "open":
                self._open(moment)
            else:
                self._go_on(moment)
            yield done

    def _open(self, moment: Moment) -> None:
        plot = moment.plot
        opened = tickets.open_ticket(
            self._front_desk(moment.order),
            NewTicket(
                subject=plot.told.subject.format(place=plot.household.premises),
                customer=self.customers[plot.caller],
                kind=plot.matter.kind,
                category=plot.matter.category,
                channel=plot.channel,
                description=plot.told.description,
                assignee=plot.owner,
            ),
        )
        self.numbers[moment.order] = opened.ticket.number

    def _go_on(self, moment: Moment) -> None:
        plot, step, number = moment.plot, moment.step, self.numbers[moment.order]
        front = self._front_desk(moment.order)
        owner = self.desks[plot.owner] if plot.owner else front
        say = words(plot.household.language)
        match step.verb:
            case "reply":
                handling.reply(front, number, plot.told.reply)
            case "update":
                handling.reply(owner, number, say.update[moment.order % len(say.update)])
            case "note":
                handling.note(owner, number, plot.told.note)
            case "wait_customer" | "wait_supplier":
                who = step.verb.removeprefix("wait_")
                handling.wait(owner, number, waiting_for=who, until=step.until)
            case "resolve":
                tickets.resolve(
                    owner, number, plot.told.resolution, cause=plot.matter.cause, step=plot.matter.step
                )
            case "close":
                tickets.close(front, number)
            case "reopen":
                tickets.reopen(front, number, say.reopening)
            case "cancel":
                tickets.cancel(front, number, say.cancellation)
            case "promise" if step.until:
                number_of = self.customers[plot.caller]
                call = NewCallback(number_of, step.until, say.promise, promised=True, ticket=number)
                callbacks.plan(front, call)

    def _front_desk(self, order: int) -> Desk:
        return self.desks[FRONT_DESK[order % 5 == 0]]
