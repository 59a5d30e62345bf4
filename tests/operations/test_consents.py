"""Consents given and withdrawn, restriction and legal hold, and the gate that every list asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import callbacks as callback_rows
from servicedesk.lookups.card import timeline
from servicedesk.lookups.consents import coverage, gate, ledger, rights
from servicedesk.lookups.timelines import told
from servicedesk.operations import leases
from servicedesk.operations.callbacks import NewCallback, plan
from servicedesk.operations.consents import give, withdraw
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.rights import ask_correction, end_hold, hold, lift, restrict
from servicedesk.operations.tickets import NewTicket, open_ticket, resolve
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from tests.support import ACCOUNT, HOSTILE, as_role


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", phones=("138 0013 8000",))).number


def test_a_consent_keeps_the_words_the_way_who_took_it_and_when(desk: Desk, wang: int) -> None:
    line = give(desk, wang, "营销", "微信", wording=f"  {HOSTILE}  ", how="on the phone").line
    assert (line.purpose, line.channel, line.given, line.holds) == ("marketing", "wechat", True, True)
    assert (line.wording, line.how, line.who, line.at) == (
        HOSTILE.strip(),
        "on the phone",
        "li.na",
        desk.now(),
    )
    newest = told(desk, timeline(desk, wang))[0]
    assert newest.kind == "customer.consent_given"
    assert "offers and care by WeChat: given" in newest.text


def test_withdrawing_is_one_step_and_the_ledger_keeps_both(desk: Desk, clock: FrozenClock, wang: int) -> None:
    give(desk, wang, "marketing", "email")
    clock.at += timedelta(days=1)
    withdraw(desk, wang, "marketing", "email", how="by e-mail")
    lines = ledger(desk, wang)
    assert [(line.given, line.holds) for line in lines] == [(True, False), (False, True)]
    assert gate(desk, [wang], "marketing", "email")[wang][:2] == (False, "withdrawn")
    assert gate(desk, [wang], "marketing", "email")[wang].since == clock.at


def test_saying_the_same_twice_adds_no_line(desk: Desk, wang: int) -> None:
    assert not give(desk, wang, "marketing", wording="2026").already
    assert give(desk, wang, "marketing").already
    assert give(desk, wang, "marketing", "phone").already
    assert not give(desk, wang, "marketing", wording="2027").already
    assert not give(desk, wang, "marketing", how="当面 [/b]").already
    assert give(desk, wang, "marketing", how="当面 [/b]").already
    assert not withdraw(desk, wang, "marketing", "phone").already
    assert withdraw(desk, wang, "marketing", "phone").already
    assert not give(desk, wang, "marketing").already
    assert len(ledger(desk, wang)) == 5


def test_a_consent_recorded_by_mistake_can_be_undone(desk: Desk, wang: int) -> None:
    give(desk, wang, "marketing")
    undo_last(desk)
    assert ledger(desk, wang) == []
    assert not gate(desk, [wang], "marketing", "email")[wang].allowed


@pytest.mark.parametrize(
    ("purpose", "channel"), [("spam", "any"), ("marketing", "smoke"), ("marketing", "box")]
)
def test_what_nobody_knows_is_refused_by_name(desk: Desk, wang: int, purpose: str, channel: str) -> None:
    with pytest.raises(BadValue, match="Unknown"):
        give(desk, wang, purpose, channel)
    with pytest.raises(BadValue, match="Unknown"):
        gate(desk, [wang], purpose, channel)


def test_service_is_no_matter_of_consent(desk: Desk, wang: int) -> None:
    with pytest.raises(Refused, match="needs no consent"):
        withdraw(desk, wang, "service")


def test_a_file_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        give(desk, 9, "marketing")
    with pytest.raises(NotFound):
        ledger(desk, 9)
    assert gate(desk, [9], "marketing", "email") == {}


def test_giving_a_channel_she_opted_out_of_says_that_it_stays_shut(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"opt_outs": "email"})
    assert "e-mail" in give(desk, wang, "marketing", "email").notes[0]
    assert gate(desk, [wang], "marketing", "email")[wang].reason == "opted_out"
    assert give(desk, wang, "marketing", "wechat").notes == ()


def test_the_gate_answers_for_many_at_once(desk: Desk) -> None:
    many = [create(desk, NewCustomer(f"客户{number}")).number for number in range(1, 8)]
    give(desk, many[2], "marketing", "email")
    withdraw(desk, many[4], "marketing")
    found = gate(desk, many, "marketing", "email")
    assert [number for number, verdict in found.items() if verdict.allowed] == [many[2]]
    assert {found[many[4]].reason, found[many[0]].reason} == {"withdrawn", "no_consent"}
    assert [tuple(row) for row in coverage(desk)] == [
        ("marketing", "any", 0, 1),
        ("marketing", "email", 1, 0),
    ]


def test_the_firm_may_want_a_consent_for_more(desk: Desk, wang: int) -> None:
    assert gate(desk, [wang], "survey", "phone")[wang].allowed
    set_setting(desk, "consent.needed", "survey、营销")
    again = open_desk(desk.store.path, account=ACCOUNT, clock=desk.clock)
    assert gate(again, [wang], "survey", "phone")[wang].reason == "no_consent"
    with pytest.raises(BadValue):
        set_setting(desk, "consent.needed", "service")


def test_a_restricted_file_is_used_for_nothing_until_a_supervisor_lifts_it(desk: Desk, wang: int) -> None:
    restrict(as_role(desk, "receptionist"), wang, "she says the number is not hers")
    assert gate(desk, [wang], "service", "phone")[wang].reason == "restricted"
    assert restrict(desk, wang, "again").already
    with pytest.raises(NotPermitted):
        lift(as_role(desk, "receptionist"), wang)
    lift(as_role(desk, "supervisor"), wang)
    assert gate(desk, [wang], "service", "phone")[wang].allowed
    assert lift(desk, wang).already


def test_a_legal_hold_has_a_reason_and_an_end(desk: Desk, wang: int) -> None:
    with pytest.raises(BadValue):
        hold(desk, wang, "  ")
    hold(desk, wang, "法院 2026-17")
    assert rights(desk, wang).row.legal_hold == "法院 2026-17"
    assert hold(desk, wang, "法院 2026-17").already
    end_hold(desk, wang)
    assert end_hold(desk, wang).already


def test_a_correction_asked_for_is_a_ticket_with_a_due_time(desk: Desk, wang: int) -> None:
    ticket = ask_correction(desk, wang, "The birthday is wrong").ticket
    assert ticket.customer_number == wang
    assert ticket.tags == ("correction",)
    assert ticket.due_at is not None


def test_a_ticket_of_a_restricted_file_says_so(desk: Desk, wang: int) -> None:
    restrict(desk, wang, "a dispute")
    assert "restricted" in open_ticket(desk, NewTicket("漏水", customer=wang)).notes[0]


@pytest.mark.parametrize(("promised", "warned"), [(True, False), (False, True)])
def test_a_call_made_by_hand_warns_and_a_promised_one_is_service(
    desk: Desk, wang: int, promised: bool, warned: bool
) -> None:
    withdraw(desk, wang, "follow_up", "phone")
    made = plan(desk, NewCallback(wang, desk.now() + timedelta(hours=1), "ask", promised=promised))
    assert any("may not be rung" in note for note in made.notes) is warned


def test_no_call_is_planned_after_service_for_one_who_does_not_want_it(desk: Desk, wang: int) -> None:
    withdraw(desk, wang, "follow_up")
    ticket = open_ticket(desk, NewTicket("噪音", customer=wang, kind="complaint")).ticket
    notes = resolve(desk, ticket.number, "settled", cause="manner", step="during").notes
    assert any("withdrew" in note for note in notes)


def test_run_mode_passes_over_whom_it_may_not_ring_and_says_why(desk: Desk, wang: int) -> None:
    promised_to = create(desk, NewCustomer("赵", phones=("13800138001",))).number
    plan(desk, NewCallback(wang, desk.now(), "our own reminder"))
    plan(desk, NewCallback(promised_to, desk.now(), "promised", promised=True))
    plan(desk, NewCallback(promised_to, desk.now(), "by hand"))
    for number in (wang, promised_to):
        withdraw(desk, number, "follow_up", "phone")
    first = leases.next_call(desk)
    assert first.call is not None
    assert (first.call.reason, first.passed) == ("promised", ())
    then = leases.next_call(desk, skip={first.call.id})
    assert then.call is None
    assert [(row.reason, row.may_ring(()).reason) for row in then.passed] == [
        ("our own reminder", "withdrawn"),
        ("by hand", "withdrawn"),
    ]


@pytest.mark.parametrize("limit", ["restricted", "opted_out", "withdrawn", ""])
def test_the_list_of_calls_says_who_may_not_be_rung_and_why(desk: Desk, wang: int, limit: str) -> None:
    number = plan(desk, NewCallback(wang, desk.now(), "ask")).callback.id
    if limit == "restricted":
        restrict(desk, wang, "a dispute")
    elif limit == "opted_out":
        edit(desk, wang, {"opt_outs": "phone"})
    elif limit:
        withdraw(desk, wang, "follow_up")
        withdraw(desk, wang, "survey")
    verdict = callback_rows.callback(desk, number).may_ring(desk.firm.needs_consent)
    assert (verdict.allowed, verdict.reason) == (not limit, limit or "not_needed")
