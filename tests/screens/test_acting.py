"""Acting on tickets: in turn, by whom it is allowed, on how many, and what is said when it takes long or fails."""

from __future__ import annotations

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import queues, tickets
from servicedesk.operations import tickets as operations
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.tickets import TicketsScreen
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.rows import RowList
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_colleague, a_customer, a_ticket
from tests.support import as_role


def mark(at: AtTheDesk, numbers: list[int]) -> None:
    at.app.screen.query_one("#tickets", RowList).set_marks(set(numbers))


def test_an_undo_waits_for_what_is_still_being_saved(desk: Desk) -> None:
    numbers = [a_ticket(desk), a_ticket(desk)]

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 2")
        mark(at, numbers)
        await at.press("x")
        await at.write("Done")
        at.app._turn.acquire()
        await at.pilot.press("ctrl+s")
        await at.pilot.press("z")
        await at.pilot.pause(0.6)
        await at.sees("Saving ...")
        at.app._turn.release()
        await at.rest()
        await at.sees("Undone: ")

    at_the_desk(desk, steps)
    assert {tickets.ticket(desk, number).status for number in numbers} == {"new"}


@pytest.mark.parametrize("key", ["e", "b", "f"])
def test_what_takes_one_ticket_is_refused_for_several_marks(desk: Desk, key: str) -> None:
    customer = a_customer(desk)
    numbers = [a_ticket(desk, customer=customer), a_ticket(desk, customer=customer)]

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 2")
        mark(at, numbers)
        await at.press(key)
        await at.sees("takes one ticket at a time, and 2 are marked")
        assert isinstance(at.app.screen, TicketsScreen)

    at_the_desk(desk, steps, size=(120, 24))


def test_who_may_not_cancel_is_told_before_typing_why_and_in_full(desk: Desk) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 1")
        await at.press("D")
        assert not isinstance(at.app.screen, TextPrompt)
        await at.sees("A specialist may not do this", "receptionist", "administrator")

    at_the_desk(as_role(desk, "specialist"), steps)


def test_one_reason_of_several_refusals_is_said_once(desk: Desk) -> None:
    numbers = [a_ticket(desk), a_ticket(desk)]

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 2")
        mark(at, numbers)
        await at.press("x")
        await at.write("Done")
        for number in numbers:
            operations.cancel(desk, number, "double")
        await at.press("ctrl+s")
        await at.sees(f"! {numbers[0]} {numbers[1]}: ")
        assert at.seen.count("is cancelled") == 1

    at_the_desk(desk, steps)


def test_a_filter_is_kept_as_a_queue_of_ones_own(desk: Desk) -> None:
    a_ticket(desk), a_ticket(desk, "Lift noise", kind="complaint")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "s")
        await at.sees("Filter the list first")
        await at.press("slash")
        await at.write("kind:complaint")
        await at.press("enter", "s")
        await at.sees("Keep as a queue", "complaint")
        assert "everybody" not in at.seen
        await at.write("投诉 mine")
        await at.press("ctrl+s")
        await at.sees("Queue 投诉 mine kept", "投诉 mine: 1", "Lift noise")
        assert "filtered" not in at.seen

    receptionist = as_role(desk, "receptionist")
    at_the_desk(receptionist, steps)
    kept = queues.queues(receptionist)[-1]
    assert (kept.name, kept.saved) == ("投诉 mine", True)
    assert "投诉 mine" not in [queue.name for queue in queues.queues(a_colleague(desk))]


def test_who_sets_up_the_firm_keeps_a_queue_for_everybody_and_a_name_in_use_is_said(desk: Desk) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "slash")
        await at.write("漏水")
        await at.press("enter", "f9")
        await at.write("Overdue")
        await at.press("ctrl+s")
        await at.sees("! There is a queue Overdue already")
        await at.write(" leaks")
        await at.press("tab", "right", "ctrl+s")
        await at.sees("Overdue leaks: 1")

    at_the_desk(desk, steps)
    assert "Overdue leaks" in [queue.name for queue in queues.queues(as_role(desk, "receptionist"))]


def test_a_text_for_what_a_colleague_did_meanwhile_is_kept(desk: Desk) -> None:
    number = a_ticket(desk)
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.press("x")
        await at.write("Valve replaced")
        operations.resolve(colleague, number, "Done already")
        await at.press("ctrl+s")
        await at.sees("Nothing to do: it is so already", "Your text is kept")
        await at.press("x")
        await at.sees("Valve replaced")

    at_the_desk(desk, steps, size=(140, 40))
