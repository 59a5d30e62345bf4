"""The promise clock against the cases of five other suites; where we decided otherwise, it says why."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from servicedesk.rules.promises import (
    Duration,
    Promised,
    PromiseRule,
    due_times,
    earliest_unmet,
    next_update_due,
    shifted,
)
from servicedesk.rules.worktime import (
    Calendar,
    Span,
    add_minutes,
    add_working_days,
    is_open,
    minutes_between,
    next_opening,
    parse_hours,
    parse_spans,
    spans_on,
    worked,
)

pytestmark = pytest.mark.proof

Case = Mapping[str, Any]

# Operations the promise clock does not have.
NOT_OURS = {
    "add_working_days_end_of_day": "a promise of days ends at the same time of day, not at closing",
    "sub_business_days": "nothing is promised backwards",
    "is_holiday": "a calendar holds single days; rules that repeat every year are spelt out when imported",
    "behaviour": "told in words, with no times to compute",
}

# Our results where a written decision of ours differs from the source's.
DECIDED = {
    "S061": ({"end": "2006-01-05 18:00"}, "working days end at the same time, inside the hours or not"),
    "S105": ({"update_due": "2013-03-21 13:00"}, "the next word is owed after our last word"),
    "S107": (
        {"update_due": "2013-03-21 14:00"},
        "the next word is owed after our last word, not the customer's",
    ),
    "S111": ({"update_due": "2013-03-21 12:30"}, "the next word is owed from the beginning, whoever began"),
    "S113": (
        {"escalation_at": "2013-06-04 12:30", "first_response_due": "2013-06-04 12:30"},
        "reopening starts a new promise",
    ),
    "S123": (
        {"escalation_at": "2016-11-09 09:26:36", "update_due": "2016-11-09 09:26:36"},
        "seconds count; they are not cut off",
    ),
}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    folder = Path(os.environ["SERVICEDESK_PROOF_DATA"])
    found: list[Case] = json.loads((folder / "clock" / "sla_cases.json").read_text(encoding="utf-8"))["cases"]
    return found


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans_of(pairs: list[list[str]]) -> tuple[Span, ...]:
    return parse_spans(",".join("-".join(pair) for pair in pairs)) if pairs else ()


def without(spans: tuple[Span, ...], break_: Span) -> tuple[Span, ...]:
    pieces = [
        piece
        for span in spans
        for piece in (
            Span(span.start, min(span.end, break_.start)),
            Span(max(span.start, break_.end), span.end),
        )
    ]
    return tuple(piece for piece in pieces if piece.start < piece.end)


def calendar_of(case: Case) -> Calendar:
    given = case["calendar"]
    hours = "; ".join(
        f"{day} {','.join('-'.join(pair) for pair in pairs)}" for day, pairs in given["hours"].items()
    )
    week = parse_hours(hours)
    days = {date.fromisoformat(day): spans_of(pairs) for day, pairs in given.get("shifts", {}).items()}
    for day, pairs in given.get("breaks", {}).items():
        on = date.fromisoformat(day)
        for break_ in spans_of(pairs):
            days[on] = without(days.get(on, week[on.weekday()]), break_)
    days |= {date.fromisoformat(day): () for day in given.get("holidays", [])}
    return Calendar(case["id"], given["tz"], week, days)


def adding(case: Case) -> dict[str, Any]:
    calendar, start = calendar_of(case), moment(case["input"]["start"])
    return {
        "end": add_minutes(calendar, start, case["input"]["minutes"]),
        "starts": next_opening(calendar, start),
    }


def subtracting(case: Case) -> dict[str, Any]:
    """Counting back is checked forwards: from the expected end the clock must count the same minutes."""
    end = moment(case["expected"]["end"])
    counted = minutes_between(calendar_of(case), end, moment(case["input"]["start"]))
    return {"end": end if counted == case["input"]["minutes"] else None}


def adding_days(case: Case) -> dict[str, Any]:
    start = moment(case["input"]["start"])
    return {"end": add_working_days(calendar_of(case), start, case["input"]["days"])}


def counting(case: Case) -> dict[str, Any]:
    minutes = minutes_between(calendar_of(case), moment(case["input"]["start"]), moment(case["input"]["end"]))
    return {"seconds": minutes * 60}


def counting_days(case: Case) -> dict[str, Any]:
    after_last = moment(case["input"]["end"]) + timedelta(days=1)
    stretches = worked(calendar_of(case), moment(case["input"]["start"]), after_last)
    return {"days": len({stretch.start.date() for stretch in stretches})}


def replayed(case: Case) -> dict[str, Any]:
    """A ticket's events in order, answered by our rules as the desk would apply them.

    `first_response` only marks the first answer; `agent_contact` is a word that goes out.
    """
    office, minutes = calendar_of(case), case["input"]["sla_minutes"]
    clocks = {name: Duration(value, "working_minutes") for name, value in minutes.items() if value}
    rule = PromiseRule(
        (), (), case["id"], clocks.get("first_response"), clocks.get("update"), clocks.get("solution")
    )
    ticket = Replay(rule, office)
    for what, at in sorted(case["input"]["events"], key=lambda event: str(event[1])):
        ticket.happens(what, moment(at))
    return ticket.result()


class Replay:
    """One ticket under one rule: its due times, its pauses, and what was met in how many minutes."""

    def __init__(self, rule: PromiseRule, office: Calendar) -> None:
        self.rule, self.office, self.calendars = rule, office, {rule.calendar: office}
        self.due = Promised(None, None, None)
        self.created: datetime | None = None
        self.responded: datetime | None = None
        self.paused: datetime | None = None
        self.closed = False
        self.taken: dict[str, float] = {}
        self.given_back = 0.0

    def happens(self, what: str, at: datetime) -> None:
        if what in ("created", "created_pending"):
            self.created, self.due = at, due_times(self.rule, self.calendars, at)
        if what in ("pending", "created_pending"):
            self.paused = at
        if what == "open" and self.closed:
            self.closed, self.due = False, due_times(self.rule, self.calendars, at)
        elif what in ("open", "close", "closed"):
            self.resume(at)
        if what in ("close", "closed"):
            self.closed = True
            self.take("close", at)
        if what == "first_response":
            self.take("first_response", at)
        if what in ("first_response", "agent_contact"):
            self.responded = self.responded or at
        if what == "agent_contact":
            self.due = self.due._replace(next_update_due_at=next_update_due(self.rule, self.calendars, at))

    def resume(self, at: datetime) -> None:
        if self.paused is None:
            return
        promised = (self.rule.first_response, self.rule.next_update, self.rule.resolution)
        moved = [
            shifted(due, clock, self.office, self.paused, at) if due and clock else due
            for due, clock in zip(self.due, promised, strict=True)
        ]
        self.due = Promised(*moved)
        self.given_back += minutes_between(self.office, self.paused, at)
        self.paused = None

    def take(self, clock: str, at: datetime) -> None:
        assert self.created
        self.taken[clock] = minutes_between(self.office, self.created, at) - self.given_back

    def result(self) -> dict[str, Any]:
        due = Promised(None, None, None) if self.closed else self.due
        first, update, resolution = due
        promised = {"first_response": self.rule.first_response, "close": self.rule.resolution}
        return {
            "escalation_at": earliest_unmet(first, self.responded, update, resolution),
            "first_response_due": None if self.responded else first,
            "update_due": update,
            "close_due": resolution,
            **{f"{clock}_in_min": minutes for clock, minutes in self.taken.items()},
            **{
                f"{clock}_diff_in_min": wanted.amount - self.taken[clock]
                for clock, wanted in promised.items()
                if wanted and clock in self.taken
            },
        }


OURS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "add_minutes": adding,
    "sub_minutes": subtracting,
    "add_working_days": adding_days,
    "add_business_days": adding_days,
    "elapsed_seconds": counting,
    "business_days_between": counting_days,
    "is_open": lambda case: {"open": is_open(calendar_of(case), moment(case["input"]["at"]))},
    "is_working_day": lambda case: {
        "working_day": bool(spans_on(calendar_of(case), moment(case["input"]["at"]).date()))
    },
    "roll_forward": lambda case: {"end": next_opening(calendar_of(case), moment(case["input"]["start"]))},
    "ticket_timeline": replayed,
}

# Zammad's statistics of words exchanged, which no promise of ours needs.
NOT_MEASURED = {"update_in_min", "update_diff_in_min"}


def expected_of(case: Case) -> dict[str, Any]:
    decided, _why = DECIDED.get(case["id"], ({}, ""))
    wanted = {**case["expected"], **decided}
    return {
        name: moment(value) if isinstance(value, str) else value
        for name, value in wanted.items()
        if name not in NOT_MEASURED
    }


def test_every_operation_of_the_cases_is_answered_or_named(cases: list[Case]) -> None:
    assert {case["op"] for case in cases} == OURS.keys() | NOT_OURS.keys()


@pytest.mark.parametrize("op", OURS)
def test_the_clock_gives_the_expected_results(op: str, cases: list[Case]) -> None:
    wanted = {case["id"]: expected_of(case) for case in cases if case["op"] == op}
    results = {case["id"]: OURS[op](case) for case in cases if case["op"] == op}
    given = {number: {name: results[number].get(name) for name in wanted[number]} for number in wanted}
    assert given == wanted


def test_a_decision_of_ours_really_differs_from_the_source(cases: list[Case]) -> None:
    sources = {case["id"]: case["expected"] for case in cases}
    for number, (ours, why) in DECIDED.items():
        for name, value in ours.items():
            theirs = sources[number][name]
            assert theirs is None or moment(theirs) != moment(value), why
