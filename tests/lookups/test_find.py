"""Finding the caller by any fragment, best first."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.find import find, why_label
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.rules.fragments import fragment_match
from servicedesk.store.database import store_at
from servicedesk.store.queries import search
from tests.support import ACCOUNT, HOSTILE, START


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 among other people who share parts of her name, number and house."""
    wang = create(
        desk,
        NewCustomer(
            "王小明", phones=("138 0013 8000", "010-62771114转802"), premises=("3-2-501",), tags="vip"
        ),
    ).number
    create(desk, NewCustomer("李强", phones=("139 1234 8001",), premises=("3-2-502",)))
    create(desk, NewCustomer("John Smith", phones=("+44 20 7946 0958",), emails=("john@example.com",)))
    create(desk, NewCustomer(phones=("95588",)))
    create(desk, NewCustomer(HOSTILE, premises=("13-2-501",)))
    return wang


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("王小明", "name"),
        ("王", "name"),
        ("小明", "name"),
        ("明", "name"),
        ("wxm", "pinyin"),
        ("wangxiaoming", "pinyin"),
        ("wang xiao", "pinyin"),
        ("ＷＸＭ", "pinyin"),
        ("8000", "phone"),
        ("13800138000", "phone"),
        ("138-0013", "phone"),
        ("+86 138 0013", "phone"),
        ("008613800138000", "phone"),
        ("013800138000", "phone"),
        ("0013", "phone"),
        ("010-6277", "phone"),
        ("62771114", "phone"),
        ("3-2-501", "premises"),
        ("3－2－501", "premises"),
        ("王 8000", "phone"),
        ("vip", "tag"),
        ("C1", "number"),
        ("1", "number"),
        ("#1", "number"),
    ],
)
def test_any_fragment_finds_her_first_and_says_why(desk: Desk, wang: int, text: str, why: str) -> None:
    best = find(desk, text)[0]
    assert (best.number, best.why) == (wang, why)
    assert why_label(why)


@pytest.mark.parametrize("text", ["3-2-5", "3-2", "3 2 50", "80", "3800"])
def test_a_fragment_cut_short_still_finds_her(desk: Desk, wang: int, text: str) -> None:
    assert wang in [found.number for found in find(desk, text)]


def test_a_flat_that_begins_with_the_fragment_comes_before_one_that_holds_it(
    desk: Desk, wang: int, clock: FrozenClock
) -> None:
    holds = create(desk, NewCustomer("赵磊", premises=("6-3-201",))).number
    clock.at += timedelta(hours=1)
    open_ticket(desk, NewTicket("漏水", customer=holds))
    found = find(desk, "3-2")
    assert {row.premises for row in found[:-1]} == {"3-2-501", "3-2-502"}
    assert found[-1].number == holds


def test_premises_written_out_in_full_are_found_by_their_numbers(desk: Desk) -> None:
    number = create(desk, NewCustomer("赵磊", premises=("3栋2单元501室",))).number
    assert [(found.number, found.why) for found in find(desk, "3-2-501")] == [(number, "premises")]


def test_digits_that_only_meet_by_chance_find_nobody(desk: Desk, wang: int) -> None:
    create(desk, NewCustomer("赵磊", premises=("5-3-2",), phones=("13850101234",)))
    assert [found.premises for found in find(desk, "3-2-501")] == ["3-2-501"]


@pytest.mark.parametrize("text", ["T{}", "#{}", "{}"])
def test_a_ticket_number_finds_its_customer(desk: Desk, wang: int, text: str) -> None:
    with closing(sqlite3.connect(desk.store.path)) as connection, connection:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('ticket', 1041)")
    ticket = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    assert ticket == 1042
    best = find(desk, text.format(ticket))[0]
    assert (best.number, best.why, best.open_tickets) == (wang, "ticket", 1)


def test_what_is_shown_is_what_matched(desk: Desk, wang: int) -> None:
    assert find(desk, "62771114")[0].phone == "010 6277 1114"
    assert find(desk, "王小明")[0].phone == "138 0013 8000"
    assert (find(desk, "王小明")[0].premises, find(desk, "王小明")[0].role) == ("3-2-501", "owner")


def test_the_exact_number_comes_before_tails_and_the_tail_before_the_middle(desk: Desk) -> None:
    middle = create(desk, NewCustomer("甲", phones=("139 5588 1234",))).number
    tail = create(desk, NewCustomer("乙", phones=("139 1239 5588",))).number
    exact = create(desk, NewCustomer("丙", phones=("95588",))).number
    assert find(desk, "95588")[0].number == exact
    assert [found.number for found in find(desk, "5588")] == [tail, exact, middle]


def test_of_equals_the_one_last_spoken_to_comes_first(desk: Desk, clock: FrozenClock) -> None:
    numbers = [create(desk, NewCustomer("王伟", phones=(f"1380000000{at}",))).number for at in range(3)]
    open_ticket(desk, NewTicket("漏水", customer=numbers[1]))
    assert [found.number for found in find(desk, "王伟")] == [numbers[1], numbers[0], numbers[2]]


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b", "%", "_", '"', "AND", "NEAR(", "\\", "'", "x" * 10_000]
)
def test_hostile_or_empty_text_finds_nobody_and_breaks_nothing(desk: Desk, wang: int, text: str) -> None:
    assert all(found.name == HOSTILE for found in find(desk, text))


def test_a_hostile_name_is_found_by_itself(desk: Desk, wang: int) -> None:
    assert find(desk, HOSTILE)[0].name == HOSTILE
    assert find(desk, "😀")[0].name == HOSTILE


