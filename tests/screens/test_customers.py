"""The customers' area, the customer's own screen, and the form of a file."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from servicedesk.desk import Desk
from servicedesk.lookups import card, customers, drafts
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.screens.customer import CustomerScreen
from servicedesk.screens.customer_form import CustomerForm
from servicedesk.screens.editing import meet
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明 of 3-2-501, who has a dog and an open ticket."""
    new = NewCustomer(
        name="王小明", phones=["138 0013 8000"], premises=["3-2-501"], do_not="Ring first, dog", tags="vip"
    )
    number = create(desk, new).number
    open_ticket(desk, NewTicket(subject="爆管漏水", customer=number, channel="phone"))
    return number


@pytest.fixture
def chen(desk: Desk) -> int:
    """Chen Jie, of whom only the phone is known besides the name."""
    return create(desk, NewCustomer(name="Chen Jie", phones=["13912348000"])).number


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_list_shows_everybody_and_beside_it_what_is_known(
    desk: Desk, wang: int, chen: int, language: str
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "j")
        await at.sees(
            "Chen Jie", "139 1234 8000", "王小明", "138 0013 8000", "3-2-501", f"C{wang}", "! Ring first, dog"
        )
        await at.sees("爆管漏水", "vip")

    at_the_desk(desk, steps, size=WIDE, language=language)


def test_the_filter_finds_any_fragment_and_says_what_a_query_means(desk: Desk, wang: int, chen: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "slash")
        await at.write("wxm")
        await at.until(lambda: "王小明" in at.seen and "Chen Jie" not in at.seen)
        at.app.screen.query_one("#filter", Input).value = "has:open"
        await at.sees("with open tickets", "王小明")
        at.app.screen.query_one("#filter", Input).value = "phone:99999"
        await at.sees("Nobody matches")
        await at.press("escape")
        await at.sees("Chen Jie", "王小明")

    at_the_desk(desk, steps)


def test_a_filter_that_cannot_be_read_says_why_and_keeps_the_list(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "ctrl+f")
        at.app.screen.query_one("#filter", Input).value = "colour:red"
        await at.sees("Unknown field “colour”", "王小明")

    at_the_desk(desk, steps)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_file_opens_from_the_list_and_its_contacts_are_logged(
    desk: Desk, wang: int, language: str
) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "enter")
        assert isinstance(at.app.screen, CustomerScreen)
        await at.sees("王小明", "! Ring first, dog", "爆管漏水")
        await at.press("l")
        await at.write("any news?")
        await at.press("ctrl+s")
        await at.sees("any news?")
        await at.press("escape")
        assert not isinstance(at.app.screen, CustomerScreen)

    at_the_desk(desk, steps, language=language)
    last = card.card(desk, wang).last_contact
    assert last is not None
    assert (last.text, last.channel, last.direction) == ("any news?", "phone", "in")


def test_verbs_are_in_a_menu_for_hands_whose_letters_are_taken(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "f4")
        await at.sees("Log a contact", "Promise a callback", "Open tickets")
        await at.write("open t")
        await at.press("enter")
        await at.sees("爆管漏水", "turn:")

    at_the_desk(desk, steps)


def test_a_new_file_is_made_with_whatever_was_typed(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "a")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        form.form.field("name").value = HOSTILE
        form.form.field("phones").value = "138 0013 8000; 021-5555-8000 转 12"
        form.form.field("do_not").value = HOSTILE
        form.form.field("note").value = HOSTILE
        await at.press("ctrl+s")
        await at.until(lambda: isinstance(at.app.screen, CustomerScreen))
        await at.sees("漏水", "138 0013 8000", "021 5555 8000")

    at_the_desk(desk, steps)
    (made,) = customers.files(desk)
    assert made.row.note == HOSTILE
    assert made.row.name == " ".join(HOSTILE.split())
    assert [phone.raw for phone in made.phones] == ["138 0013 8000", "021-5555-8000 转 12"]


def test_a_file_without_name_and_phone_is_refused_under_the_field_and_kept(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "a")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        form.form.field("birthday").value = "1980-02-31"
        await at.press("ctrl+s")
        await at.sees("! A customer needs a name or a phone")
        form.form.field("name").value = "Li Lei"
        await at.press("ctrl+s")
        await at.sees("! 1980-02-31 is not a date")
        assert form.form.field("birthday").error
        await at.press("escape")

    at_the_desk(desk, steps)
    assert customers.count(desk) == 0
    assert drafts.draft(desk, "customer:new:")["name"] == "Li Lei"


def test_a_number_that_is_in_a_file_already_is_noticed_while_typing(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "a", "tab")
        await at.write("+8613800138000")
        await at.sees(f"in a file already: C{wang} 王小明")

    at_the_desk(desk, steps)


def test_an_edit_changes_only_what_was_typed(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "e")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        await at.sees("王小明", "3-2-501 (premises owner)", "Ring first, dog")
        form.form.field("best_time").value = "after 18:00"
        form.form.field("opt_outs").value = "phone, WeChat"
        await at.press("ctrl+s")
        await at.sees(f"Customer C{wang} 王小明 saved")

    at_the_desk(desk, steps)
    kept = customers.customer(desk, wang)
    assert (kept.row.best_time, kept.row.opt_outs) == ("after 18:00", ("phone", "wechat"))
    assert kept.row.do_not == "Ring first, dog"
    assert [(place.text, place.role) for place in kept.premises] == [("3-2-501", "owner")]


def test_a_colleagues_change_of_another_field_is_taken_in(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "e")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        edit(desk, wang, {"best_time": "mornings"})
        form.form.field("note").value = "lift out of order"
        await at.press("ctrl+s")
        await at.until(lambda: at.app.screen is not form)

    at_the_desk(desk, steps)
    kept = customers.customer(desk, wang).row
    assert (kept.best_time, kept.note) == ("mornings", "lift out of order")


def test_a_field_that_both_changed_shows_theirs_and_before_and_keeps_mine(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "e")
        form = at.app.screen
        assert isinstance(form, CustomerForm)
        edit(desk, wang, {"do_not": "cat now"})
        form.form.field("do_not").value = "two dogs"
        await at.press("ctrl+s")
        await at.sees("Theirs: cat now. Before:", "Ctrl+S keeps yours")
        assert form.form.field("do_not").value == "two dogs"
        await at.press("ctrl+s")
        await at.until(lambda: at.app.screen is not form)

    at_the_desk(desk, steps)
    assert customers.customer(desk, wang).row.do_not == "two dogs"


def test_meeting_takes_from_each_what_it_changed() -> None:
    before = {"a": "1", "b": "1", "c": "1", "d": "1"}
    mine = {"a": "2", "b": "1", "c": "2", "d": "2"}
    theirs = {"a": "1", "b": "3", "c": "3", "d": "2"}
    met = meet(before, mine, theirs)
    assert met.values == {"a": "2", "b": "3", "c": "2", "d": "2"}
    assert met.clashes == ("c",)


def test_a_long_list_keeps_its_place_when_the_desk_changes(desk: Desk) -> None:
    batch = desk.in_batch()
    for place in range(130):
        create(batch, NewCustomer(name=f"Resident {place:03}"))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "G", "k")
        await at.sees("Resident 129")
        rows = at.app.screen.query_one("#customers")
        before = rows.selected_key  # type: ignore[attr-defined]
        create(desk, NewCustomer(name="Abel"))
        at.app.desk_changed()
        await at.sees("Customers: 131")
        assert rows.selected_key == before  # type: ignore[attr-defined]
        assert "Resident 129" in at.seen

    at_the_desk(desk, steps)
