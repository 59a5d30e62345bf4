"""One call after the other: nothing typed for the next caller goes astray, and what a call settled is asked."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks, contacts, drafts, tickets
from servicedesk.screens.call import CallScreen
from servicedesk.screens.ticket_form import TicketForm
from servicedesk.screens.today import TodayScreen
from servicedesk.widgets.dialogs import Confirm, PickOne
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_call, a_customer


def test_the_next_caller_is_typed_while_the_last_call_is_still_saved(desk: Desk) -> None:
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "enter")
        await at.write("any news?")
        at.app._turn.acquire()
        await at.pilot.press("ctrl+s", "f2", *"u1234")
        at.app._turn.release()
        await at.rest()
        await at.sees("Contact 1 kept")
        call = at.app.screen
        assert isinstance(call, CallScreen)
        assert call.typed == "u1234"
        await at.press("escape")
        assert isinstance(at.app.screen, TodayScreen)

    at_the_desk(desk, steps)
    (contact,) = contacts.contacts(desk)
    assert contact.text == "any news?"


def test_f2_on_the_call_screen_begins_anew(desk: Desk) -> None:
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "f2")
        await at.sees("Who is calling?")
        await at.write("no")
        call = at.app.screen
        assert isinstance(call, CallScreen)
        assert call.typed == "no"

    at_the_desk(desk, steps)


def test_what_was_kept_is_said_in_the_bottom_line_below_the_call_screen(desk: Desk) -> None:
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "n")
        await at.write("lift is stuck")
        await at.press("ctrl+s")
        await at.sees("Ticket 1 opened")
        assert not at.app._notifications

    at_the_desk(desk, steps)


@pytest.mark.parametrize(("answer", "state"), [("y", "done"), ("n", "due"), ("escape", "due")])
def test_a_ticket_by_a_caller_we_owed_a_call_asks_whether_that_is_settled(
    desk: Desk, answer: str, state: str
) -> None:
    owed = a_call(desk, a_customer(desk), "say when the plumber comes")

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "n")
        await at.write("still dripping")
        await at.press("ctrl+s")
        await at.until(lambda: isinstance(at.app.screen, Confirm))
        await at.sees("We owed 王小明 a call", "say when the plumber")
        await at.press(answer)
        await at.until(lambda: isinstance(at.app.screen, TodayScreen))

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, owed).state == state
    assert [contact.ticket for contact in contacts.contacts(desk)] == ([1] if state == "done" else [])


def test_a_file_without_a_name_is_called_by_its_number_once(desk: Desk) -> None:
    number = a_customer(desk, "")

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.sees("since 2026")
        assert f"C{number}  C{number}" not in at.seen
        await at.press("enter", "e", "ctrl+s")
        await at.sees(f"Customer C{number} saved")

    at_the_desk(desk, steps)


def test_the_menu_of_the_call_screen_has_the_unknown_caller_for_input_methods_that_take_letters(
    desk: Desk,
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("a man")
        await at.press("f4")
        await at.write("unknown")
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, PickOne))
        await at.press("enter")
        await at.write("smell of gas")
        await at.press("ctrl+s")
        await at.sees("Ticket 1 opened")

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, 1).caller == "a man"


def test_a_form_that_only_knows_its_customer_leaves_no_draft(desk: Desk) -> None:
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("8000")
        await at.press("enter", "n")
        assert isinstance(at.app.screen, TicketForm)
        await at.press("escape")
        assert "Your text is kept" not in at.seen

    at_the_desk(desk, steps)
    assert drafts.drafts(desk) == []
