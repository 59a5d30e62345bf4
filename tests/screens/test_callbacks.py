"""Callbacks: the lists, run mode with one key per outcome, drafts of notes, and what is moved or given up."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks
from servicedesk.operations import callbacks as operations
from servicedesk.operations import leases
from servicedesk.screens.callback_form import CallbackForm
from servicedesk.screens.callback_run import CallbackRun
from servicedesk.screens.callbacks import CallbacksScreen
from servicedesk.screens.customer import CustomerScreen
from servicedesk.screens.ticket import TicketScreen
from servicedesk.widgets.form import Form
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_call, a_colleague, a_customer, a_ticket
from tests.support import HOSTILE


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    """Two calls: to 王小明 first, then to Chen Jie."""
    first = a_call(desk, a_customer(desk), "Is the tap dry?", minutes=5)
    return [first, a_call(desk, a_customer(desk, "Chen Jie", "139 1234 8000"), "News of the lift")]


def test_a_call_is_logged_as_reached_in_two_keys_and_the_next_one_comes(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4")
        await at.sees("Due today: 2", "王小明")
        keys = at.keys
        await at.press("enter")
        await at.sees(f"Callback {calls[0]}", "Is the tap dry?", "138 0013 8000")
        await at.press("e")
        await at.sees("王小明: reached", "z Undo")
        assert at.keys - keys <= 3

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[0]).state == "done"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_lists_and_preview_show_who_why_and_when(desk: Desk, calls: list[int], language: str) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "down")
        await at.sees("王小明", "Chen Jie", "News of the lift", "139 1234 8000")

    at_the_desk(desk, steps, size=WIDE, language=language)


@pytest.mark.parametrize(
    ("key", "outcome"), [("n", "no_answer"), ("u", "busy"), ("g", "wrong_number"), ("d", "declined")]
)
def test_each_outcome_is_one_key(desk: Desk, calls: list[int], key: str, outcome: str) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", key)
        await at.until(lambda: callbacks.callback(desk, calls[0]).last_outcome == outcome)
        await at.rest()

    at_the_desk(desk, steps)


def test_call_later_asks_when_and_says_what_it_understood(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", "l", "tab")
        await at.write("fri 14:00")
        await at.sees("Fri 27 Nov 14:00")
        await at.press("ctrl+s")
        await at.until(lambda: callbacks.callback(desk, calls[0]).due_at.day == 27)

    at_the_desk(desk, steps)


def test_a_note_and_a_score_go_with_the_outcome_and_an_unfinished_note_is_kept(
    desk: Desk, calls: list[int]
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", "m")
        at.app.screen.query_one("#run-note", Input).value = HOSTILE
        await at.press("enter", "escape")
        await at.until(lambda: isinstance(at.app.screen, CallbacksScreen))
        await at.press("enter")
        await at.until(lambda: at.app.screen.query_one("#run-note", Input).value == HOSTILE)
        await at.press("5", "e")
        await at.until(lambda: callbacks.callback(desk, calls[0]).state == "done")
        await at.rest()
        assert at.app.screen.query_one("#run-note", Input).value == ""

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[0]).score == 5
    assert HOSTILE in [said.text for said in callbacks.run_card(desk, calls[0]).last_said]


def test_digits_and_letters_mean_nothing_else_while_calling_and_the_menu_has_every_outcome(
    desk: Desk, calls: list[int]
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", "3")
        await at.sees("Score 3 of 5")
        await at.press("c")
        assert isinstance(at.app.screen, CallbackRun)
        await at.press("enter")
        await at.sees("What came of the call?", "Wrong number")
        await at.write("busy")
        await at.press("enter")
        await at.until(lambda: callbacks.callback(desk, calls[0]).last_outcome == "busy")

    at_the_desk(desk, steps)


def test_skip_goes_on_and_the_last_call_says_so(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", "s")
        await at.until(lambda: f"Callback {calls[0]}" not in at.seen)
        await at.press("s", "s")
        await at.sees("No more calls are due", "Esc goes back")
        await at.press("e")
        await at.sees("No call is open")
        await at.press("escape")
        assert isinstance(at.app.screen, CallbacksScreen)

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[0]).leased_by is None


def test_a_call_that_a_colleague_has_in_hand_says_who(desk: Desk, calls: list[int]) -> None:
    leases.lease(a_colleague(desk), calls[0])

    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter")
        await at.sees("has this call in hand")

    at_the_desk(desk, steps)


def test_undo_takes_the_outcome_back_and_says_so(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter", "e")
        await at.sees("reached")
        await at.press("z")
        await at.sees("Undone: ")

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[0]).state == "due"


def test_a_call_is_moved_and_given_up_with_a_reason(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "l")
        await at.write("She is at work")
        await at.press("tab")
        await at.write("tomorrow 18:00")
        await at.press("ctrl+s")
        await at.sees(f"Callback {calls[0]} moved", "Due today: 1")
        await at.press("D")
        await at.write("Came by herself")
        await at.press("ctrl+s")
        await at.sees(f"Callback {calls[1]} cancelled", "Nobody is waiting for a call here")
        for key in ("D", "l", "enter"):
            await at.press(key)
            assert isinstance(at.app.screen, CallbacksScreen), "no call is left that this could be done to"

    at_the_desk(desk, steps)


def test_a_reason_for_what_a_colleague_did_meanwhile_is_told_and_kept(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "D")
        await at.write("She has moved away")
        operations.cancel(a_colleague(desk), calls[0], "Wrong number")
        await at.press("ctrl+s")
        await at.sees("Nothing to do: it is so already", "Due today: 1")
        assert "cancelled" not in at.seen
        assert at.app.drafts.kept(f"call-cancel:{calls[0]}")["text"] == "She has moved away"

    at_the_desk(desk, steps)


def test_a_callback_is_promised_from_a_ticket_and_a_bad_time_is_said_under_its_field(desk: Desk) -> None:
    number = a_ticket(desk, customer=a_customer(desk))

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.sees("王小明")
        await at.press("b")
        await at.until(lambda: isinstance(at.app.screen, CallbackForm))
        at.app.screen.query_one(Form).set_values({"at": "the 45th", "reason": HOSTILE})
        await at.press("ctrl+s")
        await at.sees("! ", "the 45th")
        at.app.screen.query_one(Form).field("at").value = "+2h"
        await at.sees("Mon 23 Nov 12:00")
        await at.press("ctrl+s")
        await at.sees("planned for Mon 23 Nov 12:00")

    at_the_desk(desk, steps)
    (row,) = callbacks.callbacks(desk)
    assert (row.reason, row.ticket, row.promised) == (HOSTILE, number, True)


def test_an_outcome_pressed_before_the_call_is_in_hand_is_not_lost(desk: Desk, calls: list[int]) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4")
        await at.sees("王小明")
        await at.pilot.press("enter", "e")
        await at.until(lambda: callbacks.callback(desk, calls[0]).state == "done")
        await at.rest()

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[1]).state == "due"


def test_a_wrong_number_says_where_the_call_waits_in_words_of_the_screen(
    desk: Desk, calls: list[int]
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "enter")
        await at.sees("138 0013 8000")
        await at.press("g")
        await at.sees("wrong number", "Ask for the right number", "it waits in the list Decide")
        assert "servicedesk callback" not in at.seen

    at_the_desk(desk, steps, size=WIDE)


def test_a_call_that_is_done_shows_the_file_and_one_given_up_is_decided(desk: Desk, calls: list[int]) -> None:
    operations.log(desk, calls[0], "reached")
    operations.log(desk, calls[1], "wrong_number")

    async def steps(at: AtTheDesk) -> None:
        await at.press("4", "q")
        await at.write("done")
        await at.press("enter")
        await at.sees("Done: 1", "王小明")
        assert "Ring" not in at.seen
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, CustomerScreen))
        await at.press("escape", "q")
        await at.write("decide")
        await at.press("enter")
        await at.sees("Decide: 1", "Chen Jie")
        await at.press("enter", "enter")
        await at.write("new number found")
        await at.press("tab")
        await at.write("明天下午3点")
        await at.press("ctrl+s")
        await at.sees(f"Callback {calls[1]} moved")

    at_the_desk(desk, steps)
    assert callbacks.callback(desk, calls[1]).state == "due"
