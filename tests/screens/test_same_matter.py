"""A matter that is open already is told while it is typed a second time."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import tickets
from servicedesk.operations.tickets import NewTicket
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_customer


@pytest.mark.parametrize(("size", "language"), [(NARROW, "en"), (WIDE, "zh_CN")])
def test_the_open_ticket_is_named_shown_and_the_form_kept(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    number = a_customer(desk)
    tickets.open_ticket(desk, NewTicket("厨房爆管漏水", customer=number))
    already, shows = (
        ("Open already: 1", "F7 shows it") if language == "en" else ("已有未结工单：1", "F7 查看")
    )

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "n")
        await at.write("水")
        await at.write("管")
        assert already not in at.seen
        for _letter in range(2):
            await at.press("backspace")
        await at.write("漏水了")
        await at.sees(already, shows)
        await at.press("f7")
        await at.sees("1 厨房爆管漏水", "王小明")
        await at.press("escape")
        await at.sees("漏水了", already)

    at_the_desk(desk, steps, size=size, language=language)
