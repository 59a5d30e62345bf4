"""The small windows: a question, a list, a text; nothing typed in them is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widget import Widget

from servicedesk.problems import BadValue
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.dialogs import Confirm, PickOne
from servicedesk.widgets.prompt import TextPrompt
from tests.widgets.hosting import HOSTILE, Host, lines, run

STAFF = [("li", "李娜", "reception"), ("zhou", "Zhou [/b]", "repairs"), ("chen", "Chen Jie", "repairs")]
CAUSES = [("wear", "Wear"), ("mistake", "Our mistake")]


def answer_of(
    make: Callable[[], ModalScreen[Any]], keys: list[str], look: Callable[[str], None] = lambda _seen: None
) -> list[Any]:
    """What the dialog answered after these keys; empty while it is still open."""
    answers: list[Any] = []

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        dialog = make()
        host.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        if host.screen is dialog:
            look("\n".join(lines(dialog.query_one(".dialog"))))

    run(Widget(), steps)
    return answers


@pytest.mark.parametrize(
    ("danger", "keys", "answer"),
    [
        (False, ["enter"], [True]),
        (True, ["enter"], [False]),
        (True, ["left", "enter"], [True]),
        (True, ["tab", "enter"], [True]),
        (True, ["y"], [True]),
        (False, ["n"], [False]),
        (False, ["escape"], [False]),
        (False, ["x"], []),
    ],
)
def test_a_dangerous_question_leans_to_no(danger: bool, keys: list[str], answer: list[bool]) -> None:
    assert answer_of(lambda: Confirm("Erase 王小明?", HOSTILE, danger=danger), keys) == answer


def test_a_question_shows_its_answers_in_words() -> None:
    def look(seen: str) -> None:
        assert "! Erase [/b]?" in seen
        assert "Erase     [ Keep ]" in seen

    answer_of(lambda: Confirm("Erase [/b]?", yes="Erase", no="Keep", danger=True), ["x"], look)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], ["zhou"]),
        (["up", "enter"], ["li"]),
        (["down", "enter"], ["chen"]),
        (["李", "enter"], ["li"]),
        (["c", "h", "e", "n", "enter"], ["chen"]),
        (["escape"], [None]),
        (["q", "q", "enter"], []),
    ],
)
def test_one_is_picked_by_typing_or_arrows(keys: list[str], answer: list[str | None]) -> None:
    assert answer_of(lambda: PickOne("Assign to [/b]", STAFF, chosen="zhou"), keys) == answer


def test_a_list_without_a_match_says_so() -> None:
    def look(seen: str) -> None:
        assert "Nothing matches." in seen

    answer_of(lambda: PickOne("Assign to", STAFF), ["q", "q"], look)


def resolve() -> TextPrompt:
    return TextPrompt("Resolve 1042", choices=[ChoiceField("cause", "Cause", CAUSES, required=True)])


@pytest.mark.parametrize("save", ["ctrl+s", "ctrl+enter"])
def test_a_text_is_saved_with_its_choices(save: str) -> None:
    assert answer_of(resolve, ["o", "k", "tab", "right", save]) == [{"text": "ok", "cause": "wear"}]


def test_what_is_needed_is_said_under_its_field() -> None:
    def look(seen: str) -> None:
        assert seen.count("! Needed.") == 2

    assert answer_of(resolve, ["ctrl+s"], look) == []


def test_escape_gives_the_typed_text_back_for_a_draft() -> None:
    kept: list[dict[str, str]] = []
    assert answer_of(lambda: TextPrompt("Note", "漏水 ", keep=kept.append), ["x", "escape"]) == [None]
    assert kept
    assert all(values == {"text": "漏水 x"} for values in kept)  # once more where the typing had rested


def test_a_time_is_echoed_and_one_that_cannot_be_read_is_refused() -> None:
    def echo(text: str) -> str:
        if text != "fri 14":
            raise BadValue("This is not a time.", "Try fri 14:00.")
        return "Fri 27 Nov 14:00"

    def understood(seen: str) -> None:
        assert "Fri 27 Nov 14:00" in seen

    def refused(seen: str) -> None:
        assert "! This is not a time. Try fri 14:00." in seen

    answer_of(lambda: TextPrompt("Wait", "text", when="fri 14", echo=echo), ["x"], understood)
    assert answer_of(lambda: TextPrompt("Wait", "text", when="soon", echo=echo), ["ctrl+s"], refused) == []
    assert answer_of(lambda: TextPrompt("Wait", "text", when="fri 14", echo=echo), ["ctrl+s"]) == [
        {"text": "text", "when": "fri 14"}
    ]
