"""Today: everything that needs me in one list, the numbers under it, and where they lead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations import tickets as operations
from servicedesk.screens.callback_run import CallbackRun
from servicedesk.screens.reports import ReportsScreen
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.tickets import TicketsScreen
from servicedesk.widgets.bars import Counts
from servicedesk.widgets.rows import RowList
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_call, a_colleague, a_customer, a_ticket


@pytest.mark.parametrize(("language", "call"), [("en", "promised call"), ("zh_CN", "回访")])
def test_tickets_and_calls_stand_in_one_list_with_why_and_when(
    desk: Desk, clock: FrozenClock, language: str, call: str
) -> None:
    a_ticket(desk), a_call(desk, a_customer(desk), "Ring before eleven")
    clock.at += timedelta(hours=1)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("爆管漏水", "Ring before eleven", call, "!")

    at_the_desk(desk, steps, size=WIDE, language=language)


def test_enter_opens_the_right_place(desk: Desk) -> None:
    ticket, call = a_ticket(desk), a_call(desk, a_customer(desk), minutes=60)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("爆管漏水", "Say when")
        opened = []
        for _turn in range(2):
            await at.press("enter")
            opened.append((type(at.app.screen), at.seen))
            await at.press("escape", "down")
        assert {kind for kind, _seen in opened} == {TicketScreen, CallbackRun}
        seen = "".join(text for _kind, text in opened)
        assert f"{ticket} 爆管漏水" in seen
        assert f"Callback {call}" in seen

    at_the_desk(desk, steps)


def test_a_refresh_keeps_the_line_and_marks(desk: Desk) -> None:
    numbers = [a_ticket(desk, f"Lamp {count}") for count in range(25)]
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("Lamp 0")
        rows = at.app.screen.query_one("#today", RowList)
        await at.press("end", "space", "up", "up")
        kept = (rows.selected_key, set(rows.marks), rows.count)
        operations.cancel(colleague, numbers[3], "double")
        await at.until(lambda: rows.count == kept[2] - 1)
        assert (rows.selected_key, rows.marks) == kept[:2]
        assert rows.has_focus

    at_the_desk(desk, steps)


@pytest.mark.parametrize(("steps_right", "screen"), [(0, TicketsScreen), (2, ReportsScreen)])
def test_a_number_leads_to_what_is_behind_it(desk: Desk, steps_right: int, screen: type) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("Open 1")
        at.app.screen.query_one(Counts).focus()
        await at.press(*["right"] * steps_right, "enter")
        await at.until(lambda: isinstance(at.app.screen, screen))

    at_the_desk(desk, steps)


def test_a_queue_that_was_never_open_shows_its_own_tickets_at_once(desk: Desk) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.sees("Overdue 0")
        at.app.screen.query_one(Counts).focus()
        await at.press("right", "enter")
        await at.sees("Overdue: 0", "Nothing here")

    at_the_desk(desk, steps)


def test_a_quiet_desk_says_the_next_step(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.sees("Nothing is waiting for you. F2 takes a call, n opens a ticket")

    at_the_desk(desk, steps)


def test_the_report_goes_from_day_to_day_and_never_into_the_future(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("5")
        await at.sees("2026-11-23")
        await at.press("left")
        await at.sees("2026-11-22")
        await at.press("right", "right")
        await at.sees("2026-11-23")

    at_the_desk(desk, steps)
