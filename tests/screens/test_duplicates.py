"""Possible duplicates on the screen: found, compared side by side, joined field by field, told apart, separated."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.card import card
from servicedesk.lookups.customers import customer, customers
from servicedesk.lookups.duplicates import duplicates
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.merging import merge
from servicedesk.screens.customer import CustomerScreen
from servicedesk.screens.duplicate_pair import PairScreen
from servicedesk.screens.duplicates import DuplicatesScreen
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_ticket
from tests.support import HOSTILE

PHONE = "138 0013 8000"


@pytest.fixture
def twice(desk: Desk) -> tuple[int, int]:
    """王小明 and 王晓明 with one phone, and somebody else."""
    create(desk, NewCustomer(name=HOSTILE, phones=[PHONE]))
    first = create(desk, NewCustomer(name="王小明", phones=[PHONE], birthday="1980-02-29")).number
    second = create(desk, NewCustomer(name="王晓明", phones=[PHONE], premises=["3-2-501"])).number
    return first, second


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_list_names_both_files_with_score_and_reasons(
    desk: Desk, twice: tuple[int, int], size: tuple[int, int]
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "d")
        await at.sees("Possible duplicates: 1", "C2 王小明", "C3 王晓明", "same pinyin")
        await at.press("escape")
        await at.sees("Customers: 3")

    at_the_desk(desk, steps, size=size)


def test_the_highlight_stays_on_its_pair_in_the_other_language(desk: Desk, twice: tuple[int, int]) -> None:
    for name in ("李四海", "李思海"):
        create(desk, NewCustomer(name=name, phones=["13900139000"], premises=["8-1-101"]))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "d")
        await at.sees("Possible duplicates: 2")
        await at.press("down")
        screen = at.app.screen
        assert isinstance(screen, DuplicatesScreen)
        chosen = screen.pair()
        await at.press("f8")
        await at.sees("可能重复的档案：2")
        assert screen.pair() == chosen
        await at.press("up")
        assert screen.pair() != chosen

    at_the_desk(desk, steps)


def test_a_pair_is_seen_side_by_side_and_joined_with_a_chosen_name(
    desk: Desk, twice: tuple[int, int]
) -> None:
    first, second = twice
    ticket = a_ticket(desk, customer=first)

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "d", "enter")
        assert isinstance(at.app.screen, PairScreen)
        await at.sees("王小明", "王晓明", "probably one person")
        await at.press("m")
        await at.sees("Join C2 and C3", "Stays", "Full name")
        await at.press("tab", "right", "ctrl+s")
        await at.sees("Customer C3 joined into C2")
        assert isinstance(at.app.screen, DuplicatesScreen)
        await at.sees("No two files look like one person")

    at_the_desk(desk, steps)
    assert customer(desk, first).row.name == "王晓明"
    assert card(desk, first).tickets[0].number == ticket
    assert first in [row.number for row in customers(desk)]
    assert second not in [row.number for row in customers(desk)]


def test_two_people_are_told_apart_by_one_key(desk: Desk, twice: tuple[int, int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "d", "d")
        await at.sees("C2 and C3 are remembered as two people", "No two files look like one person")
        await at.press("z")

    at_the_desk(desk, steps)
    assert len(duplicates(desk)) == 1


def test_a_joined_file_says_so_leads_on_and_is_separated_again(desk: Desk, twice: tuple[int, int]) -> None:
    first, second = twice
    merge(desk, second, first)

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(second))
        await at.sees("Joined into", "C2 王小明")
        await at.press("o")
        await at.sees("Joined with", "C3 王晓明")
        await at.press("s")
        await at.sees("file of its own again?")
        await at.press("y")
        await at.sees("Customer C3 separated from C2")

    at_the_desk(desk, steps)
    assert card(desk, second).merged_into is None
    assert [place.text for place in customer(desk, second).premises] == ["3-2-501"]


def test_a_file_is_joined_from_its_own_screen_with_the_one_that_looks_like_it(
    desk: Desk, twice: tuple[int, int]
) -> None:
    first, second = twice

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(second))
        await at.rest()
        await at.press("m")
        await at.sees("C2 王小明", "same pinyin", "Another file")
        await at.press("enter", "m")
        await at.sees("Join C2 and C3")
        await at.press("ctrl+s")
        await at.sees("joined into")

    at_the_desk(desk, steps)
    assert card(desk, first).joined or card(desk, second).joined


def test_the_likely_file_is_named_while_a_second_is_typed(desk: Desk, twice: tuple[int, int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "a")
        await at.write("Wang Xiaoming")
        await at.press("tab")
        await at.write("13800138000")
        await at.sees("Perhaps the same person: C2 王小明", "same phone")

    at_the_desk(desk, steps, size=WIDE)


def test_everything_is_said_in_chinese_too(desk: Desk, twice: tuple[int, int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "d")
        await at.sees("可能重复的档案：1", "拼音相同")

    at_the_desk(desk, steps, language="zh_CN")
