"""The phone rings: from any screen, with any fragment, to the file, the ticket and what we owe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import Input

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks, card, contacts, customers, tickets
from servicedesk.operations.callbacks import NewCallback, plan
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.screens.call import CallScreen
from servicedesk.screens.customer_form import CustomerForm
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.ticket_form import TicketForm
from servicedesk.widgets.prompt import TextPrompt
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    """Wang Xiaoming with a dog, a ticket, and a call we promised her."""
    new = NewCustomer(
        name="王小明", phones=["138 0013 8000"], premises=["3-2-501"], do_not="dog; ring before entering"
    )
    number = create(desk, new).number
    ticket = open_ticket(desk, NewTicket(subject="爆管漏水", customer=number, channel="phone")).ticket.number
    at = desk.now() + timedelta(hours=1)
    plan(desk, NewCallback(customer=number, at=at, reason="say when", promised=True, ticket=ticket))
    return number


@pytest.mark.parametrize(("size", "language"), [(NARROW, "en"), (WIDE, "zh_CN")])
def test_any_fragment_finds_the_caller_and_the_card_says_what_we_owe(
    desk: Desk, wang: int, size: tuple[int, int], language: str
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        for fragment in ("8000", "wxm", "xiaoming", "3-2-5", "王"):
            at.app.screen.query_one("#call-field", Input).value = fragment
            await at.sees(fragment, "王小明", f"C{wang}", "138 0013 8000", "! dog; ring before entering")
            await at.sees("爆管漏水", "say when", "Esc")
            at.app.screen.query_one("#call-field", Input).value = "nobody at all"
            await at.until(lambda: "王小明" not in at.seen)

    at_the_desk(desk, steps, size=size, language=language)


def test_a_call_from_a_known_customer_is_a_saved_ticket_in_at_most_twelve_keys(desk: Desk, wang: int) -> None:
    before = tickets.count(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "n")
        await at.until(lambda: isinstance(at.app.screen, TicketForm))
        await at.write("lift is stuck")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk) == before + 1)
        await at.until(lambda: not isinstance(at.app.screen, CallScreen | TicketForm))
        await at.sees("opened, first word due")
        assert at.keys <= 12

    at_the_desk(desk, steps)
    newest = tickets.tickets(desk, sort="opened")[0]
    assert (newest.subject, newest.customer_number) == ("lift is stuck", wang)


def test_enter_before_anything_is_found_goes_to_the_card_once_it_is(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.pilot.press("f2", *"8000", "enter")
        await at.until(lambda: at.app.focused is not None and at.app.focused.id == "found")

    at_the_desk(desk, steps)


def test_logging_the_call_closes_the_callback_that_was_owed_and_says_so(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "enter")
        await at.until(lambda: isinstance(at.app.screen, TextPrompt))
        await at.write("any news?")
        await at.press("ctrl+s")
        await at.sees("closes the callback")
        assert not isinstance(at.app.screen, CallScreen)

    at_the_desk(desk, steps, size=WIDE)
    assert callbacks.count(desk, due="all") == 0
    last = card.card(desk, wang).last_contact
    assert last is not None
    assert (last.text, last.channel, last.direction) == ("any news?", "phone", "in")


def test_a_fragment_that_nobody_has_becomes_a_new_file_and_its_ticket(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("13912348000")
        await at.sees("Nobody found")
        await at.press("enter", "enter")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        assert form.form.field("phones").value == "13912348000"
        assert at.app.focused is form.form.field("name").editor
        await at.write("Chen Jie")
        await at.press("ctrl+s")
        await at.until(lambda: isinstance(at.app.screen, CallScreen))
        await at.sees("Chen Jie", "139 1234 8000")
        await at.until(lambda: at.app.focused is not None and at.app.focused.id == "found")
        await at.press("n")
        await at.write("no hot water")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk) == 2)

    at_the_desk(desk, steps)
    newest = tickets.tickets(desk, sort="opened")[0]
    assert (newest.subject, newest.customer_name) == ("no hot water", "Chen Jie")


def test_a_name_that_nobody_has_is_put_into_the_new_file_as_a_name(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("Zhao Lei")
        await at.press("enter", "n")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        assert form.form.field("name").value == "Zhao Lei"
        assert form.form.field("phones").value == ""

    at_the_desk(desk, steps)


def test_an_unknown_caller_gets_a_ticket_without_a_file(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("a man from the shop")
        await at.press("enter", "u", "enter")
        form = at.app.screen
        assert isinstance(form, TicketForm)
        await at.until(lambda: at.app.focused is form.form.field("subject").editor)
        await at.write("smell of gas")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk) == 1)

    at_the_desk(desk, steps)
    (ticket,) = tickets.tickets(desk)
    assert (ticket.caller, ticket.customer_number) == ("a man from the shop", None)
    assert customers.count(desk) == 0


def test_what_an_unknown_caller_said_can_be_logged_alone(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("somebody")
        await at.press("enter", "u", "down", "enter")
        await at.until(lambda: isinstance(at.app.screen, TextPrompt))
        await at.write("asked for the way")
        await at.press("ctrl+s")
        await at.sees("Contact", "kept")

    at_the_desk(desk, steps)
    (contact,) = contacts.contacts(desk)
    assert (contact.caller, contact.text, contact.customer_number) == ("somebody", "asked for the way", None)


def test_escape_steps_back_to_the_field_and_then_out(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "f2")
        await at.write("wang")
        await at.press("down")
        assert at.app.focused is not None
        assert at.app.focused.id == "found"
        await at.press("escape")
        assert at.app.focused.id == "call-field"
        await at.press("escape")
        assert not isinstance(at.app.screen, CallScreen)

    at_the_desk(desk, steps)


def test_a_number_on_the_card_opens_that_ticket_and_escape_returns_to_the_card(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("wang")
        await at.press("enter", "1")
        await at.until(lambda: isinstance(at.app.screen, TicketScreen))
        await at.sees("爆管漏水")
        await at.press("escape")
        assert isinstance(at.app.screen, CallScreen)

    at_the_desk(desk, steps)


def test_the_phone_may_ring_in_the_middle_of_a_form_and_its_text_stays(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f3")
        form = at.app.screen
        assert isinstance(form, TicketForm)
        await at.press("tab")
        await at.write("cold radiator")
        await at.press("f2")
        assert isinstance(at.app.screen, CallScreen)
        await at.press("escape")
        assert at.app.screen is form
        assert form.form.field("subject").value == "cold radiator"

    at_the_desk(desk, steps)


def test_text_that_would_steer_a_terminal_is_only_shown(desk: Desk) -> None:
    number = create(
        desk,
        NewCustomer(name=HOSTILE, phones=["13800138000"], premises=[HOSTILE], do_not=HOSTILE, note=HOSTILE),
    ).number
    ticket = NewTicket(subject=HOSTILE, customer=number, channel="phone")
    open_ticket(desk, ticket)
    plan(desk, NewCallback(customer=number, at=desk.now() + timedelta(hours=1), reason=HOSTILE))

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.sees("[/b] 漏水", f"C{number}")
        assert "\x1b" not in at.seen
        assert "\u202e" not in at.seen
        await at.press("escape", "escape")
        await at.press("f2")
        await at.pilot.press(*"[/b]")
        await at.rest()
        await at.sees("found")

    at_the_desk(desk, steps, size=WIDE)
