"""The verbs on customers, tickets and tasks, as steps of a state machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from servicedesk.lookups import callbacks as looked_up
from servicedesk.lookups import tickets as seen
from servicedesk.operations import customers, handling, relations, tasks, tickets
from servicedesk.problems import Conflict
from tests.operations import desk_model as model
from tests.operations.desk_machine import DeskMachine
from tests.operations.desk_world import (
    Already,
    CallNow,
    CustomerNow,
    Key,
    Refusal,
    SaidNow,
    Step,
    TaskNow,
    Thing,
    Things,
    TicketNow,
)

PICK = st.integers(0, 1_000)
PRIORITIES = st.sampled_from(["low", "normal", "high", "urgent"])
KINDS = st.sampled_from(["request", "repair", "enquiry", "suggestion"])


def _needs(kind: str) -> Callable[[Any], Any]:
    """A step that is only possible where there is something of a kind."""
    return precondition(lambda self: self.has(kind))


class TicketWork(DeskMachine):
    """Work on tickets, each verb as the manual has it."""

    @rule(minutes=st.integers(1, 2_000), person=st.integers(0, 1))
    def time_passes_and_somebody_takes_over(self, minutes: int, person: int) -> None:
        self.clock.at += timedelta(minutes=minutes)
        self.desk = self.people[person]

    @rule()
    def a_customer_is_filed(self) -> None:
        name = self.word()
        self.act(
            dict,
            lambda desk: customers.create(desk, customers.NewCustomer(name=name)),
            learn=lambda row: {("customer", row.number): CustomerNow(name)},
        )

    @_needs("customer")
    @rule(pick=PICK, archive=st.booleans())
    def a_file_is_edited(self, pick: int, archive: bool) -> None:
        number = self.some("customer", pick)
        name = self.word()
        after = CustomerNow(name, archive)
        values = {"name": name, "archived": "yes" if archive else "no"}
        self.act(lambda: {("customer", number): after}, lambda desk: customers.edit(desk, number, values))

    @rule(pick=PICK, kind=KINDS, priority=PRIORITIES, known=st.booleans())
    def a_ticket_is_opened(self, pick: int, kind: str, priority: str, known: bool) -> None:
        customer = self.some("customer", pick) if known and self.has("customer") else None
        subject, at = self.word(), self.clock.at
        new = tickets.NewTicket(subject, customer=customer, kind=kind, priority=priority, caller="?")
        self.act(
            dict,
            lambda desk: tickets.open_ticket(desk, new),
            learn=lambda acted: {
                ("ticket", acted.ticket.number): TicketNow(subject, kind, priority, customer, at)
            },
        )

    @_needs("ticket")
    @rule(pick=PICK, stale=st.booleans())
    def a_ticket_is_edited_with_its_version(self, pick: int, stale: bool) -> None:
        number = self.some("ticket", pick)
        subject = self.word()
        version = self._version(number) - stale
        before = self.newest()
        if stale:
            try:
                tickets.edit(self.desk, number, {"subject": subject}, if_version=version)
            except Conflict:
                assert self.newest() == before
                return
            raise AssertionError("a stale edit went through")
        self.act(
            lambda: self._now(number, subject=subject),
            lambda desk: tickets.edit(desk, number, {"subject": subject}, if_version=version),
        )

    @_needs("ticket")
    @rule(pick=PICK, verb=st.sampled_from(["note", "reply", "escalate", "resolve", "reopen", "cancel"]))
    def something_is_said_on_a_ticket(self, pick: int, verb: str) -> None:
        number, text = self.some("ticket", pick), self.word()
        ticket = self.world.ticket(number)
        verbs: dict[str, tuple[Any, Any]] = {
            "note": (handling.note, lambda: model.taken_up(ticket)),
            "reply": (handling.reply, lambda: model.replied(ticket)),
            "escalate": (handling.escalate, lambda: replace(model.still_open(ticket), escalated=True)),
            "resolve": (tickets.resolve, lambda: model.resolved(ticket)),
            "reopen": (tickets.reopen, lambda: model.reopened(ticket, self.clock.at)),
            "cancel": (tickets.cancel, lambda: model.cancelled(ticket)),
        }
        operation, expected = verbs[verb]

        def after() -> Things:
            at = self.clock.at if verb == "reply" else None
            told: Things = {("ticket", number): expected(), ("said", text): SaidNow(number, None, at)}
            return {**told, **(self._withdrawn(number) if verb == "reopen" else {})}

        self.act(
            after, lambda desk: operation(desk, number, text), learn=lambda _acted: self._planned(number)
        )

    @_needs("ticket")
    @rule(pick=PICK, verb=st.sampled_from(["close", "resume"]))
    def a_ticket_is_closed_or_taken_up_again(self, pick: int, verb: str) -> None:
        number = self.some("ticket", pick)
        ticket = self.world.ticket(number)
        if verb == "close":
            self.act(
                lambda: {("ticket", number): model.closed(ticket)}, lambda desk: tickets.close(desk, number)
            )
        else:
            self.act(
                lambda: {("ticket", number): model.resumed(ticket)},
                lambda desk: handling.resume(desk, number),
            )

    @_needs("ticket")
    @rule(pick=PICK, to=st.sampled_from(["li.na", "chen.jing"]))
    def a_ticket_is_handed_over(self, pick: int, to: str) -> None:
        number = self.some("ticket", pick)
        self.act(
            lambda: {("ticket", number): model.assigned(self.world.ticket(number), to)},
            lambda desk: handling.assign(desk, number, to=to),
        )

    @_needs("ticket")
    @rule(pick=PICK, party=st.sampled_from(["customer", "supplier"]), hours=st.integers(0, 50))
    def a_ticket_waits(self, pick: int, party: str, hours: int) -> None:
        number = self.some("ticket", pick)
        until = self.soon(hours) if hours else None
        self.act(
            lambda: {("ticket", number): model.waiting(self.world.ticket(number), party, until)},
            lambda desk: handling.wait(desk, number, waiting_for=party, until=until),
        )
        self.waited.add(number)

    @_needs("ticket")
    @rule(picks=st.lists(PICK, min_size=1, max_size=3), level=PRIORITIES)
    def several_tickets_get_a_priority_as_one_act(self, picks: list[int], level: str) -> None:
        together, before = self.desk.in_batch(), len(self.world.steps)
        for number in {self.some("ticket", pick) for pick in picks}:
            self.act(
                lambda number=number: {  # type: ignore[misc]
                    ("ticket", number): model.prioritised(self.world.ticket(number), level)
                },
                lambda desk, number=number: handling.prioritise(desk, number, level),  # type: ignore[misc]
                desk=together,
            )
        done = self.world.steps[before:]
        if done:
            first = {key: thing for step in reversed(done) for key, thing in step.before.items()}
            last = {key: thing for step in done for key, thing in step.after.items()}
            self.world.steps[before:] = [Step(done[0].operation, done[0].staff, first, last)]

    @_needs("ticket")
    @rule(one=PICK, other=PICK)
    def tickets_are_merged(self, one: int, other: int) -> None:
        number, into = self.some("ticket", one), self.some("ticket", other)
        self.act(
            lambda: model.merged(self.world, number, into), lambda desk: relations.merge(desk, number, into)
        )

    @_needs("ticket")
    @rule(one=PICK, other=PICK)
    def tickets_are_linked(self, one: int, other: int) -> None:
        first, second = sorted((self.some("ticket", one), self.some("ticket", other)))
        key: Key = ("link", (first, second))

        def after() -> Things:
            if first == second:
                raise Refusal
            if key in self.world.things:
                raise Already
            return {key: True}

        self.act(after, lambda desk: relations.link(desk, first, second))

    @_needs("ticket")
    @rule(pick=PICK)
    def a_task_is_added(self, pick: int) -> None:
        number, text = self.some("ticket", pick), self.word()

        def after() -> Things:
            return {("ticket", number): model.still_open(self.world.ticket(number))}

        self.act(
            after,
            lambda desk: tasks.add(desk, number, text),
            learn=lambda acted: {("task", acted.task.number): TaskNow(number, text)},
        )

    @_needs("task")
    @rule(pick=PICK)
    def a_task_is_done(self, pick: int) -> None:
        number = self.some("task", pick)
        task = self.world.things["task", number]
        assert isinstance(task, TaskNow)

        def after() -> Things:
            if task.done:
                raise Already
            return {("task", number): replace(task, done=True)}

        self.act(after, lambda desk: tasks.done(desk, number))

    def _now(self, number: int, **values: Any) -> Things:
        return {("ticket", number): replace(self.world.ticket(number), **values)}

    def _version(self, number: int) -> int:
        return seen.ticket(self.desk, number).version

    def _withdrawn(self, number: int) -> Things:
        """The calls about the end of a ticket that goes on are not due any more."""
        return {
            ("call", one): replace(call, state="cancelled")
            for one, call in self.world.calls().items()
            if call.ticket == number and call.origin == "after_service" and call.state == "due"
        }

    def _planned(self, number: int) -> Things:
        """Calls that the firm's rules plan after a ticket is resolved; whether is the rule's own business."""
        known = set(self.world.keys("call"))
        planned: dict[Key, Thing | None] = {}
        for row in looked_up.callbacks(self.desk, due="all"):
            if row.id not in known:
                assert (row.ticket, row.origin) == (number, "after_service")
                planned["call", row.id] = CallNow(
                    row.customer_number, number, row.origin, "due", 0, None, row.due_at
                )
        return planned
