"""What the desk keeps in mind for a receptionist: the firm's motto, and what a customer likes and does often."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import customers, tickets
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.tickets import NewTicket
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_customer
from tests.support import ACCOUNT

MOTTO = "以客户为中心，用心服务；[/b] always, everywhere"


@pytest.mark.parametrize(("size", "shown"), [(WIDE, True), (NARROW, False)])
def test_the_motto_stands_at_the_right_of_today_where_there_is_room(
    desk: Desk, size: tuple[int, int], shown: bool
) -> None:
    set_setting(desk, "firm.motto", MOTTO)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("Needs you now")
        line = next(line for line in at.seen.splitlines() if "Needs you now" in line)
        assert line.rstrip().endswith(MOTTO) is shown

    at_the_desk(open_desk(desk.store, account=ACCOUNT, clock=desk.clock), steps, size=size)


def test_likes_and_many_complaints_stand_on_the_cards(desk: Desk) -> None:
    number = a_customer(desk)
    customers.edit(desk, number, {"best_time": "after 10", "preferred_channel": "wechat"})
    for _complaint in range(3):
        tickets.open_ticket(desk, NewTicket("噪音", customer=number, kind="complaint"))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3")
        await at.sees("complains often: 3")
        await at.press("2", "enter")
        await at.sees("best time after 10 · prefers WeChat")

    at_the_desk(desk, steps, size=WIDE)
