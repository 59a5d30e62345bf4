"""Calls we owe, contacts, and taking back, as steps of a state machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from servicedesk.operations import callbacks, contacts, undo
from servicedesk.problems import Conflict, Refused
from servicedesk.rules.worktime import next_opening
from tests.operations import desk_model as model
from tests.operations.desk_tickets import PICK, TicketWork
from tests.operations.desk_world import OPEN, CallNow, Key, SaidNow, Step, Thing, Things

OUTCOMES = st.sampled_from(["reached", "no_answer", "busy", "call_later", "wrong_number", "declined"])
_customers = precondition(lambda self: self.has("customer"))
_calls = precondition(lambda self: self.has("call"))
_steps = precondition(lambda self: any(not step.undone for step in self.world.steps))


class DeskDays(TicketWork):
    """Days at the desk: everything that two people do there."""

    @_customers
    @rule(pick=PICK, hours=st.integers(1, 60), promised=st.booleans(), about=st.booleans())
    def a_call_is_planned(self, pick: int, hours: int, promised: bool, about: bool) -> None:
        customer, at = self.some("customer", pick), self.soon(hours)
        named = self.some("ticket", pick) if about and self.has("ticket") else None
        ticket = self.world.stays(named) if named else None
        new = callbacks.NewCallback(customer, at, self.word(), promised=promised, ticket=named)
        origin = "promised" if promised else "manual"
        self.act(
            dict,
            lambda desk: callbacks.plan(desk, new),
            learn=lambda acted: {
                ("call", acted.callback.id): CallNow(customer, ticket, origin, "due", 0, None, at)
            },
        )

    @_calls
    @rule(pick=PICK, outcome=OUTCOMES)
    def a_call_is_made(self, pick: int, outcome: str) -> None:
        number, text = self.some("call", pick), self.word()
        call, later = self.world.call(number), self.soon(3) if outcome == "call_later" else None

        def after() -> Things:
            came_to = model.called(call, outcome, later)
            if came_to.state == "due" and later is None:
                came_to = replace(
                    came_to, due_at=next_opening(self.desk.hours, self.clock.at + _pause(came_to))
                )
            told: dict[Key, Thing | None] = {("call", number): came_to}
            told["said", text] = SaidNow(None, call.customer)
            if call.ticket:
                told["said", text] = SaidNow(
                    call.ticket, None, self.clock.at if outcome == "reached" else None
                )
            if call.ticket and outcome == "reached" and self.world.ticket(call.ticket).status in OPEN:
                told["ticket", call.ticket] = replace(self.world.ticket(call.ticket), answered=True)
            return told

        self.act(after, lambda desk: callbacks.log(desk, number, outcome, text, later))

    @_calls
    @rule(pick=PICK, hours=st.integers(0, 60))
    def a_call_is_moved(self, pick: int, hours: int) -> None:
        number = self.some("call", pick)
        call = self.world.call(number)
        to = self.soon(hours) if hours else call.due_at
        if self.desk.local(to).date() >= self.desk.local(self.clock.at).date():
            self.act(
                lambda: {("call", number): model.moved(call, to)},
                lambda desk: callbacks.reschedule(desk, number, to, self.word()),
            )

    @_calls
    @rule(pick=PICK)
    def a_call_is_dropped(self, pick: int) -> None:
        number = self.some("call", pick)
        self.act(
            lambda: {("call", number): model.dropped(self.world.call(number))},
            lambda desk: callbacks.cancel(desk, number, self.word()),
        )

    @_customers
    @rule(pick=PICK, direction=st.sampled_from(["in", "out"]), keep=st.booleans())
    def a_contact_is_logged(self, pick: int, direction: str, keep: bool) -> None:
        customer, text = self.some("customer", pick), self.word()
        new = contacts.NewContact(customer, text, direction=direction, keep_callbacks=keep)

        def after() -> Things:
            rung = model.rung(self.world.calls().items(), customer) if direction == "in" and not keep else {}
            return {("said", text): SaidNow(None, customer), **rung}

        self.act(after, lambda desk: contacts.log_contact(desk, new))

    @precondition(lambda self: self.has("ticket"))
    @rule(pick=PICK, direction=st.sampled_from(["in", "out"]), neighbour=st.booleans())
    def a_contact_about_a_ticket_is_logged(self, pick: int, direction: str, neighbour: bool) -> None:
        named, text = self.some("ticket", pick), self.word()
        number = self.world.stays(named)
        ticket = self.world.ticket(number)
        theirs = self.world.customers(number)
        other = self.some("customer", pick) if neighbour and self.has("customer") else None
        customer = other or self.world.ticket(named).customer or ticket.customer
        new = contacts.NewContact(other, text, direction=direction, ticket=named)
        told_at = self.clock.at if direction == "out" else None

        def after() -> Things:
            told: dict[Key, Thing | None] = {("said", text): SaidNow(number, None, told_at, customer)}
            counts = customer in theirs if customer else not ticket.customer
            if counts and direction == "out" and ticket.status in OPEN:
                told["ticket", number] = replace(ticket, answered=True)
            if (
                counts
                and direction == "in"
                and (ticket.status, ticket.waiting_for) == ("waiting", "customer")
            ):
                told["ticket", number] = model.ended(ticket, "open")
            if direction == "in" and customer:
                told |= model.rung(self.world.calls().items(), customer)
            return told

        self.act(after, lambda desk: contacts.log_contact(desk, new))

    @rule()
    def the_newest_of_ones_own_is_taken_back(self) -> None:
        mine = [step for step in self.world.steps if step.staff == self.desk.actor.handle and not step.undone]
        if mine:
            self._take_back(mine[-1], newest=True)
            return
        try:
            undo.undo_last(self.desk)
        except Refused:
            return
        raise AssertionError("took back what nobody did")

    @_steps
    @rule(pick=PICK)
    def any_step_is_taken_back(self, pick: int) -> None:
        steps = [step for step in self.world.steps if not step.undone]
        self._take_back(steps[pick % len(steps)])

    @_steps
    @rule(pick=PICK)
    def what_was_taken_back_is_not_taken_back_again(self, pick: int) -> None:
        steps = [step for step in self.world.steps if step.undone]
        if steps:
            before = self.newest()
            try:
                undo.undo(self.desk, steps[pick % len(steps)].operation)
            except Refused:
                assert self.newest() == before
                return
            raise AssertionError("took back twice")

    def _take_back(self, step: Step, *, newest: bool = False) -> None:
        """Restores what was before where nobody worked on it since; else that, or a conflict and nothing."""
        before, stood_on = self.newest(), self.world.stood_on(step)
        self.steps_done += 1
        try:
            done = undo.undo_last(self.desk) if newest else undo.undo(self.desk, step.operation)
        except Conflict as problem:
            if not stood_on:
                raise AssertionError(f"a conflict with nobody: {problem.message}: {step}") from problem
            assert self.newest() == before
            return
        assert done.operation == step.operation
        step.undone = True
        if stood_on:
            self.world.shake(step)
            self.adopt({key for one in self.world.steps for key in one.before})
        else:
            self.world.take_back(step)
            self.compare(step.before)


def _pause(call: CallNow) -> timedelta:
    """How long until the next try: a busy line soon, an unanswered call in two hours, then on another day."""
    if call.last_outcome == "busy":
        return timedelta(minutes=15)
    return timedelta(hours=2) if call.attempts == 1 else timedelta(days=1)
