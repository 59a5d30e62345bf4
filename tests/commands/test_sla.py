"""`servicedesk sla`: the ledger of a ticket, the calculator, and counting anew."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.checkup import checkup
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.tickets import NewTicket
from tests.support import CommandLine


def _waited(desk: Desk, clock: FrozenClock) -> int:
    """A request that waited an hour for its customer."""
    number = tickets.open_ticket(desk, NewTicket("漏水 [/b]", caller="王小明")).ticket.number
    clock.at += timedelta(minutes=10)
    handling.reply(desk, number, "师傅在路上")
    handling.wait(desk, number, waiting_for="customer")
    clock.at += timedelta(hours=1)
    handling.resume(desk, number)
    return number


def test_a_ledger_says_what_counted_and_who_let_the_clock_stand(
    cli: CommandLine, desk: Desk, clock: FrozenClock
) -> None:
    number = _waited(desk, clock)
    ran = cli("sla", "explain", str(number), "--json")
    told = json.loads(ran.out)
    by_name = {one["name"]: one for one in told["clocks"]}
    assert by_name["first_response"]["state"] == "met"
    resolution = by_name["resolution"]
    assert [row["why"] for row in resolution["ledger"]] == ["counted", "waiting", "counted"]
    assert resolution["ledger"][1]["by"] == "Li Na"
    assert sum(row["minutes"] for row in resolution["ledger"]) == 24 * 60
    assert resolution["ledger"][-1]["to"] == resolution["due_at"]
    people = cli("sla", "explain", str(number)).out
    assert "waiting for the customer (Li Na)" in people
    chinese = cli("--lang", "zh_CN", "sla", "explain", str(number)).out
    assert "等待客户" in chinese
    assert "首次响应" in chinese


def test_another_priority_is_tried_without_changing_anything(
    cli: CommandLine, desk: Desk, clock: FrozenClock
) -> None:
    number = _waited(desk, clock)
    own = json.loads(cli("sla", "explain", str(number), "--json").out)
    urgent = json.loads(cli("sla", "explain", str(number), "--priority", "紧急", "--json").out)
    assert urgent["calendar"] == "always"
    assert urgent["clocks"][0]["length"] == "5m"
    assert json.loads(cli("sla", "explain", str(number), "--json").out) == own
    assert cli("sla", "explain", str(number), "--calendar", "moon").code == 2
    assert cli("sla", "explain", "999").code == 3


def test_the_calculator_counts_both_ways(cli: CommandLine) -> None:
    ahead = json.loads(
        cli(
            "sla", "due", "--start", "2026-11-27T16:00", "--minutes", "300", "--calendar", "office", "--json"
        ).out
    )
    assert ahead["due_at"] == "2026-11-28T11:30:00+08:00"
    assert [row["to"][11:16] for row in ahead["worked"]] == ["18:00", "11:30"]
    back = json.loads(
        cli("sla", "due", "--start", "2026-11-27T16:00", "--until", "2026-11-28T11:30", "--json").out
    )
    assert back["minutes"] == 300
    neither = cli("sla", "due", "--start", "now")
    assert neither.code == 2
    assert "--minutes" in neither.err
    assert cli("sla", "due", "--start", "2026-11-28", "--until", "2026-11-27").code == 2


def test_another_policy_holds_for_open_work_at_once(cli: CommandLine, desk: Desk, clock: FrozenClock) -> None:
    number = _waited(desk, clock)
    rules = [{"calendar": "office", "first_response": "2h", "resolution": "3wd"}]
    set_setting(desk, "promises", json.dumps(rules))
    told = json.loads(cli("sla", "explain", str(number), "--json").out)
    kept = json.loads(cli("ticket", "show", str(number), "--json").out)
    resolution = next(one for one in told["clocks"] if one["name"] == "resolution")
    assert resolution["length"] == "3wd"
    assert kept["resolution_due_at"] == resolution["due_at"]
    assert [row["days"] for row in resolution["ledger"] if row["days"]] == [1, 1, 1]


def test_the_doctor_finds_a_due_time_that_its_history_does_not_lead_to(
    cli: CommandLine, desk: Desk, clock: FrozenClock
) -> None:
    number = _waited(desk, clock)
    with closing(sqlite3.connect(desk.store.path)) as file, file:
        file.execute("UPDATE ticket SET resolution_due_at = '2026-12-24 12:00:00.000000'")
    found = {check.name: check for check in checkup(desk.store.path)}["promises"]
    assert found.state == "bad"
    assert str(number) in found.detail
    assert "1 ticket falls due at another time" in cli("sla", "recount").err
    assert {check.name: check.state for check in checkup(desk.store.path)}["promises"] == "ok"
    assert "Every due time is right" in cli("sla", "recount").err


def test_the_doctor_names_a_calendar_that_a_promise_counts_by_and_that_is_gone(
    desk: Desk, clock: FrozenClock
) -> None:
    _waited(desk, clock)
    with closing(sqlite3.connect(desk.store.path)) as file, file:
        file.execute("DELETE FROM calendar WHERE name = 'office'")
    found = {check.name: check for check in checkup(desk.store.path)}["promises"]
    assert (found.state, found.detail) == ("bad", "There is no calendar office")
