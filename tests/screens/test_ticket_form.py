"""Opening and editing tickets: the promise while choosing, drafts, two people at once, what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from textual.widgets import Input, TextArea

from servicedesk.desk import Desk
from servicedesk.lookups import drafts, tickets
from servicedesk.operations import customers as files
from servicedesk.operations import tickets as operations
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.ticket_form import TicketForm
from servicedesk.store import sessions
from servicedesk.widgets.form import Form
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_colleague, a_customer, a_ticket
from tests.support import HOSTILE


def form(at: AtTheDesk) -> Form:
    assert isinstance(at.app.screen, TicketForm)
    return at.app.screen.query_one(Form)


@pytest.mark.parametrize(
    ("language", "promise", "opened"),
    [("en", "first word by Mon 23 Nov", "opened, first word due"), ("zh_CN", "11月23日 周一", "已")],
)
def test_a_new_ticket_shows_its_promise_while_choosing_and_is_saved_with_every_text(
    desk: Desk, language: str, promise: str, opened: str
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "n")
        await at.sees(promise)
        form(at).set_values({"subject": HOSTILE, "description": HOSTILE, "kind": "complaint"})
        form(at).field("customer").editor.value = "Somebody new"  # type: ignore[attr-defined]
        await at.press("ctrl+s")
        await at.sees(opened, "[/b] 漏水")

    at_the_desk(desk, steps, language=language)
    (number,) = tickets.numbers(desk, "is:open")
    row = tickets.ticket(desk, number)
    assert (row.subject, row.kind, row.caller) == (" ".join(HOSTILE.split()), "complaint", "Somebody new")
    assert tickets.detail(desk, number).description == HOSTILE


def test_a_picked_customer_brings_premises_and_what_must_not_be_forgotten(desk: Desk) -> None:
    new = files.NewCustomer(
        name="王小明", phones=["138 0013 8000"], premises=["3-2-501"], do_not="ring before entering"
    )
    number = files.create(desk, new).number

    async def steps(at: AtTheDesk) -> None:
        await at.press("n")
        await at.write("8000")
        await at.sees("王小明")
        await at.press("enter")
        await at.sees("3-2-501", "! ring before entering")
        await at.press("tab")
        await at.write("No water")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk) == 1)

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, 1).customer_number == number


def test_esc_keeps_the_text_and_the_same_form_brings_it_back_until_it_is_saved(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("n", "tab")
        await at.write("Half a sentence")
        await at.press("escape")
        await at.sees("Your text is kept")
        await at.press("n")
        await at.sees("Half a sentence", "Your text from before is back")
        await at.press("ctrl+s")
        await at.sees("opened, first word due")
        await at.press("n")
        assert form(at).values()["subject"] == ""

    at_the_desk(desk, steps)
    assert drafts.drafts(desk) == []


def test_what_is_missing_is_said_under_its_field_and_two_saves_make_one_ticket(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("n", "ctrl+s")
        await at.sees("Needed.")
        await at.write("Lift stuck")
        await at.pilot.press("ctrl+s", "ctrl+s", "ctrl+s")
        await at.sees("opened, first word due")

    at_the_desk(desk, steps)
    assert tickets.count(desk) == 1


def test_what_is_refused_is_said_in_the_form_and_the_text_stays(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("n")
        form(at).set_values({"subject": "x" * 2_000})
        await at.press("ctrl+s")
        await at.sees("! The subject has 2000 characters")
        assert form(at).values()["subject"] == "x" * 2_000

    at_the_desk(desk, steps)
    assert tickets.count(desk) == 0


def test_other_fields_of_two_people_merge_and_one_field_shows_yours_theirs_and_before(desk: Desk) -> None:
    number = a_ticket(desk, "Before")
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.press("e")
        form(at).field("tags").value = "mine"
        operations.edit(colleague, number, {"description": "Theirs too"})
        await at.press("ctrl+s")
        await at.sees(f"Ticket {number} saved")
        await at.press("e")
        form(at).field("subject").value = "Mine"
        operations.edit(colleague, number, {"subject": "Theirs"})
        await at.press("ctrl+s")
        await at.sees("Chen Jing changed this meanwhile", "Theirs: Theirs. Before: Before", "Mine")
        await at.press("ctrl+s")
        await at.sees(f"Ticket {number} saved")

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, number).subject == "Mine"
    assert tickets.ticket(desk, number).tags == ("mine",)
    assert tickets.detail(desk, number).description == "Theirs too"


def test_an_old_draft_never_takes_back_what_a_colleague_changed_since(desk: Desk) -> None:
    number = a_ticket(desk, "Before")
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.press("e")
        form(at).field("tags").value = "mine"
        await at.press("escape")
        operations.edit(colleague, number, {"subject": "Theirs"})
        await at.press("e")
        await at.sees("others changed this since")
        assert form(at).values()["subject"] == "Theirs"
        await at.press("ctrl+s")
        await at.sees(f"Ticket {number} saved")

    at_the_desk(desk, steps)
    assert (tickets.ticket(desk, number).subject, tickets.ticket(desk, number).tags) == ("Theirs", ("mine",))


def test_an_untouched_edit_leaves_no_draft(desk: Desk) -> None:
    number = a_ticket(desk, customer=a_customer(desk))

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.press("e")
        assert form(at).values()["customer"] == "1"
        await at.press("escape")
        assert isinstance(at.app.screen, TicketScreen)
        assert "Your text is kept" not in at.seen

    at_the_desk(desk, steps)
    assert drafts.drafts(desk) == []


def test_letters_and_digits_stay_in_the_form_and_f2_takes_a_call_over_it(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("n")
        await at.write("12cnz")
        await at.press("tab", "tab")
        await at.write("z1")
        assert isinstance(at.app.screen, TicketForm)
        await at.press("tab", "tab", "tab", "tab", "tab")
        assert isinstance(at.app.focused, TextArea)
        await at.press("f2")
        await at.sees("Call")
        await at.press("escape")
        assert at.app.screen.query(Input).first().value == "12cnz"

    at_the_desk(desk, steps)


def test_a_locked_desk_loses_nothing_and_the_same_ctrl_s_saves_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "BUSY_MILLISECONDS", 50)
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "n", "tab")
        with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await at.write("Lift stuck")
            await at.press("ctrl+s")
            await at.sees("! ", "Lift stuck", "busy")
            other.execute("ROLLBACK")
        await at.press("ctrl+s")
        await at.sees("opened, first word due")

    at_the_desk(desk, steps)
    assert tickets.count(desk) == 2
