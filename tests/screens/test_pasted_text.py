"""What is pasted is never sent to the terminal as it is, wherever the cursor stands."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.widgets import TextArea

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_customer, a_ticket

STEERING = "漏\x1b]0;owned\x07\x9b31m\u202e\u2066水"


@pytest.mark.parametrize(
    "keys", [("ctrl+p",), ("f2",), ("2", "slash"), ("3", "slash"), ("f3",)], ids="+".join
)
def test_pasted_control_characters_are_drawn_as_signs(desk: Desk, keys: tuple[str, ...]) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press(*keys)
        at.app.post_message(Paste(STEERING))
        await at.sees("漏␛]0;owned")
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(at.seen)

    at_the_desk(desk, steps)


def test_half_a_character_is_pasted_as_a_sign_and_saved(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f3", "tab")
        at.app.post_message(Paste("漏\ud800水"))
        await at.sees("漏�水")
        at.app.screen.query_one(TextArea).focus()
        await at.rest()
        at.app.post_message(Paste("half \udfff\nline"))
        await at.press("ctrl+s")
        await at.sees("opened, first word due")

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, 1).subject == "漏�水"
    assert tickets.detail(desk, 1).description == "half �\nline"


@pytest.mark.parametrize("area", ["2", "3"])
def test_a_filter_of_more_words_than_a_query_may_have_says_so(desk: Desk, area: str) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press(area, "slash")
        at.app.post_message(Paste("漏 " * 900))
        await at.sees("! A query has at most 200 words")

    at_the_desk(desk, steps)


def test_what_is_said_of_a_bad_value_draws_it_harmless(desk: Desk) -> None:
    a_customer(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "b")
        for text in (f"soon{STEERING}\0", "Tell her"):
            at.app.post_message(Paste(text))
            await at.press("tab")
        await at.press("ctrl+s")
        await at.sees("is not a time the desk", "soon漏␛]0;owned")
        assert not set("\x00\x1b\x07\x9b\u202e\u2066") & set(at.seen)

    at_the_desk(desk, steps)
