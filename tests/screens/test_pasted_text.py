"""What is pasted is never sent to the terminal as it is, wherever the cursor stands."""

from __future__ import annotations

import pytest
from textual.events import Paste
from textual.widgets import TextArea

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_ticket

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
