"""The frame: areas and firm above, status below, hints that give way whole."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from servicedesk.widgets.frame import Area, KeyHints, TopBar
from servicedesk.widgets.pieces import length
from servicedesk.widgets.status import StatusBar
from tests.widgets.hosting import HOSTILE, Host, lines, run

AREAS = (Area(1, "Today"), Area(2, "Tickets"), Area(3, "Customers"), Area(4, "Callbacks"), Area(5, "Reports"))
KEYS = [("F2", "Call"), ("?", "Keys")]
FIRM = "Maple Court Service Desk"


def status() -> StatusBar:
    bar = StatusBar(KEYS)
    bar.set_actor("Li Na", "receptionist")
    bar.set_counts([("7 overdue", "danger"), ("12 calls due", "")])
    bar.set_saved("saved 10:42")
    return bar


def drawn(bar: TopBar | StatusBar | KeyHints, width: int) -> str:
    return "".join(piece.text for piece in bar.pieces(width))


def test_at_a_hundred_columns_the_firm_and_every_area_are_there() -> None:
    words = drawn(TopBar(FIRM, AREAS, 2), 100)
    assert words.startswith(FIRM)
    assert words.endswith(" 1 Today  2 Tickets  3 Customers  4 Callbacks  5 Reports ")


@pytest.mark.parametrize(
    ("width", "firm"), [(78, "Maple Court "), (62, " 1 Today"), (40, "Maple"), (30, " 1 "), (20, " 1 ")]
)
def test_the_firm_gives_way_before_the_areas_and_then_their_titles(width: int, firm: str) -> None:
    words = drawn(TopBar(FIRM, AREAS, 2), width)
    assert words.lstrip(" ").startswith(firm.lstrip(" "))
    assert "2 Tickets" in words


@pytest.mark.parametrize("width", [40, 60, 78, 100, 138])
@pytest.mark.parametrize("firm", [FIRM, "枫林苑物业服务中心", "x" * 200, HOSTILE])
def test_the_top_bar_never_grows_wider_than_the_terminal(width: int, firm: str) -> None:
    assert length(TopBar(firm, AREAS, 1).pieces(width)) <= width


def test_a_click_on_an_area_says_its_number() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        place = lines(host.widget)[0].index("4 Callbacks")
        await pilot.click(TopBar, offset=(place + 2, 0))
        await pilot.click(TopBar, offset=(3, 0))
        await pilot.pause()

    host = run(TopBar(FIRM, AREAS), steps)
    assert [message.number for message in host.heard_of(TopBar.AreaChosen)] == [4]


def test_the_status_line_says_who_what_presses_and_the_two_keys() -> None:
    assert drawn(status(), 100).split("   ")[0] == "Li Na · receptionist"
    assert "7 overdue · 12 calls due" in drawn(status(), 100)
    assert drawn(status(), 100).endswith("F2 Call  ? Keys")


@pytest.mark.parametrize(
    ("width", "gone", "kept"),
    [
        (78, "", "saved 10:42"),
        (66, "receptionist", "saved 10:42"),
        (52, "saved", "Li Na"),
        (44, "Li Na", "7 overdue · 12"),
        (30, "12 calls", "7 overdue"),
    ],
)
def test_in_a_narrow_terminal_what_presses_stays_longest(width: int, gone: str, kept: str) -> None:
    words = drawn(status(), width)
    assert kept in words
    assert not gone or gone not in words
    assert cell_len(words) == width
    assert words.endswith("F2 Call  ? Keys")


def test_a_notice_takes_the_line_for_a_while_and_moves_nothing() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        before = lines(host.widget)
        host.widget.notice("Ticket 1042 saved", "done", seconds=0.2)
        await pilot.pause()
        assert lines(host.widget)[1].split("   ")[0].strip() == "Ticket 1042 saved"
        assert lines(host.widget)[1].endswith("F2 Call  ? Keys")
        await pilot.pause(0.3)
        assert lines(host.widget) == before

    run(status(), steps)


def test_a_long_warning_has_the_whole_line_and_a_sign() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        text = "Ticket 1042 could not be saved: the file is locked. Try again in a moment."
        host.widget.notice(text, "danger")
        await pilot.pause()
        assert lines(host.widget)[1].strip() == f"! {text}"

    run(status(), steps)


def test_hints_give_way_whole() -> None:
    hints = KeyHints([("n", "New"), ("a", "Assign"), ("空格", "标记")])
    assert drawn(hints, 30) == "n New  a Assign  空格 标记"
    assert drawn(hints, 25) == "n New  a Assign"
    assert drawn(hints, 4) == ""


def test_a_click_on_a_hint_is_the_same_as_its_key() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.click(KeyHints, offset=(9, 0))
        await pilot.pause()

    host = run(KeyHints([("n", "New"), ("a", "Assign")]), steps)
    assert [message.key for message in host.heard_of(KeyHints.Chosen)] == ["a"]


def test_a_name_full_of_control_characters_is_drawn_as_signs() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_actor(HOSTILE, HOSTILE)
        host.widget.notice(HOSTILE, "warning")
        await pilot.pause()
        assert "[/b]" in lines(host.widget)[1]
        assert "\x1b" not in lines(host.widget)[1]

    run(status(), steps)
