"""Two questions of one group: the answer to the older one never replaces that to the newer."""

from __future__ import annotations

import pytest
from textual.message import Message

from servicedesk.desk import Desk
from servicedesk.screens.asking import Asking
from tests.screens.at_the_desk import AtTheDesk, at_the_desk


def test_an_older_answer_already_on_its_way_gives_way_to_the_newer_question(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    on_its_way: list[Message] = []

    async def steps(at: AtTheDesk) -> None:
        screen = at.app.screen
        assert isinstance(screen, Asking)
        with monkeypatch.context() as slow:
            slow.setattr(screen, "post_message", on_its_way.append)
            screen.ask(lambda: "older", shown.append, group="trial")
            await at.until(lambda: bool(on_its_way))
        screen.ask(lambda: "newer", shown.append, group="trial")
        await at.until(lambda: shown == ["newer"])
        for answer in on_its_way:
            screen.post_message(answer)
        await at.rest()

    at_the_desk(desk, steps)
    assert shown == ["newer"]


def test_questions_of_different_groups_are_both_answered(desk: Desk) -> None:
    shown: list[str] = []

    async def steps(at: AtTheDesk) -> None:
        screen = at.app.screen
        assert isinstance(screen, Asking)
        screen.ask(lambda: "left", shown.append, group="left")
        screen.ask(lambda: "right", shown.append, group="right")
        await at.until(lambda: len(shown) == 2)

    at_the_desk(desk, steps)
    assert sorted(shown) == ["left", "right"]
