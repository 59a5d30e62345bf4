"""Staff, teams, categories, queues and settings, on a real desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import firm as lookup
from servicedesk.lookups import queues as queue_lookup
from servicedesk.lookups import tickets as ticket_lookup
from servicedesk.lookups.firm_settings import setting
from servicedesk.operations import firm, handling, saved_queues, staff, tickets
from servicedesk.operations.firm import NewCategory, NewTeam
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.saved_queues import NewQueue
from servicedesk.operations.staff import NewStaff
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, Conflict, NotFound, NotPermitted, Problem, Refused
from tests.support import ACCOUNT, HOSTILE, as_role


def test_a_new_colleague_gets_a_handle_from_the_name_and_can_act(desk: Desk) -> None:
    row = staff.add(desk, NewStaff("周敏", "supervisor", "engineering"))
    assert (row.handle, row.role, row.team) == ("zhou.min", "supervisor", "engineering")
    assert staff.add(desk, NewStaff("Zhou Min")).handle == "zhou.min2"
    assert staff.add(desk, NewStaff("Ann", handle="front-1")).handle == "front-1"
    assert open_desk(desk.store, account=ACCOUNT, staff="周敏").actor.role == "supervisor"


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (NewStaff(" "), BadValue),
        (NewStaff("Ann", "queen"), BadValue),
        (NewStaff("Ann", team="no such"), NotFound),
        (NewStaff("Ann", handle="me"), BadValue),
        (NewStaff("Ann", handle="a b"), BadValue),
        (NewStaff("Ann", handle="Li.Na"), BadValue),
    ],
)
def test_a_colleague_who_cannot_be_is_refused(desk: Desk, new: NewStaff, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        staff.add(desk, new)
    assert len(lookup.staff(desk)) == 2


def test_somebody_switched_off_keeps_her_work_and_acts_no_more(desk: Desk) -> None:
    staff.add(desk, NewStaff("周敏"))
    number = tickets.open_ticket(desk, NewTicket(HOSTILE, assignee="zhou.min")).ticket.number
    row, already = staff.switch_off(desk, "zhou.min")
    assert (bool(row.active), already) == (False, False)
    assert staff.switch_off(desk, "zhou.min")[1]
    assert ticket_lookup.ticket(desk, number).assignee == "zhou.min"
    with pytest.raises(NotPermitted):
        open_desk(desk.store, account=ACCOUNT, staff="zhou.min")
    assert staff.edit(desk, "zhou.min", {"active": "yes"}).active


def test_somebody_must_be_left_to_administer(desk: Desk) -> None:
    for act in (
        lambda: staff.switch_off(desk, "li.na"),
        lambda: staff.edit(desk, "me", {"role": "specialist"}),
        lambda: staff.edit(desk, "li.na", {"active": "no"}),
        lambda: staff.switch_off(desk, "system"),
    ):
        with pytest.raises(Refused):
            act()
    staff.add(desk, NewStaff("周敏", "administrator"))
    assert not staff.switch_off(desk, "li.na")[0].active


def test_an_account_comes_to_act_as_somebody(desk: Desk) -> None:
    staff.add(desk, NewStaff("周敏"))
    elsewhere = replace(desk, actor=desk.actor._replace(account="uid:77"))
    staff.map_account(elsewhere, "周敏")
    assert open_desk(desk.store, account="uid:77").actor.handle == "zhou.min"
    staff.map_account(elsewhere, "li.na")
    assert open_desk(desk.store, account="uid:77").actor.handle == "li.na"
    assert open_desk(desk.store, account=ACCOUNT).actor.handle == "li.na"


def test_a_stale_edit_is_noticed(desk: Desk) -> None:
    row = staff.add(desk, NewStaff("周敏"))
    staff.edit(desk, "zhou.min", {"name": "周小敏"}, if_version=row.version)
    with pytest.raises(Conflict):
        staff.edit(desk, "zhou.min", {"name": "周大敏"}, if_version=row.version)


def test_teams_are_named_in_either_language(desk: Desk) -> None:
    assert firm.add_team(desk, NewTeam("绿化部")).name_zh == "绿化部"
    row = firm.add_team(desk, NewTeam("Pool & garden", chinese="泳池"))
    assert (row.code, row.name_en, row.name_zh) == ("pool_garden", "Pool & garden", "泳池")
    assert handling.assign(desk, _ticket(desk), team="泳池").ticket.team == "pool_garden"


def test_there_is_one_lead_team(desk: Desk) -> None:
    firm.add_team(desk, NewTeam("Pool", lead=True))
    assert [row.code for row in lookup.teams(desk) if row.lead] == ["pool"]
    firm.edit_team(desk, "front_desk", {"lead": "yes"})
    assert [row.code for row in lookup.teams(desk) if row.lead] == ["front_desk"]


def test_a_team_that_work_still_goes_to_is_not_switched_off(desk: Desk) -> None:
    with pytest.raises(Refused):
        firm.switch_team_off(desk, "engineering")
    firm.add_team(desk, NewTeam("Pool"))
    category = firm.add_category(desk, NewCategory("Pool water 池水", team="pool"))
    with pytest.raises(Refused) as caught:
        firm.switch_team_off(desk, "pool")
    assert category.code in caught.value.message
    firm.switch_category_off(desk, category.code)
    row, already = firm.switch_team_off(desk, "pool")
    assert (bool(row.active), already) == (False, False)
    assert firm.switch_team_off(desk, "pool")[1]


def test_a_category_carries_its_team_kind_and_priority(desk: Desk) -> None:
    row = firm.add_category(desk, NewCategory("充电桩", team="engineering", kind="报修", priority="high"))
    assert (row.name_zh, row.team, row.kind, row.priority) == ("充电桩", "engineering", "repair", "high")
    ticket = tickets.open_ticket(desk, NewTicket("充电桩坏了", category="充电桩")).ticket
    assert (ticket.team, ticket.kind, ticket.priority) == ("engineering", "repair", "high")
    firm.switch_category_off(desk, row.code)
    with pytest.raises(NotFound):
        tickets.open_ticket(desk, NewTicket("again", category="充电桩"))
    assert ticket_lookup.ticket(desk, ticket.number).category == row.code


def test_a_saved_queue_is_a_query_with_a_name(desk: Desk) -> None:
    tickets.open_ticket(desk, NewTicket("爆管", tags="leak"))
    row = saved_queues.add(desk, NewQueue("漏水", "状态:新建 tag:leak"))
    found = queue_lookup.queue(desk, "漏水")
    assert ticket_lookup.count(desk, found.query) == 1
    assert saved_queues.edit(desk, row.code, {"query": "tag:none-such"}).query != row.query
    assert not saved_queues.switch_off(desk, "漏水")[0].active
    with pytest.raises(NotFound):
        queue_lookup.queue(desk, "漏水")


@pytest.mark.parametrize(
    ("name", "query", "problem"),
    [
        ("x", "status:nonsense", BadValue),
        ("x", "", BadValue),
        ("", "is:open", BadValue),
        ("Overdue", "is:open", Refused),
        ("mine", "is:open", Refused),
    ],
)
def test_a_queue_that_cannot_be_is_refused(desk: Desk, name: str, query: str, problem: type[Problem]) -> None:
    with pytest.raises(problem):
        saved_queues.add(desk, NewQueue(name, query))


def test_ones_own_queue_is_ones_own(desk: Desk) -> None:
    staff.add(desk, NewStaff("周敏", "specialist"))
    other = open_desk(desk.store, account=ACCOUNT, staff="zhou.min", clock=desk.clock)
    row = saved_queues.add(other, NewQueue("我的急件", "owner:me priority:urgent", mine=True))
    assert row.owner == "zhou.min"
    assert "我的急件" not in [queue.name for queue in queue_lookup.queues(desk)]
    with pytest.raises(NotFound):
        saved_queues.edit(desk, row.code, {"name": "x"})
    with pytest.raises(NotPermitted):
        saved_queues.add(other, NewQueue("for all", "is:open"))
    with pytest.raises(Refused):
        saved_queues.switch_off(other, "overdue")


SETTINGS = [
    ("firm.name", f" {HOSTILE} ", " ".join(HOSTILE.split())),
    ("firm.language", "zh-CN", "zh_CN"),
    ("firm.timezone", "Europe/London", "Europe/London"),
    ("firm.region", "gb", "GB"),
    ("firm.satisfaction_target", "90%", 90),
    ("firm.contact_every_days", "30", 30),
    ("firm.calendar", " always ", "always"),
    ("firm.motto", " 用心 \n服务 ", "用心 服务"),
    ("firm.motto", "", ""),
    ("firm.complaints_often", "5", 5),
]


@pytest.mark.parametrize(("key", "said", "kept"), SETTINGS)
def test_a_setting_is_read_kept_and_gone_by(desk: Desk, key: str, said: str, kept: object) -> None:
    assert set_setting(desk, key, said).value == kept
    assert setting(desk, key).value == kept
    assert open_desk(desk.store, account=ACCOUNT).firm.settings[key] == kept


@pytest.mark.parametrize(
    ("key", "said", "problem"),
    [
        ("firm.nam", "x", NotFound),
        ("chain.head", "{}", NotFound),
        ("firm.name", " ", BadValue),
        ("firm.language", "klingon", BadValue),
        ("firm.timezone", "Asia/Shangai", BadValue),
        ("firm.region", "ZZ", BadValue),
        ("firm.satisfaction_target", "101", BadValue),
        ("firm.contact_every_days", "soon", BadValue),
        ("firm.calendar", "no such", BadValue),
        ("firm.practice", "true", Refused),
        ("firm.pack", "home", Refused),
        ("promises", "[", BadValue),
        ("promises", "[]", BadValue),
        ("promises", '[{"calendar": "no such", "resolution": "4h"}]', BadValue),
        ("callback_rules", '[{"share": 100}]', BadValue),
        ("callback_rules", "{}", BadValue),
    ],
)
def test_a_setting_that_cannot_be_is_refused(desk: Desk, key: str, said: str, problem: type[Problem]) -> None:
    before = desk.store.path.stat().st_mtime_ns
    with pytest.raises(problem):
        set_setting(desk, key, said)
    assert desk.store.path.stat().st_mtime_ns == before


@pytest.mark.parametrize("key", ["promises", "callback_rules"])
def test_the_rules_of_the_firm_go_out_and_come_back_as_json(desk: Desk, key: str) -> None:
    kept = setting(desk, key).value
    assert kept
    assert set_setting(desk, key, json.dumps(kept)).value == kept


DEEDS: dict[str, Callable[[Desk], object]] = {
    "staff": lambda desk: staff.add(desk, NewStaff("Ann")),
    "account": lambda desk: staff.map_account(desk, "li.na"),
    "team": lambda desk: firm.add_team(desk, NewTeam("Pool")),
    "category": lambda desk: firm.add_category(desk, NewCategory("Pool")),
    "queue": lambda desk: saved_queues.add(desk, NewQueue("Pool", "is:open")),
    "setting": lambda desk: set_setting(desk, "firm.name", "Pool"),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", ["receptionist", "specialist", "supervisor"])
def test_the_firm_is_changed_by_administrators_alone(desk: Desk, deed: str, role: str) -> None:
    with pytest.raises(NotPermitted):
        DEEDS[deed](as_role(desk, role))


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed != "account"])
def test_changes_of_the_firm_are_not_undone_like_work(desk: Desk, deed: str) -> None:
    DEEDS[deed](desk)
    with pytest.raises(Refused):
        undo_last(desk)


def _ticket(desk: Desk) -> int:
    return tickets.open_ticket(desk, NewTicket("x")).ticket.number
