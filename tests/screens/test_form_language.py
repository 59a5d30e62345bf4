"""F8 in a form: it speaks the other language at once, and nothing that was typed is lost."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.lookups import drafts, tickets
from servicedesk.screens.ticket_form import TicketForm
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_customer, a_ticket


def test_a_form_changes_its_language_and_keeps_what_is_typed_and_the_cursor(desk: Desk) -> None:
    customer = a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("n")
        await at.write("8000")
        await at.sees("138 0013 8000")
        await at.press("enter", "tab")
        await at.write("暖气 cold")
        await at.press("f8")
        await at.sees("主题", "王小明", "暖气 cold", "保存")
        form = at.app.screen
        assert isinstance(form, TicketForm)
        assert at.app.focused is form.form.field("subject").editor
        await at.write("!")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk) == 1)
        await at.sees("今日")

    at_the_desk(desk, steps)
    row = tickets.ticket(desk, 1)
    assert (row.subject, row.customer_number) == ("暖气 cold!", customer)


def test_an_edit_that_changed_its_language_saves_only_what_was_typed(desk: Desk) -> None:
    number = a_ticket(desk, customer=a_customer(desk))

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("爆管漏水")
        await at.press("e", "f8")
        await at.sees("主题", "王小明")
        await at.press("escape")
        assert drafts.drafts(desk) == []
        await at.press("e", "f8")
        await at.write(" [/b]")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.ticket(desk, number).subject == "爆管漏水 [/b]")

    at_the_desk(desk, steps)
    assert [row.kind for row in tickets.timeline(desk, number)] == ["ticket.opened", "ticket.edited"]


def test_a_window_in_front_keeps_its_language_and_says_so(desk: Desk) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "m", "f8")
        await at.sees("Close this window first", "Ctrl+S Save")

    at_the_desk(desk, steps)
