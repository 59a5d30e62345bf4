"""Somebody is away: a deputy stands in, and sees on Today what is waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.today import today
from servicedesk.operations import staff
from servicedesk.operations.staff import NewStaff
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import BadValue, NotPermitted, Refused
from tests.support import ACCOUNT, CommandLine


@pytest.fixture
def deputy(desk: Desk, clock: FrozenClock) -> Desk:
    """The desk as Chen Jie, a receptionist, sees it."""
    staff.add(desk, NewStaff("Chen Jie"))
    return open_desk(desk.store, account=ACCOUNT, staff="chen.jie", clock=clock)


def test_the_deputy_sees_the_work_while_somebody_is_away_and_no_longer(
    desk: Desk, deputy: Desk, clock: FrozenClock
) -> None:
    open_ticket(desk, NewTicket("漏水", caller="王先生", assignee="li.na"))
    assert today(deputy) == []
    row = staff.away(desk, "li.na", clock.at + timedelta(days=2), "chen.jie")
    assert (row.deputy, row.is_away(clock.at)) == ("chen.jie", True)
    assert [row.text for row in today(deputy)] == ["漏水"]
    assert staff.back(desk, "li.na")[1] is False
    assert staff.back(desk, "li.na")[1] is True
    assert today(deputy) == []


def test_an_absence_ends_by_itself(desk: Desk, deputy: Desk, clock: FrozenClock) -> None:
    staff.away(desk, "li.na", clock.at + timedelta(minutes=10), "chen.jie")
    open_ticket(desk, NewTicket("漏水", caller="王先生", assignee="li.na"))
    assert len(today(deputy)) == 1
    clock.at += timedelta(minutes=11)
    assert today(deputy) == []


def test_one_tells_ones_own_absence_and_an_administrator_anybodys(
    desk: Desk, deputy: Desk, clock: FrozenClock
) -> None:
    until = clock.at + timedelta(days=1)
    assert staff.away(deputy, "me", until).handle == "chen.jie"
    with pytest.raises(NotPermitted):
        staff.away(deputy, "li.na", until)
    assert staff.away(desk, "chen.jie", until).away_until == until


def test_nobody_stands_in_for_herself_or_while_away_and_no_absence_lies_in_the_past(
    desk: Desk, deputy: Desk, clock: FrozenClock
) -> None:
    until = clock.at + timedelta(days=1)
    with pytest.raises(Refused):
        staff.away(desk, "li.na", until, "li.na")
    staff.away(deputy, "me", until)
    with pytest.raises(Refused):
        staff.away(desk, "li.na", until, "chen.jie")
    with pytest.raises(BadValue):
        staff.away(desk, "li.na", clock.at - timedelta(minutes=1))


def test_away_and_back_on_the_command_line(cli: CommandLine) -> None:
    cli("staff", "new", "Chen Jie")
    gone = cli("staff", "away", "li.na", "--until", "2026-11-27T18:00", "--deputy", "chen.jie", "--json")
    assert gone.code == 0
    assert gone.json["away_until"] == "2026-11-27T18:00:00+08:00"
    assert gone.json["deputy"] == "chen.jie"
    assert "away until Fri 27 Nov 18:00" in gone.err
    assert cli("staff", "back", "li.na", "--json").json["away_until"] is None
    assert "was not away" in cli("staff", "back", "li.na").err
    assert cli("staff", "away", "li.na").code == 2
