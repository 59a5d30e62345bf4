"""A place on the screen: opened from a customer and a ticket, with who lives there; moving, editing, agreements."""

from __future__ import annotations

from datetime import date

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.agreements import agreements
from servicedesk.lookups.premises import place, premises
from servicedesk.operations.agreements import NewAgreement
from servicedesk.operations.agreements import new as agree
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.premises import NewPlace, edit, move_out, new
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.screens.customer import CustomerScreen
from servicedesk.screens.premises import PremisesScreen
from servicedesk.screens.ticket import TicketScreen
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE

FLAT = "3-2-501"
SEEN = {
    "en": ("flat, house or office", "Access", "Lives there", "tenant", "Lived there", "former tenant"),
    "zh_CN": ("进入方式", "现住", "租户", "曾住", "原租户"),
}


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", premises=(FLAT,), role="tenant")).number


@pytest.fixture
def zhao(desk: Desk, wang: int) -> int:
    move_out(desk, wang, 1, date(2026, 11, 1))
    edit(
        desk, 1, {"access": f"门禁 {HOSTILE}", "in": str(new(desk, NewPlace("3栋", kind="building")).number)}
    )
    return create(desk, NewCustomer("赵新来", premises=(FLAT,), role="tenant")).number


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_a_customers_place_shows_who_lives_and_lived_there_and_its_tickets(
    desk: Desk, wang: int, zhao: int, size: tuple[int, int], language: str
) -> None:
    open_ticket(desk, NewTicket(f"漏水 {HOSTILE}", customer=wang, premises=FLAT))

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(zhao))
        await at.press("v")
        await at.sees(FLAT, "P1", "3栋", "门禁 [/b]", "王小明", "赵新来", "漏水 [/b]", *SEEN[language])
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, TicketScreen))
        await at.press("v")
        await at.until(lambda: isinstance(at.app.screen, PremisesScreen))
        await at.press("escape", "escape", "escape")
        await at.until(lambda: isinstance(at.app.screen, CustomerScreen))

    at_the_desk(desk, steps, size=size, language=language)


def test_of_several_places_one_is_picked_and_a_file_or_ticket_without_one_says_so(
    desk: Desk, wang: int
) -> None:
    both = create(desk, NewCustomer("两处", premises=(FLAT, "8-1-202"))).number
    none = create(desk, NewCustomer("无房")).number
    ticket = open_ticket(desk, NewTicket("call", customer=none)).ticket.number

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(both))
        await at.press("v")
        await at.sees(FLAT, "8-1-202", "premises owner")
        await at.write("8-1")
        await at.press("enter")
        await at.sees("8-1-202", "P2", "No ticket was ever about this place")
        await at.app.push_screen(CustomerScreen(none))
        await at.press("v")
        await at.sees("No premises are in this file")
        await at.app.push_screen(TicketScreen(ticket))
        await at.press("v")
        await at.sees("The ticket names no premises")

    at_the_desk(desk, steps)


def test_one_moves_out_and_another_in(desk: Desk, wang: int) -> None:
    zhao = create(desk, NewCustomer("赵新来", phones=("139 0013 9000",))).number

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(PremisesScreen(1))
        await at.press("o")
        await at.sees("Moving out of 3-2-501", "王小明 (tenant)")
        await at.write("tomorrow")
        await at.press("ctrl+s")
        await at.sees("still to come")
        await at.press(*["backspace"] * 8)
        await at.write("2026-11-01")
        await at.press("ctrl+s")
        await at.sees("Moved out of 3-2-501", "former tenant (until 2026-11-01)")
        await at.press("f7")
        await at.write("9000")
        await at.sees("赵新来")
        await at.press("enter", "ctrl+s")
        await at.sees("Moved in at 3-2-501", "Lives there")
        await at.press("o")
        await at.sees("赵新来 (tenant)")
        await at.press("escape", "ctrl+z")

    at_the_desk(desk, steps)
    assert [one.customer_number for one in place(desk, 1).present] in ([zhao], [])


def test_a_place_is_edited_and_another_made_in_it(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(PremisesScreen(1))
        await at.press("e")
        await at.press("tab")
        await at.write("gate code")
        await at.press("ctrl+s")
        await at.sees("Premises P1 saved", "gate code")
        await at.press("a")
        await at.sees("New premises")
        await at.write("balcony")
        await at.press("ctrl+s")
        await at.sees("Premises P2 saved", "Below")
        await at.press("v")
        await at.write("balcony")
        await at.press("enter")
        await at.sees("P2", "balcony")
        await at.press("f4")
        await at.sees("Somebody moves in", "Agreements")

    at_the_desk(desk, steps)
    assert place(desk, 1).row.access == "gate code"
    assert place(desk, 2).path == ((1, FLAT),)
    assert len(premises(desk)) == 2


def test_agreements_are_written_down_named_on_the_card_and_ended(desk: Desk, wang: int) -> None:
    agree(desk, NewAgreement("lease", wang, end=date(2026, 12, 10), reference="HT-7"))

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await at.sees("Agreement", "lease  HT-7  ends in 17 days")
        await at.press("x")
        await at.write("HT-7")
        await at.press("enter")
        await at.sees("Agreement A1", "2026-12-10")
        await at.write("today")
        await at.press("ctrl+s")
        await at.sees("Agreement A1 saved")
        await at.until(lambda: "ends in 17 days" not in at.seen)
        await at.press("x")
        await at.write("new")
        await at.press("enter")
        await at.sees("New agreement")
        await at.press("tab")
        await at.write("2026-12-01")
        await at.press("ctrl+s")
        await at.sees("Agreement A2 saved", "ends in 8 days")

    at_the_desk(desk, steps, size=WIDE)
    assert [(row.number, row.ended_on is None) for row in agreements(desk, ended=True)] == [
        (2, True),
        (1, False),
    ]
