"""Calls planned by the firm's rules when a ticket is resolved, and withdrawn when it is opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, Firm
from servicedesk.lookups import callbacks
from servicedesk.operations import customers, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from tests.support import START


def resolved(desk: Desk, **more: Any) -> tuple[int, tuple[str, ...]]:
    kind = more.pop("kind", "complaint")
    if not more.get("caller"):
        more.setdefault("phone", "13800138000")
    number = tickets.open_ticket(desk, NewTicket("噪音", kind=kind, **more)).ticket.number
    cause = {"cause": "delay", "step": "during"} if kind == "complaint" else {}
    return number, tickets.resolve(desk, number, "spoke with them", **cause).notes


def with_rules(desk: Desk, *rules: dict[str, Any]) -> Desk:
    plain = {
        "kinds": [], "priorities": [], "categories": [], "tickets": "any", "share": 100, "after": "1d wall",
        "max_attempts": 3, "reason_en": "After", "reason_zh": "回访", "script_en": "Say", "script_zh": "您好",
    }  # fmt: skip
    settings = {**desk.firm.settings, "callback_rules": [{**plain, **rule} for rule in rules]}
    return replace(desk, firm=Firm(settings))


def test_every_complaint_is_called_back_after_three_days(desk: Desk) -> None:
    number, notes = resolved(desk)
    (row,) = callbacks.callbacks(desk, due="all")
    assert (row.ticket, row.origin, row.owner, row.promised) == (number, "after_service", None, False)
    assert row.due_at == START + timedelta(days=3)
    assert row.reason == "After a complaint"
    assert row.script.startswith("This is the management office")
    assert notes == ("A callback is planned for Thu 26 Nov 10:00: After a complaint",)


def test_the_words_are_in_the_firms_language(desk: Desk) -> None:
    resolved(replace(desk, firm=Firm({**desk.firm.settings, "firm.language": "zh_CN"})))
    (row,) = callbacks.callbacks(desk, due="all")
    assert row.reason == "投诉回访"


def test_a_computed_time_is_moved_into_calling_hours(desk: Desk, clock: FrozenClock) -> None:
    clock.at = START + timedelta(hours=13)
    resolved(desk)
    (row,) = callbacks.callbacks(desk, due="all")
    assert desk.local(row.due_at).isoformat() == "2026-11-27T08:30:00+08:00"


def test_a_share_is_the_same_tickets_every_time(desk: Desk) -> None:
    shared = with_rules(desk, {"kinds": ["repair"], "share": 30})
    called = [bool(resolved(shared, kind="repair")[1]) for _ticket in range(60)]
    assert 8 <= sum(called) <= 28
    for number in range(1, 61):
        tickets.reopen(shared, number, "again")
        assert bool(tickets.resolve(shared, number, "done").notes) == called[number - 1]


@pytest.mark.parametrize(
    ("rule", "planned"),
    [
        ({"kinds": ["repair"]}, 1),
        ({"kinds": ["complaint"]}, 0),
        ({"priorities": ["urgent"]}, 1),
        ({"priorities": ["low"]}, 0),
        ({"categories": ["leak_flood", "lifts"]}, 1),
        ({"categories": ["lifts"]}, 0),
        ({"share": 0}, 0),
        ({"tickets": "first"}, 1),
        ({"tickets": "later"}, 0),
    ],
)
def test_a_rule_fits_by_kind_priority_category_share_and_turn(
    desk: Desk, rule: dict[str, Any], planned: int
) -> None:
    _number, notes = resolved(with_rules(desk, rule), kind="repair", category="leak_flood")
    assert len(notes) == planned


def test_first_and_later_tickets_of_one_customer(desk: Desk) -> None:
    both = with_rules(
        desk, {"tickets": "first", "reason_en": "1st"}, {"tickets": "later", "reason_en": "2nd"}
    )
    resolved(both, kind="repair")
    resolved(both, kind="repair")
    assert [row.reason for row in callbacks.callbacks(desk, due="all")] == ["1st", "2nd"]


def test_each_rule_that_fits_makes_a_call(desk: Desk) -> None:
    resolved(with_rules(desk, {}, {"after": "7d wall"}))
    due = [row.due_at - START for row in callbacks.callbacks(desk, due="all")]
    assert due == [timedelta(days=1), timedelta(days=7)]


def test_nothing_follows_from_history_or_for_an_unknown_caller(desk: Desk) -> None:
    assert resolved(desk, opened_at=START - timedelta(days=1))[1] == ()
    assert resolved(desk, caller="a voice")[1] == ()
    assert callbacks.callbacks(desk, due="all") == []
    assert len(resolved(desk, opened_at=START - timedelta(hours=2))[1]) == 1


def test_a_customer_who_wants_no_calls_gets_none_and_it_is_said(desk: Desk) -> None:
    customer = customers.create(desk, NewCustomer("Chen"))
    customers.edit(desk, customer.number, {"opt_outs": "email phone"})
    _number, notes = resolved(desk, customer=customer.number, phone="")
    assert notes == ("No callback is planned: the customer does not want this channel",)
    assert callbacks.callbacks(desk, due="all") == []


def test_reopening_withdraws_the_call_and_resolving_plans_another(desk: Desk) -> None:
    number, _notes = resolved(desk)
    tickets.reopen(desk, number, "noisy again")
    assert callbacks.callbacks(desk, due="all") == []
    tickets.resolve(desk, number, "spoke again")
    assert [row.id for row in callbacks.callbacks(desk, due="all")] == [2]
    assert [row.id for row in callbacks.callbacks(desk, state="cancelled")] == [1]
