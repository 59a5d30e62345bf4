"""The past of a desk: what was open and overdue at a day's end, against a slow replay of its events."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations import callbacks, handling, tickets, undo
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import Problem
from servicedesk.reports.daily import daily
from servicedesk.store.times import from_stored, to_stored
from tests.support import START

DAYS = 6
OPEN = {"new", "open", "waiting"}
Rows = dict[tuple[str, int], dict[str, Any]]


def measured(desk: Desk, day: date) -> dict[str, Any]:
    return {one.code: one.value for one in daily(desk, day).measures}


def replayed(desk: Desk, until: datetime) -> Rows:
    """Every ticket and callback as it stood: the events in order, those undone left out, applied one by one."""
    with desk.store.reading() as reader:
        events = reader.rows(
            "SELECT e.happened_at, e.operation, e.undoes, b.body FROM event AS e"
            " JOIN event_body AS b ON b.event_id = e.id ORDER BY e.happened_at, e.id"
        )
    undone = {row[2] for row in events if row[2]}
    rows: Rows = {}
    for happened_at, operation, undoes, body in events:
        if happened_at >= to_stored(until) or undoes or operation in undone:
            continue
        for change in json.loads(body)["changes"]:
            place = (change["table"], change["key"][0])
            if change["after"] is None:
                rows.pop(place)
            else:
                rows.setdefault(place, {}).update(change["after"])
    return rows


def standing(rows: Rows, as_at: datetime) -> dict[str, int]:
    work = [row for (table, _number), row in rows.items() if table == "ticket" and row["status"] in OPEN]
    calls = [row for (table, _number), row in rows.items() if table == "callback" and row["state"] == "due"]
    now = to_stored(as_at)
    return {
        "open": len(work),
        "overdue": sum(bool(row["due_at"]) and row["due_at"] < now for row in work),
        "callbacks_due": sum(row["due_at"] < now for row in calls),
    }


def ages(rows: Rows, as_at: datetime) -> list[int]:
    """How many open tickets are less than one, three and seven days old, and older."""
    days = [
        (as_at - from_stored(row["opened_at"])) / timedelta(days=1)
        for (table, _number), row in rows.items()
        if table == "ticket" and row["status"] in OPEN
    ]
    limits = [0.0, 1.0, 3.0, 7.0, math.inf]
    return [sum(low <= age < high for age in days) for low, high in pairwise(limits)]


def told_ages(desk: Desk, day: date) -> list[int]:
    (found,) = (one for one in daily(desk, day).lists if one.code == "open_by_age")
    return [row[2] for row in found.rows if isinstance(row[2], int)] or [0, 0, 0, 0]


def some_verb(desk: Desk, luck: random.Random, count: int) -> Callable[[], object]:
    number = luck.randint(1, max(count, 1))
    customer = number % 3 + 1
    new = NewTicket(
        "漏水", phone=f"1380013800{customer}", kind=luck.choice(["repair", "complaint", "request"])
    )
    verbs: list[Callable[[], object]] = [
        lambda: tickets.open_ticket(desk, new),
        lambda: tickets.open_ticket(desk, new),
        lambda: handling.reply(desk, number, "coming"),
        lambda: handling.wait(desk, number, waiting_for=luck.choice(["customer", "supplier"])),
        lambda: handling.resume(desk, number),
        lambda: handling.prioritise(desk, number, luck.choice(["urgent", "low", "high"])),
        lambda: tickets.resolve(desk, number, "done", cause="delay", step="after"),
        lambda: tickets.resolve(desk, number, "done", cause="delay", step="after"),
        lambda: tickets.close(desk, number),
        lambda: tickets.reopen(desk, number, "again"),
        lambda: tickets.cancel(desk, number, "twice"),
        lambda: callbacks.plan(
            desk,
            NewCallback(customer, desk.now() + timedelta(hours=luck.randint(0, 30)), "r", promised=True),
        ),
        lambda: callbacks.log(desk, number, luck.choice(["reached", "no_answer", "wrong_number"])),
        lambda: callbacks.reschedule(desk, number, desk.now() + timedelta(hours=5), "later"),
        lambda: undo.undo_last(desk),
    ]
    return luck.choice(verbs)


@pytest.mark.parametrize("seed", range(3))
def test_every_past_evening_is_as_a_slow_replay_of_the_events_has_it(
    desk: Desk, clock: FrozenClock, seed: int
) -> None:
    luck, done = random.Random(seed), 0
    while clock.at < START + timedelta(days=DAYS):
        with suppress(Problem):
            some_verb(desk, luck, done // 4)()
            done += 1
        clock.at += timedelta(minutes=luck.randint(10, 120))
    zone, seen = desk.firm.zone, 0
    for distance in range(DAYS):
        day = desk.local(START).date() + timedelta(days=distance)
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
        found = measured(desk, day)
        expected = standing(replayed(desk, end), end)
        assert {code: found[code] for code in expected} == expected
        assert told_ages(desk, day) == ages(replayed(desk, end), end)
        seen += expected["overdue"]
    listed = {one.code: len(one.rows) for one in daily(desk, day).lists}
    assert (listed["overdue_tickets"], listed["callbacks_due"]) == (found["overdue"], found["callbacks_due"])
    assert done > 40
    assert seen > 0


@pytest.mark.parametrize("seed", range(10, 12))
def test_a_finished_days_report_never_changes_unless_something_is_undone(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(undo, "undo_last", lambda _desk: None)
    luck, done = random.Random(seed), 0
    finished: dict[date, dict[str, Any]] = {}
    while clock.at < START + timedelta(days=DAYS):
        with suppress(Problem):
            some_verb(desk, luck, done // 4)()
            done += 1
        clock.at += timedelta(minutes=luck.randint(10, 120))
        yesterday = desk.local(clock.at).date() - timedelta(days=1)
        if yesterday not in finished:
            finished[yesterday] = measured(desk, yesterday)
    assert len(finished) == DAYS + 1
    assert {day: measured(desk, day) for day in finished} == finished


def test_yesterdays_report_does_not_change_by_what_happens_today(desk: Desk, clock: FrozenClock) -> None:
    first, second, third = (
        tickets.open_ticket(desk, NewTicket(str(index), phone="13800138000", kind="repair")).ticket.number
        for index in range(3)
    )
    handling.reply(desk, first, "coming")
    tickets.resolve(desk, third, "done")
    call = callbacks.plan(desk, NewCallback(1, START + timedelta(hours=1), "r", promised=True)).callback.id
    clock.at += timedelta(days=1)
    before = daily(desk, desk.local(START).date())
    assert {one.code: one.value for one in before.measures}["open"] == 2
    tickets.resolve(desk, first, "done")
    handling.prioritise(desk, second, "low")
    handling.wait(desk, second, waiting_for="customer")
    tickets.reopen(desk, third, "again")
    callbacks.log(desk, call, "no_answer")
    tickets.open_ticket(desk, NewTicket("new", caller="?"))
    assert daily(desk, desk.local(START).date()).measures == before.measures
    undo.undo_last(desk)
    assert daily(desk, desk.local(START).date()).measures == before.measures
