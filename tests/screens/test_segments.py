"""Segments and the profile in the customers' area."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from servicedesk.desk import Desk
from servicedesk.lookups.segments import saved_segments
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.standing import compute, fix_tier
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 with an open ticket and a phone."""
    number = create(desk, NewCustomer(name="王小明", phones=["138 0013 8000"])).number
    open_ticket(desk, NewTicket(subject="爆管漏水", customer=number, channel="wechat"))
    return number


@pytest.fixture
def chen(desk: Desk) -> int:
    """Chen Jie, of whom nothing but the name is known."""
    return create(desk, NewCustomer(name="Chen Jie")).number


@pytest.mark.parametrize(("language", "name"), [("en", "Without a phone"), ("zh_CN", "没有电话")])
def test_a_segment_is_picked_and_names_the_list(
    desk: Desk, wang: int, chen: int, language: str, name: str
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3")
        await at.sees("王小明", "Chen Jie")
        await at.press("q")
        await at.sees(name)
        await at.write(name)
        await at.press("enter")
        await at.until(lambda: f"{name}" in at.seen and "王小明" not in at.seen and "Chen Jie" in at.seen)

    at_the_desk(desk, steps, language=language)


def test_the_filter_is_kept_as_a_segment(desk: Desk, wang: int, chen: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "w")
        await at.sees("Filter the list first")
        await at.press("slash")
        at.app.screen.query_one("#filter", Input).value = "has:open"
        await at.press("enter")
        await at.until(lambda: "Chen Jie" not in at.seen)
        await at.press("w")
        await at.sees("Keep as a segment", "with open tickets")
        await at.write("Dripping")
        await at.press("ctrl+s")
        await at.sees("Dripping: 1", "王小明")

    at_the_desk(desk, steps)
    assert [(row.name, row.query) for row in saved_segments(desk)] == [("Dripping", "has:open")]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_card_tells_the_standing_and_what_the_file_lacks(desk: Desk, wang: int, language: str) -> None:
    compute(desk)
    fix_tier(desk, wang, "C", HOSTILE)
    words = {
        "en": (
            "tier C",
            "new customer",
            "fixed by a person",
            "turns to us by WeChat (1 time)",
            "at 08-12 h (1 time)",
            "% complete",
            "lacks premises",
        ),
        "zh_CN": (
            "等级 C",
            "新客户",
            "由人指定",
            "联系方式：微信（1 次）",
            "08-12 点（1 次）",
            "完整度",
            "缺少房屋",
        ),
    }

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "enter")
        await at.sees(*words[language])

    at_the_desk(desk, steps, size=WIDE, language=language)


def test_nobody_is_missed_for_a_segment_that_was_forgotten(desk: Desk) -> None:
    create(desk, NewCustomer("陈志伟 [/b]", phones=["13800138000"]))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "q")
        await at.write("Files to")
        await at.press("enter")
        await at.sees("Files to complete: ")
        await at.press("q")
        await at.write("Lapsed")
        await at.press("enter")
        await at.press("slash")
        await at.write("陈志伟")
        await at.press("enter")
        await at.sees("Nobody of “Lapsed” matches", "Esc again looks among")
        await at.press("f8")
        await at.sees("流失", "再按 Esc")
        await at.press("escape", "escape")
        await at.sees("客户：1", "陈志伟")

    at_the_desk(desk, steps)
