"""Needs and recommendations on the screen: noted from a ticket and a customer, met in the backlog, promoters seen."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import needs as lookup
from servicedesk.lookups.needs import Wanted
from servicedesk.operations import needs
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.needs import NewNeed
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 with three open tickets about water, who sent us Ann."""
    number = create(desk, NewCustomer("王小明", phones=["138 0013 8000"])).number
    for _one in range(3):
        open_ticket(desk, NewTicket("爆管漏水", customer=number, kind="repair", category="water_power"))
    create(desk, NewCustomer("Ann", referred_by=str(number)))
    return number


def test_a_need_is_noted_on_a_ticket_and_seen_there_and_in_the_file(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("爆管漏水")
        await at.press("enter", "N")
        await at.sees("Need said on ticket 1", "are the ticket's")
        await at.write("静音泵")
        await at.press("ctrl+s")
        await at.sees("Need N1 saved", "静音泵  functional  priority 2")
        await at.press("f")
        await at.sees("Need", "priority 2", "3 tickets about Water", "Sent us", "C2 Ann")
        await at.press("N")
        await at.sees("New need", "suggested")
        await at.press("escape")
        await at.press("f4")
        await at.sees("What is needed")

    at_the_desk(desk, steps)
    row = lookup.needs(desk)[0].row
    assert (row.customer_number, row.ticket, row.kind, row.category) == (wang, 1, "direct", "water_power")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("What customers need: 2", "Suggested", "Need N1 is met")), ("zh_CN", ("客户需求：2", "重复", "需求 N1 已满足"))],
)  # fmt: skip
def test_the_backlog_meets_needs_and_notes_what_is_suggested(
    desk: Desk, wang: int, language: str, words: tuple[str, ...]
) -> None:
    needs.note(desk, NewNeed(HOSTILE, wang, impact="3"))
    needs.note(desk, NewNeed("a name at the bell", 2, need_class="social"))
    title, suggested, met = words

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "h")
        await at.sees(title, "a name at the bell")
        await at.press("x")
        await at.sees("N1")
        await at.write("New pump")
        await at.press("ctrl+s")
        await at.sees(met)
        await at.press("q")
        await at.write(suggested)
        await at.press("enter")
        await at.sees("1 2 3")
        await at.press("enter")
        await at.sees("‹")
        await at.press("ctrl+s")
        await at.until(lambda: "1 2 3" not in at.seen)
        await at.press("escape")
        await at.sees("王小明", "Ann")

    at_the_desk(desk, steps, size=WIDE, language=language)
    done = [(need.row.done, need.row.state) for need in lookup.needs(desk, Wanted(state="met"))]
    assert done == [("New pump", "met")]
    assert lookup.suggested(desk) == []
    assert [need.row.category for need in lookup.needs(desk)].count("water_power") == 1


def test_a_known_need_is_edited_and_settled_in_one_step(desk: Desk, wang: int) -> None:
    needs.note(desk, NewNeed("pump", ticket=1))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "h")
        await at.sees("What customers need: 1")
        await at.press("enter")
        await at.sees("Need N1", "asked 1 time x impact 2 x no tier 1", "Category")
        await at.write("s of all risers")
        form = at.app.screen.form  # type: ignore[attr-defined]
        form.field("state").value, form.field("done").value = "dropped", "too dear"
        await at.press("ctrl+s")
        await at.sees("What customers need: 0", "N on a customer or a ticket notes a need")
        await at.press("q")
        await at.write("By month and class")
        await at.press("enter")
        await at.sees("2026-11", "functional", "steady")
        await at.press("z")
        await at.sees("Undone")

    at_the_desk(desk, steps)
    row = lookup.need(desk, 1).row
    assert (row.words, row.state, row.done) == ("pump", "open", "")


def test_promoters_are_seen_with_whom_they_sent(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "r")
        await at.sees("Who recommends us: 1", "王小明", "1 new customer")
        await at.press("v")
        await at.sees("Whom they sent", "Ann")
        await at.press("escape", "b")
        await at.press("escape", "q")
        await at.write("How customers heard")
        await at.press("enter")
        await at.sees("word of mouth", "not known")

    at_the_desk(desk, steps)
