"""What is typed ahead, or arrives in one piece over a slow line, goes where the keys before it lead."""

from __future__ import annotations

from textual.events import Key, Paste

from servicedesk.desk import Desk
from servicedesk.screens.call import CallScreen
from servicedesk.screens.ticket_form import TicketForm
from servicedesk.screens.today import TodayScreen
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_customer, a_ticket


async def burst(at: AtTheDesk, *keys: str) -> None:
    """All keys at once, none waiting for the one before it."""
    for key in keys:
        at.app.post_message(Key(key, key if len(key) == 1 else None))
    await at.rest()


def test_letters_right_behind_a_tab_go_into_the_next_field(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f3")
        await burst(at, "tab", *"pipe", "tab", "tab")
        form = at.app.screen
        assert isinstance(form, TicketForm)
        await at.until(lambda: form.form.values()["subject"] == "pipe")

    at_the_desk(desk, steps)


def test_a_form_is_opened_filled_and_saved_in_one_breath(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await burst(at, "f3", "tab", *"pipe", "ctrl+s")
        await at.sees("Ticket 1 opened")

    at_the_desk(desk, steps)


def test_letters_typed_before_a_screen_is_there_are_no_verbs_of_the_list_below(desk: Desk) -> None:
    a_ticket(desk)
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await burst(at, "f2", *"8000")
        call = at.app.screen
        assert isinstance(call, CallScreen)
        await at.until(lambda: call.typed == "8000")
        await burst(at, "escape", "1")
        await at.until(lambda: isinstance(at.app.screen, TodayScreen))

    at_the_desk(desk, steps)


def test_what_is_pasted_behind_a_tab_goes_into_the_next_field(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f3")
        at.app.post_message(Key("tab", None))
        at.app.post_message(Paste("漏水"))
        at.app.post_message(Key("x", "x"))
        form = at.app.screen
        assert isinstance(form, TicketForm)
        await at.until(lambda: form.form.values()["subject"] == "漏水x")

    at_the_desk(desk, steps)
