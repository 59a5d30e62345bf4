"""How far a ticket is, told in the customer's own language, from the screen."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import customers, handling, tickets
from servicedesk.operations.tickets import NewTicket
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_customer
from tests.support import HOSTILE


@pytest.mark.parametrize(("size", "language"), [(NARROW, "zh_CN"), (WIDE, "en")])
def test_it_is_in_her_language_and_copied_as_it_stands(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    number = a_customer(desk)
    hers = "en" if language == "zh_CN" else "zh"
    customers.edit(desk, number, {"preferences": f"language: {hers}; pets: dog"})
    ticket = tickets.open_ticket(desk, NewTicket("爆管漏水", customer=number)).ticket.number
    handling.note(desk, ticket, "she shouts")
    handling.reply(desk, ticket, HOSTILE)
    english, chinese = "We are working on it.", "我们正在处理。"
    first, other = (english, chinese) if hers == "en" else (chinese, english)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "enter", "P")
        await at.sees(first, "爆管漏水")
        assert "she shouts" not in at.seen
        await at.press("y")
        assert first in at.app.clipboard
        await at.press("k")
        await at.sees(other)
        assert first not in at.seen
        await at.press("escape")
        await at.sees("she shouts")

    at_the_desk(desk, steps, size=size, language=language)