def test_no_more_are_shown_than_asked_for(desk: Desk) -> None:
    for at in range(30):
        create(desk, NewCustomer(f"王{at}"))
    assert len(find(desk, "王")) == 20
    assert len(find(desk, "王", limit=5)) == 5


def plan(desk: Desk, sql: str, **params: object) -> list[str]:
    with desk.store.reading() as reader:
        return [row[3] for row in reader.rows("EXPLAIN QUERY PLAN " + sql, params)]


@pytest.mark.parametrize(
    ("sql", "params"),
    [
        (search.CANDIDATES, {"match": fragment_match("王小明"), "begins": "王小明%", "most": 9}),
        (search.CUSTOMERS_WITH_NUMBER, {"number": "+8613800138000", "most": 9}),
        (search.CUSTOMER_OF_TICKET, {"number": 1}),
        (search.candidates_of(":n0, :n1"), {"n0": 1, "n1": 2}),
    ],
)
def test_finding_never_scans_a_table(desk: Desk, sql: str, params: dict[str, object]) -> None:
    steps = plan(desk, sql, **params)
    scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    assert scans == []


@pytest.fixture(scope="module")
def neighbours(made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """People whose names, numbers and flats resemble one another; they are only looked for."""
    path = Path(shutil.copy(made_desk, tmp_path_factory.mktemp("neighbours") / "desk.sqlite"))
    clock = FrozenClock(START)
    desk = open_desk(store_at(path), account=ACCOUNT, clock=clock)
    people = [
        NewCustomer("王小明", phones=("13800138000",), premises=("3-2-501",)),
        NewCustomer("王小红", phones=("13900139111",), premises=("3-2-502",)),
        NewCustomer("单雄信", phones=("13700137222",)),
        NewCustomer("欧阳修", phones=("010-62771114",), tags="vip"),
        NewCustomer("劉麗華", phones=("13600136333",), premises=("8號樓802",)),
        NewCustomer("Johnathan Smith", phones=("+44 7400 123456",), emails=("j.smith@example.com",)),
        NewCustomer("Margaret O'Neill", phones=("+44 7400 654321",)),
        NewCustomer("Acme 国际物流有限公司", kind="company", phones=("400-820-8820",)),
    ]
    for new in people:
        create(desk, new)
    clock.at -= timedelta(days=30)
    before = create(desk, NewCustomer("旧名字", phones=("13100131555",), premises=("9-9-901",))).number
    clock.at += timedelta(days=30)
    edit(desk, before, {"name": "李莉", "phones": "13500135444", "premises": "1-1-101"})
    return desk


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # as it is written
        ("王小明", "王小明"), ("小红", "王小红"), ("johnathan", "Johnathan Smith"), ("smith j", "Johnathan Smith"),
        ("oneill", "Margaret O'Neill"), ("o'neill", "Margaret O'Neill"), ("国际物流", "Acme 国际物流有限公司"),
        # as it is spoken: surnames read the way they are spoken
        ("shanxiongxin", "单雄信"), ("sxx", "单雄信"), ("ouyang", "欧阳修"), ("oyx", "欧阳修"), ("liulihua", "劉麗華"),
        # traditional for simplified, and the other way round
        ("刘丽华", "劉麗華"), ("8号楼802", "劉麗華"), ("歐陽修", "欧阳修"), ("國際物流", "Acme 国际物流有限公司"),
        # numbers: whole, tails, in the middle, as they are dialled
        ("13800138000", "王小明"), ("8000", "王小明"), ("0137222", "单雄信"), ("62771114", "欧阳修"),
        ("4008208820", "Acme 国际物流有限公司"), ("07400123456", "Johnathan Smith"),
        # premises
        ("3-2-501", "王小明"), ("3栋2单元502", "王小红"),
        # one wrong letter, one left out, one put in, two exchanged
        ("Jonathan Smith", "Johnathan Smith"), ("smitj", "Johnathan Smith"), ("margret", "Margaret O'Neill"),
        ("wangxiaomign", "王小明"), ("wangxaoming", "王小明"), ("ouyanf", "欧阳修"),
        # one wrong character, or another that is spoken alike
        ("王大明", "王小明"), ("李丽", "李莉"), ("单熊信", "单雄信"),
        # one wrong digit, at any place
        ("13800138001", "王小明"), ("13900139911", "王小红"), ("14700137222", "单雄信"), ("13600136", "劉麗華"),
        ("010-62771124", "欧阳修"),
        # as callers are called, and a flat in one piece
        ("单先生", "单雄信"), ("欧阳女士", "欧阳修"), ("Mrs O'Neill", "Margaret O'Neill"), ("32501", "王小明"),
        ("8802", "劉麗華"),
        # what was so before: name, its pinyin and initials, number, flat
        ("旧名字", "李莉"), ("jiumingzi", "李莉"), ("jmz", "李莉"), ("13100131555", "李莉"), ("31555", "李莉"),
        ("9-9-901", "李莉"), ("9栋9单元901", "李莉"), ("99901", "李莉"), ("旧先生", "李莉"),
        # tags and addresses
        ("vip", "欧阳修"), ("j.smith", "Johnathan Smith"),
    ],
)  # fmt: skip
def test_whoever_is_meant_comes_first(neighbours: Desk, text: str, name: str) -> None:
    assert [row.name for row in find(neighbours, text)[:1]] == [name]


@pytest.mark.parametrize("text", ["zzzz", "99999999999", "赵赵赵", "q", "王五六七"])
def test_a_text_that_resembles_nobody_finds_nobody(neighbours: Desk, text: str) -> None:
    assert find(neighbours, text) == []
