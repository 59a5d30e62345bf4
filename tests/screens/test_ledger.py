"""A time is agreed on a ticket, and its screen of promises says why they fall due when they do."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.screens.ticket import TicketScreen
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk


@pytest.mark.parametrize(
    ("language", "size", "words"),
    [
        ("en", NARROW, ("30 min of working time", "counted", "As if: urgent", "Another calendar")),
        ("zh_CN", WIDE, ("工作时间 30 分钟", "计入", "假设：紧急", "换一个日历")),
    ],
)
def test_the_ledger_is_read_and_another_priority_supposed(
    desk: Desk, language: str, size: tuple[int, int], words: tuple[str, ...]
) -> None:
    number = open_ticket(desk, NewTicket("漏水 [/b]", caller="王小明")).ticket.number

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(TicketScreen(number))
        await at.press("W")
        await at.sees(words[0], words[1], words[3])
        await at.press("p", "enter")
        await at.sees(words[2])
        await at.press("o")
        await at.until(lambda: words[2] not in at.seen)

    at_the_desk(desk, steps, size=size, language=language)
    assert tickets.ticket(desk, number).priority == "normal"


def test_a_time_agreed_on_the_phone_stands_first_and_becomes_the_due_time(desk: Desk) -> None:
    number = open_ticket(desk, NewTicket("Lift noise", caller="王小明")).ticket.number

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(TicketScreen(number))
        await at.press("t")
        await at.write("10:20")
        await at.press("ctrl+s")
        await at.sees("As agreed", "10:20")

    at_the_desk(desk, steps)
    row = tickets.ticket(desk, number)
    assert row.due_at == row.agreed_due_at
    assert [event.kind for event in tickets.timeline(desk, number)] == ["ticket.opened", "ticket.agreed"]
