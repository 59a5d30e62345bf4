"""A window that is closed is let go of, so that a day at the desk does not fill the memory."""

from __future__ import annotations

import gc
from collections import Counter

import pytest
from textual.screen import Screen

from servicedesk.desk import Desk
from servicedesk.widgets.safe_text import SafeTextArea
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.screens.work import a_customer, a_ticket

TIMES = 6  # a few of the newest are held until the next event


@pytest.mark.parametrize("key", ["m", "f3", "f2", "question_mark", "ctrl+p", "f4"])
def test_a_closed_window_is_let_go_of(desk: Desk, key: str) -> None:
    a_ticket(desk, customer=a_customer(desk))
    held: list[str] = []

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        for _time in range(TIMES):
            await at.press(key, "x", "backspace", "escape")
            for _layer in at.app.screen_stack[1:]:
                await at.press("escape")
            assert len(at.app.screen_stack) == 1, at.seen
        await at.pilot.pause(0.5)
        gc.collect()
        kinds = (Screen, SafeTextArea)
        closed = [one for one in gc.get_objects() if isinstance(one, kinds) and not one.is_attached]
        counts = Counter(type(one).__name__ for one in closed)
        held.extend(name for name, count in counts.items() if count >= TIMES)

    at_the_desk(desk, steps)
    assert held == []
