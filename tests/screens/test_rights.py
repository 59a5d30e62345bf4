"""Consents and rights on the screen: seen on the card, given and withdrawn, stated, erased after a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from servicedesk.desk import Desk
from servicedesk.lookups import card
from servicedesk.lookups import tickets as ticket_lookup
from servicedesk.lookups.consents import ledger
from servicedesk.operations import tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.callbacks import plan as plan_call
from servicedesk.operations.consents import give, withdraw
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.rights import restrict
from servicedesk.operations.tickets import NewTicket
from servicedesk.screens.customer import CustomerScreen
from servicedesk.screens.statement import StatementScreen
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE, as_role


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", phones=("138 0013 8000",), note=HOSTILE)).number


async def choose(at: AtTheDesk, words: str) -> None:
    """Opens the menu of rights and takes the line with these words."""
    await at.press("p")
    await at.write(words)
    await at.press("enter")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_card_shows_what_was_agreed_to_and_refused(
    desk: Desk, wang: int, language: str, size: tuple[int, int]
) -> None:
    give(desk, wang, "marketing", "wechat")
    withdraw(desk, wang, "survey")
    restrict(desk, wang, "a dispute")
    seen = {
        "en": ("offers and care (WeChat)", "survey (any channel)", "own matters only"),
        "zh_CN": ("推广与关怀", "调查", "只可用于客户自己的事项"),
    }

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await at.sees(*seen[language])
        await at.press("escape", "f2")
        await at.write("wxm")
        await at.sees(*seen[language])

    at_the_desk(desk, steps, size=size, language=language)


def test_a_consent_is_written_down_in_a_form(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "give")
        await at.sees("Consent of 王小明", "By which channel")
        await at.press("ctrl+s")
        await at.sees("offers and care by any channel: given", "Agreed to")

    at_the_desk(desk, steps)
    assert [(line.purpose, line.channel, line.given) for line in ledger(desk, wang)] == [
        ("marketing", "any", True)
    ]


def test_a_file_is_restricted_with_a_reason_and_freed(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "restrict")
        await at.write("dispute")
        await at.press("ctrl+s")
        await at.sees("The file is restricted", "own matters only")
        await choose(at, "lift")
        await at.until(lambda: "own matters only" not in at.seen)

    at_the_desk(desk, steps)
    assert not card.card(desk, wang).rights.row.restricted


def test_the_statement_is_read_and_written_into_a_file(desk: Desk, wang: int, tmp_path: Path) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "statement")
        await at.until(lambda: isinstance(at.app.screen, StatementScreen))
        await at.sees("What we hold of 王小明", "138 0013 8000")
        await at.press("w")
        at.app.screen.query_one(TextArea).text = str(tmp_path / "for her.md")
        await at.press("ctrl+s")
        await at.sees("Statement written")

    at_the_desk(desk, steps, size=WIDE)
    assert "王小明" in (tmp_path / "for her.md").read_text("utf-8")


@pytest.mark.parametrize(("answer", "gone"), [("y", True), ("n", False), ("enter", False)])
def test_erasing_asks_why_and_then_once_more(desk: Desk, wang: int, answer: str, gone: bool) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "erase")
        await at.write("asked for it")
        await at.press("ctrl+s")
        await at.sees("Erase 王小明 for good?", "[ Keep ]")
        await at.press(answer)
        if gone:
            await at.sees("this file stays empty")

    at_the_desk(desk, steps)
    assert (card.card(desk, wang).rights.row.erased_at is not None) is gone


@pytest.mark.parametrize(("answer", "gone"), [("y", True), ("enter", False)])
def test_open_tickets_are_named_and_cancelled_when_she_says_so(
    desk: Desk, wang: int, answer: str, gone: bool
) -> None:
    ticket = tickets.open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number

    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "erase")
        await at.write("asked for it")
        await at.press("ctrl+s")
        await at.press("y")
        await at.sees(f"Tickets are still open: {ticket}", "Cancel them and erase", "[ Keep ]")
        assert "--close" not in at.seen
        await at.press(answer)
        if gone:
            await at.sees("this file stays empty")

    at_the_desk(desk, steps)
    assert (card.card(desk, wang).rights.row.erased_at is not None) is gone
    assert ticket_lookup.ticket(desk, ticket).status == ("cancelled" if gone else "new")


def test_who_may_not_erase_is_told_and_nothing_goes(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.app.push_screen(CustomerScreen(wang))
        await choose(at, "erase")
        await at.write("asked for it")
        await at.press("ctrl+s", "y")
        await at.sees("may not do this")

    at_the_desk(as_role(desk, "receptionist"), steps, size=WIDE)
    assert card.card(desk, wang).file.row.name == "王小明"


def test_the_list_of_calls_says_who_may_not_be_rung_and_run_mode_passes_her_over(
    desk: Desk, wang: int
) -> None:
    other = create(desk, NewCustomer("赵六", phones=("13800138001",))).number
    plan_call(desk, NewCallback(wang, desk.now(), "our reminder"))
    plan_call(desk, NewCallback(other, desk.now(), "the other"))
    withdraw(desk, wang, "follow_up")

    async def steps(at: AtTheDesk) -> None:
        await at.press("4")
        await at.sees("do not ring", "王小明")
        await at.press("s")
        await at.sees("Passed over: 王小明", "赵六")

    at_the_desk(desk, steps, size=WIDE)
