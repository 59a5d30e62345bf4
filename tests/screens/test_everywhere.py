"""What holds on every screen: keys, palette, help, language, theme, live refresh, small terminals, trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from textual.binding import Binding

from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.keys import KEYS, bindings_for, key_name, pressed_key
from servicedesk.operations import handling
from servicedesk.screens.callback_run import CallbackRun
from servicedesk.screens.key_pages import PLACES, documented
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.tickets import TicketsScreen
from servicedesk.settings import read_settings
from servicedesk.widgets.bars import Counts
from servicedesk.widgets.form import Form
from servicedesk.widgets.page import Page
from servicedesk.widgets.rows import RowList
from servicedesk.widgets.timeline import Timeline
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_call, a_colleague, a_customer, a_ticket
from tests.support import HOSTILE

AREAS = {"1": "Today", "2": "Tickets", "3": "Customers", "4": "Callbacks", "5": "Reports"}

# The contexts that work at the same time on one screen, and the widgets that have the focus there.
TOGETHER: dict[str, tuple[tuple[str, ...], tuple[type, ...]]] = {
    "today": (("tickets", "everywhere"), (RowList, Counts)),
    "tickets": (("tickets", "list", "ticket_list", "everywhere"), (RowList, Timeline)),
    "ticket": (("tickets", "ticket", "everywhere"), (Timeline,)),
    "customers": (("customers", "list", "customer_list", "everywhere"), (RowList, Timeline)),
    "customer": (("customers", "customer", "everywhere"), (Timeline,)),
    "callbacks": (("callbacks", "everywhere"), (RowList, Page)),
    "reports": (("reports", "everywhere"), (Page,)),
    "run": (("run",), (Page,)),
    "call": (("call",), (RowList,)),
    "form": (("form",), (Form,)),
}
# What a list in front says of a key with the same meaning: Enter opens the line, Esc steps back one layer.
STEPS = {"enter", "escape"}


def uses(bindings: Iterable[object]) -> list[tuple[str, str]]:
    """Every key with the words of what it does."""
    return [
        (key.strip(), binding.description)
        for binding in bindings
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    ]


@pytest.mark.parametrize("screen", TOGETHER)
def test_no_key_means_two_things_on_one_screen(screen: str) -> None:
    contexts, widgets = TOGETHER[screen]
    own = uses(bindings_for(*contexts)) + uses(bindings_for("everywhere")[:1])
    for widget in widgets:
        meant: dict[str, set[str]] = {}
        for key, words in own + uses(widget.BINDINGS):  # type: ignore[attr-defined]
            if key not in STEPS and not key.endswith(("down", "up")):
                meant.setdefault(key, set()).add(words)
        assert {key: words for key, words in meant.items() if len(words) > 1} == {}


def test_every_context_is_named_and_every_key_has_an_id_and_words() -> None:
    assert set(KEYS) <= set(PLACES)
    rows = [row for page in documented().values() for row in page]
    assert all(row.id and row.words and row.keys for row in rows)
    ids = [row.id for row in rows]
    assert len(ids) == len(set(ids))


def test_no_letter_is_taken_from_a_field() -> None:
    taken = [key.keys for keys in KEYS.values() for key in keys if key.first]
    assert all(len(key) > 1 for keys in taken for key in keys.split(","))


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+s", "Ctrl+S"), ("f2", "F2"), ("enter", "Enter"), ("escape", "Esc"), ("D", "D"), ("slash", "/")],
)
def test_a_key_is_named_so_that_it_can_be_read_and_pressed(key: str, name: str) -> None:
    assert key_name(key) == name
    assert pressed_key(name) == key


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_key_sheet_shows_what_works_here_by_place(desk: Desk, language: str) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "question_mark")
        if language == "en":
            await at.sees("On tickets", "a           Assign", "In every list", "/ ／ Ctrl+F Filter")
        else:
            await at.sees("a           分配", "Ctrl+F")
        await at.press("escape")
        assert isinstance(at.app.screen, TicketsScreen)

    at_the_desk(desk, steps, size=WIDE, language=language)


@pytest.mark.parametrize(("language", "said"), [("en", "resol"), ("zh_CN", "解决"), ("zh_CN", "resolve")])
def test_the_palette_finds_an_action_by_words_of_either_language(
    desk: Desk, language: str, said: str
) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "ctrl+p")
        await at.write(said)
        await at.until(lambda: "x" in [line.strip()[-1:] for line in at.seen.splitlines()])
        await at.press("down", "enter")
        await at.sees("Resolve: how" if language == "en" else "解决")

    at_the_desk(desk, steps, language=language)


def test_a_theme_from_the_palette_is_kept(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("ctrl+p")
        await at.write("nord")
        await at.press("down", "enter")
        await at.until(lambda: at.app.theme == "nord")

    at_the_desk(desk, steps)
    assert read_settings().theme == "nord"


def test_another_language_redraws_everything_and_keeps_the_place(desk: Desk) -> None:
    numbers = [a_ticket(desk, f"Lamp {count}") for count in range(30)]

    async def steps(at: AtTheDesk) -> None:
        await at.press("1", "2", "slash")
        await at.write("lamp")
        await at.press("enter", "end", "space")
        rows = at.app.screen.query_one("#tickets", RowList)
        await at.press("f8")
        await at.sees("主题", "到期", "今日", "Li Na · 管理员", "分配")
        assert "Subject" not in at.seen
        assert rows.selected_key == numbers[-1]
        assert rows.marks == {numbers[-1]}
        assert rows.has_focus
        await at.press("1")
        await at.sees("主题", "客户")
        assert "Customer" not in at.seen
        await at.press("f8")
        await at.sees("Subject", "Assign")

    at_the_desk(desk, steps)
    assert read_settings().language == "en"
    use_language("en")


def test_what_a_colleague_does_shows_by_itself(desk: Desk) -> None:
    number = a_ticket(desk)
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.sees("爆管漏水")
        handling.note(colleague, number, "Plumber is on his way")
        await at.sees("Plumber is on his way", "Chen Jing")

    at_the_desk(desk, steps)


def test_a_desk_that_went_away_is_said_and_never_looks_empty(desk: Desk) -> None:
    a_ticket(desk)
    place = Path(desk.store.path)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("爆管漏水")
        away = place.rename(place.with_suffix(".away"))
        for area in AREAS:
            await at.press(area)
            await at.sees("There is no desk at")
            assert "Nothing" not in at.seen
        await at.press("f3")
        await at.sees("There is no desk at")
        await at.press("escape", "2")
        away.rename(place)
        await at.press("f5")
        await at.sees("爆管漏水")

    at_the_desk(desk, steps)


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (100, 30)])
def test_no_size_of_terminal_is_too_small_or_odd(desk: Desk, size: tuple[int, int]) -> None:
    customer = a_customer(desk, HOSTILE)
    a_ticket(desk, HOSTILE, customer=customer)
    a_call(desk, customer, HOSTILE)

    async def steps(at: AtTheDesk) -> None:
        for key in ("1", "2", "enter", "escape", "3", "enter", "escape", "4", "enter", "escape", "5", "f3"):
            await at.press(key)
            assert "\x1b" not in at.seen
        await at.press("escape", "f2", "escape", "question_mark", "escape", "ctrl+p", "escape")
        await at.pilot.resize_terminal(WIDE[0], WIDE[1])
        await at.press("2")
        await at.sees("[/b] 漏水")

    at_the_desk(desk, steps, size=size)


@pytest.mark.parametrize(("key", "label"), [("f3", "Subject"), ("m", "Text")])
def test_a_form_is_typed_into_on_the_smallest_terminal_too(desk: Desk, key: str, label: str) -> None:
    a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", key)
        if key == "f3":
            await at.press("tab")
        await at.write("Qx")
        await at.sees(label, "Qx")

    at_the_desk(desk, steps, size=(20, 5))


def test_the_line_of_hints_follows_the_focus_and_a_click_presses_the_key(desk: Desk) -> None:
    call = a_call(desk, a_customer(desk))

    async def steps(at: AtTheDesk) -> None:
        await at.press("4")
        await at.sees("Enter Ring", "s Next call")
        line = at.seen.splitlines()
        y = next(place for place, text in enumerate(line) if "Enter Ring" in text)
        await at.pilot.click(offset=(line[y].index("Enter"), y))
        await at.until(lambda: isinstance(at.app.screen, CallbackRun))
        await at.sees(f"Callback {call}")

    at_the_desk(desk, steps)


def test_a_move_of_the_cursor_draws_two_lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for count in range(60):
        a_ticket(desk, f"Lamp {count}")
    drawn: list[int] = []
    draw: Callable[[RowList, int], object] = RowList.render_line
    monkeypatch.setattr(RowList, "render_line", lambda rows, y: (drawn.append(y), draw(rows, y))[1])

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "down")
        drawn.clear()
        await at.press("down", "down", "down")
        assert 0 < len(drawn) <= 6

    at_the_desk(desk, steps)


def test_leaving_is_one_key_from_anywhere_and_code_0(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("f3")
        await at.write("Half a word")
        await at.pilot.press("ctrl+q")
        await at.pilot.pause()
        assert at.app.return_code == 0

    at_the_desk(desk, steps)
