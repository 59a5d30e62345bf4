"""Calls that are owed: planned, tried, moved, ended; and who has one in hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import callbacks as looked_up
from servicedesk.lookups import tickets as ticket_rows
from servicedesk.operations import callbacks, customers, handling, leases, tickets, undo
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, Conflict, NotFound, NotPermitted, Refused
from servicedesk.store.chain import first_break
from tests.support import ACCOUNT, HOSTILE, START, as_role

HOUR = timedelta(hours=1)


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.create(desk, NewCustomer("王小明 Wang", phones=("138 0013 8000",))).number


def planned(desk: Desk, customer: int, **more: object) -> int:
    at = more.pop("at", START + HOUR)
    new = NewCallback(customer, at, "Is it dry?", **more)  # type: ignore[arg-type]
    return callbacks.plan(desk, new).callback.id


def kinds(desk: Desk, number: int) -> list[str]:
    with desk.store.reading() as reader:
        return [
            row[0] for row in reader.rows(f"SELECT kind FROM event WHERE callback_id = {number} ORDER BY id")
        ]


def test_a_promised_call_is_its_makers_and_keeps_the_time_asked_for(desk: Desk, customer: int) -> None:
    late = START + timedelta(hours=13)
    acted = callbacks.plan(desk, NewCallback(customer, late, HOSTILE, promised=True))
    row = acted.callback
    assert (row.due_at, row.owner, row.origin, row.promised) == (late, "li.na", "promised", True)
    assert row.reason == HOSTILE
    assert acted.notes == ("today 23:00 is outside calling hours; it was kept as asked",)
    assert kinds(desk, row.id) == ["callback.planned"]


def test_anyone_may_be_left_the_call(desk: Desk, customer: int) -> None:
    row = looked_up.callback(desk, planned(desk, customer, owner="anyone"))
    assert (row.owner, row.team, row.origin) == (None, None, "manual")


def test_a_day_that_has_passed_and_an_empty_reason_are_refused(desk: Desk, customer: int) -> None:
    with pytest.raises(BadValue, match="passed"):
        planned(desk, customer, at=START - timedelta(days=1))
    with pytest.raises(BadValue, match="no reason"):
        callbacks.plan(desk, NewCallback(customer, START, "  "))
    with pytest.raises(NotFound):
        planned(desk, customer, ticket=99)
    assert looked_up.callbacks(desk, due="all") == []


def test_somebody_who_wants_no_calls_is_planned_with_a_warning_and_shown(desk: Desk, customer: int) -> None:
    customers.edit(desk, customer, {"opt_outs": "phone"})
    acted = callbacks.plan(desk, NewCallback(customer, START, "r"))
    assert acted.notes == ("This customer may not be rung for it: the customer does not want this channel",)
    assert acted.callback.opted_out


# Outcome -> state, attempts kept, hours until the next try, owner afterwards.
OUTCOMES = [
    ("reached", "done", 1, None, "li.na"),
    ("declined", "done", 1, None, "li.na"),
    ("wrong_number", "given_up", 1, None, "li.na"),
    ("no_answer", "due", 1, 2, None),
    ("busy", "due", 1, 0.25, "li.na"),
]


@pytest.mark.parametrize(("outcome", "state", "attempts", "hours", "owner"), OUTCOMES)
def test_an_outcome_leads_to_the_next_try_or_the_end(
    desk: Desk, customer: int, outcome: str, state: str, attempts: int, hours: float | None, owner: str | None
) -> None:
    number = planned(desk, customer)
    row = callbacks.log(desk, number, outcome, HOSTILE).callback
    assert (row.state, row.attempts, row.last_outcome, row.owner) == (state, attempts, outcome, owner)
    assert row.due_at == START + (HOUR if hours is None else timedelta(hours=hours))
    assert row.last_attempt_at == START
    assert row.done_at == (None if state == "due" else START)
    assert row.needs_number == (outcome == "wrong_number")
    ending = [] if state == "due" else [f"callback.{state}"]
    assert kinds(desk, number) == ["callback.planned", "callback.attempted", *ending]


def test_every_try_leaves_a_contact_with_its_note(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    callbacks.log(desk, number, "no_answer", "voicemail 语音信箱")
    callbacks.log(desk, number, "busy", HOSTILE)
    said = looked_up.run_card(desk, number).last_said
    assert [(word.kind, word.direction, word.callback, word.text) for word in said] == [
        ("contact", "out", number, HOSTILE),
        ("contact", "out", number, "voicemail 语音信箱"),
    ]


def test_the_next_try_is_told_and_moved_into_calling_hours(
    desk: Desk, clock: FrozenClock, customer: int
) -> None:
    number = planned(desk, customer)
    assert callbacks.log(desk, number, "no_answer").notes == ("next try today 12:00",)
    clock.at = START + timedelta(hours=7, minutes=55)  # 17:55, five minutes before closing
    acted = callbacks.log(desk, number, "busy")
    assert acted.notes == ("next try Tue 24 Nov 08:30",)
    assert acted.callback.due_at == START + timedelta(hours=22.5)


def test_after_four_tries_it_waits_for_a_decision_and_a_new_time_revives_it(
    desk: Desk, customer: int
) -> None:
    number = planned(desk, customer)
    for _try in range(3):
        assert callbacks.log(desk, number, "no_answer").callback.state == "due"
    acted = callbacks.log(desk, number, "no_answer")
    assert (acted.callback.state, acted.callback.attempts) == ("given_up", 4)
    assert "decision" in acted.notes[0]
    assert [row.id for row in looked_up.callbacks(desk, state="given_up")] == [number]
    with pytest.raises(Refused, match="given up"):
        callbacks.log(desk, number, "reached")
    again = callbacks.reschedule(desk, number, START + 5 * HOUR, "works nights").callback
    assert (again.state, again.attempts, again.due_at) == ("due", 0, START + 5 * HOUR)


def test_a_call_asked_for_later_is_kept_as_asked_and_uses_no_try(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    night = START + timedelta(hours=13)
    acted = callbacks.log(desk, number, "call_later", at=night)
    assert (acted.callback.due_at, acted.callback.attempts) == (night, 0)
    assert acted.notes[1].endswith("kept as asked")
    with pytest.raises(BadValue):
        callbacks.log(desk, number, "call_later")
    with pytest.raises(BadValue):
        callbacks.log(desk, number, "reached", at=night)


def test_scores_are_one_to_five_and_come_from_somebody_reached(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    for outcome, score in (("reached", 0), ("reached", 6), ("no_answer", 4), ("customer_rang", None)):
        with pytest.raises(BadValue):
            callbacks.log(desk, number, outcome, score=score)
    assert callbacks.log(desk, number, "reached", score=5).callback.score == 5


def test_logging_the_same_again_is_friendly_and_something_else_is_refused(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    callbacks.log(desk, number, "reached")
    assert callbacks.log(desk, number, "reached").already
    for act in (
        lambda: callbacks.log(desk, number, "no_answer"),
        lambda: callbacks.reschedule(desk, number, START + HOUR, "r"),
        lambda: callbacks.cancel(desk, number, "r"),
    ):
        with pytest.raises(Refused, match="has ended: done"):
            act()
    assert kinds(desk, number).count("callback.attempted") == 1


def test_reached_is_a_word_on_the_ticket_and_never_closes_it(
    desk: Desk, clock: FrozenClock, customer: int
) -> None:
    ticket = tickets.open_ticket(desk, NewTicket("漏水", customer=customer)).ticket
    number = planned(desk, customer, ticket=ticket.number)
    callbacks.log(desk, number, "no_answer")
    assert ticket_rows.ticket(desk, ticket.number).first_responded_at is None
    clock.at += 5 * timedelta(minutes=1)
    callbacks.log(desk, number, "reached")
    after = ticket_rows.ticket(desk, ticket.number)
    assert after.first_responded_at == clock.at
    assert after.status in {"new", "open"}
    with desk.store.reading() as reader:
        assert first_break(reader) is None


def test_a_call_on_resolved_work_changes_no_clock(desk: Desk, customer: int) -> None:
    ticket = tickets.open_ticket(desk, NewTicket("水管", customer=customer)).ticket.number
    handling.reply(desk, ticket, "on the way")
    tickets.resolve(desk, ticket, "done")
    before = ticket_rows.ticket(desk, ticket)
    callbacks.log(desk, planned(desk, customer, ticket=ticket), "reached")
    assert ticket_rows.ticket(desk, ticket) == before


def test_moving_and_cancelling_say_why_and_asking_twice_is_friendly(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    assert callbacks.reschedule(desk, number, START + 3 * HOUR, "at work").callback.due_at == START + 3 * HOUR
    assert callbacks.reschedule(desk, number, START + 3 * HOUR, "at work").already
    assert callbacks.cancel(desk, number, "rang herself").callback.state == "cancelled"
    assert callbacks.cancel(desk, number, "rang herself").already
    assert kinds(desk, number) == ["callback.planned", "callback.rescheduled", "callback.cancelled"]


def test_a_stale_version_is_a_conflict_and_an_unknown_role_may_nothing(desk: Desk, customer: int) -> None:
    number = planned(desk, customer)
    callbacks.log(desk, number, "busy")
    with pytest.raises(Conflict):
        callbacks.log(desk, number, "reached", if_version=1)
    with pytest.raises(NotPermitted):
        callbacks.cancel(as_role(desk, "visitor"), number, "r")


class TestLeases:
    def test_two_callers_never_get_the_same_call(self, desk: Desk, customer: int) -> None:
        first, second = (planned(desk, customer, at=START, owner="anyone") for _number in range(2))
        other = open_desk(desk.store, account=ACCOUNT, staff="system", clock=desk.clock)
        mine, theirs = leases.next_due(desk), leases.next_due(other)
        assert mine
        assert theirs
        assert (mine.id, mine.leased_by, mine.leased_until) == (first, "li.na", START + timedelta(minutes=10))
        assert theirs.id == second
        assert leases.next_due(desk) == mine
        with pytest.raises(Conflict, match="has this call in hand"):
            leases.lease(other, first)

    def test_a_lease_ends_by_itself_by_release_and_by_logging(
        self, desk: Desk, clock: FrozenClock, customer: int
    ) -> None:
        number = planned(desk, customer, at=START)
        other = open_desk(desk.store, account=ACCOUNT, staff="system", clock=clock)
        leases.lease(desk, number)
        assert leases.next_due(other) is None
        leases.release(other, number)
        assert looked_up.callback(desk, number).leased_by == "li.na"
        leases.release(desk, number)
        assert leases.lease(other, number).leased_by == "system"
        clock.at += timedelta(minutes=10)
        assert leases.lease(desk, number).leased_by == "li.na"
        assert callbacks.log(desk, number, "busy").callback.leased_by is None

    def test_a_lease_is_no_event_and_no_new_version(self, desk: Desk, customer: int) -> None:
        number = planned(desk, customer, at=START)
        version = looked_up.callback(desk, number).version
        leases.lease(desk, number)
        assert looked_up.callback(desk, number).version == version
        assert kinds(desk, number) == ["callback.planned"]

    def test_mine_come_first_then_what_was_promised(self, desk: Desk, customer: int) -> None:
        nobodys = planned(desk, customer, at=START - HOUR, owner="anyone")
        promised = planned(desk, customer, at=START + timedelta(minutes=9), promised=True)
        mine = planned(desk, customer, at=START - HOUR)
        planned(desk, customer, at=START + timedelta(minutes=11), promised=True)
        planned(desk, customer, at=START + timedelta(minutes=9))
        taken: list[int] = []
        while row := leases.next_due(desk, skip=taken):
            taken.append(row.id)
        assert taken == [promised, mine, nobodys]

    def test_there_is_no_such_call(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            leases.lease(desk, 7)
        assert leases.next_due(desk) is None


def test_a_logged_call_is_undone_as_one_whoever_took_it_in_hand_meanwhile(desk: Desk, customer: int) -> None:
    ticket = tickets.open_ticket(desk, NewTicket("漏水", customer=customer)).ticket.number
    number = planned(desk, customer, at=START, ticket=ticket)
    before = looked_up.callback(desk, number)
    leases.lease(desk, number)
    callbacks.log(desk, number, "reached", "all dry")
    undo.undo_last(desk)
    assert looked_up.callback(desk, number)._replace(version=before.version) == before
    assert ticket_rows.ticket(desk, ticket).first_responded_at is None
    callbacks.log(desk, number, "no_answer")
    leases.lease(desk, number)
    undo.undo_last(desk)
    row = looked_up.callback(desk, number)
    assert (row.attempts, row.last_outcome, row.owner, row.leased_by) == (0, None, "li.na", "li.na")
