"""Leaving in the middle of a word: what is typed is kept, in forms and in the windows that ask for a text."""

from __future__ import annotations

import pytest
from textual.events import Paste

from servicedesk.desk import Desk
from servicedesk.lookups import drafts
from servicedesk.screens.pasting import MOST_IN_A_LINE, MOST_IN_A_TEXT
from servicedesk.widgets.safe_text import SafeInput
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_ticket


@pytest.mark.parametrize(
    ("key", "draft", "field"), [("f3", "ticket:new:", "subject"), ("m", "note:1", "text")]
)
def test_leaving_in_the_middle_of_a_word_keeps_it(desk: Desk, key: str, draft: str, field: str) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", key)
        if key == "f3":
            await at.press("tab")
        await at.pilot.press(*"pipe")
        at.app.leave()

    at_the_desk(desk, steps)
    assert drafts.draft(desk, draft)[field] == "pipe"


def test_a_text_asked_for_is_kept_as_one_types(desk: Desk) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "m")
        await at.write("long words")
        await at.until(lambda: bool(drafts.drafts(desk)))
        await at.press(*["backspace"] * 10)
        await at.until(lambda: not drafts.drafts(desk))

    at_the_desk(desk, steps)


@pytest.mark.parametrize(("key", "most"), [("f2", MOST_IN_A_LINE), ("m", MOST_IN_A_TEXT)])
def test_more_than_a_field_takes_is_refused_with_the_limit_and_what_was_typed_stays(
    desk: Desk, key: str, most: int
) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", key)
        await at.write("before")
        at.app.post_message(Paste("x" * (most + 1)))
        await at.sees("Nothing was pasted", f"{most:,}")
        at.app.post_message(Paste("y" * 10))
        await at.sees("before" + "y" * 10)

    at_the_desk(desk, steps)


@pytest.mark.parametrize(("key", "more"), [("f2", 1), ("m", 1), ("m", 400)])
def test_what_is_typed_behind_characters_that_draw_nothing_is_seen(desk: Desk, key: str, more: int) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", key)
        at.app.post_message(Paste("a\x07b\u202ec " * 12 * more))
        at.app.post_message(Paste("ENDS"))
        await at.sees("ENDS")

    at_the_desk(desk, steps)


def test_every_line_of_what_is_pasted_into_one_line_is_kept(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f2")
        await at.write("before ")
        field = at.app.screen.query_one("#call-field", SafeInput)
        at.app.screen.post_message(Paste("one\r\ntwo\n\x1b[31mthree\x00"))
        await at.until(lambda: field.value == "before one two \x1b[31mthree\x00")
        assert "\x1b" not in at.seen

    at_the_desk(desk, steps)
