"""The virtual list under keys and mouse, through refreshes, with hostile and wide text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from servicedesk.widgets.rows import PAGE_SIZE, Column, Row, RowList
from tests.widgets.hosting import HOSTILE, Host, lines, run

COLUMNS = (
    Column("number", "No.", 6, align="right"),
    Column("subject", "Subject", 20, grow=True),
    Column("customer", "Customer", 12, min_width=100),
    Column("due", "Due", 12),
)


def row(key: int) -> Row:
    return Row(key, (str(key), f"漏水 subject {key}", "王小明", "25 min over"), "!" if key % 3 == 0 else "")


class Desk(RowList):
    """Answers its own page requests from a list of keys, as a screen's worker does."""

    def __init__(self, keys: Sequence[int]) -> None:
        super().__init__(COLUMNS)
        self.keys = keys
        self.drawn = 0
        self.asked = 0

    def on_mount(self) -> None:
        self.reload()
        self.focus()

    def on_row_list_page_wanted(self, wanted: RowList.PageWanted) -> None:
        self.asked += wanted.size
        self.put(wanted.start, [row(key) for key in self.keys[wanted.start : wanted.start + wanted.size]])
        self.set_count(len(self.keys))

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


def test_it_draws_titles_cursor_marks_and_aligned_cells() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("space")
        seen = lines(host.widget)
        assert seen[0].split() == ["No.", "Subject", "Due"]
        assert seen[1].startswith(" *!      0  漏水 subject 0")
        assert seen[2].startswith("▸        1  漏水 subject 1")
        assert len({cell_len(line[: line.index("25 min")]) for line in seen[1:]}) == 1

    run(Desk(range(50)), steps)


def test_moving_the_cursor_draws_two_lines_and_no_more() -> None:
    desk = Desk(range(100_000))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        desk.drawn = 0
        for key in ("j", "down", "k"):
            await pilot.press(key)
        await pilot.pause()
        assert 0 < desk.drawn <= 6

    run(desk, steps)


def test_rows_that_come_again_unchanged_are_not_drawn_again() -> None:
    desk = Desk(range(1_000))

    async def steps(_host: Host, pilot: Pilot[None]) -> None:
        desk.drawn = desk.asked = 0
        desk.reload()
        await pilot.pause()
        assert (desk.drawn, desk.asked) == (0, PAGE_SIZE)
        desk.keys = range(1, 1_000)
        desk.reload()
        await pilot.pause()
        assert desk.drawn > 0
        assert lines(desk)[1].split()[:2] == ["▸", "1"]

    run(desk, steps)


def test_another_list_of_any_length_lays_out_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(range(1_000))

    async def steps(_host: Host, pilot: Pilot[None]) -> None:
        laid_out: list[bool] = []
        layout = Screen._refresh_layout

        def noted(screen: Screen[object], *sizes: Size, scroll: bool = False) -> None:
            laid_out.append(True)
            layout(screen, *sizes, scroll=scroll)

        await pilot.pause(0.1)  # the list's own first layout is done
        with monkeypatch.context() as patch:
            patch.setattr(Screen, "_refresh_layout", noted)
            desk.keys = range(500, 300_500)
            desk.begin([row(key) for key in range(500, 530)], 400_000)
            assert desk.vertical_scrollbar.window_virtual_size == 400_001
            desk.set_count(300_000)
            await pilot.pause()
        assert laid_out == []
        assert desk.vertical_scrollbar.window_virtual_size == 300_001
        assert lines(desk)[1].split()[:2] == ["▸", "500"]
        await pilot.press("G")
        assert desk.cursor == 299_999

    run(desk, steps)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("j j k", 1),
        ("down down up", 1),
        ("G", 999),
        ("end home", 0),
        ("G g", 0),
        ("pagedown", 23),
        ("ctrl+d", 11),
        ("ctrl+d ctrl+u", 0),
        ("k", 0),
    ],
)
def test_keys_move_the_cursor(keys: str, place: int) -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*keys.split())
        assert host.widget.cursor == place
        assert any(line.startswith("▸") for line in lines(host.widget))

    run(Desk(range(1000)), steps)


def test_enter_opens_and_every_move_is_told_once() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("j", "enter")

    host = run(Desk(range(50, 90)), steps)
    assert [message.key for message in host.heard_of(RowList.Moved)] == [50, 51]
    assert [message.key for message in host.heard_of(RowList.Opened)] == [51]


def test_the_selection_rests_only_after_the_key_is_let_go() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.pause(0.2)
        for _step in range(4):
            host.widget.action_move(1)
        await pilot.pause(0.3)

    host = run(Desk(range(50)), steps)
    assert [message.key for message in host.heard_of(RowList.Rested)] == [0, 4]


def test_marks_are_what_a_verb_acts_on_and_escape_clears_them() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        desk = host.widget
        assert desk.chosen_keys == [0]
        await pilot.press("space", "j", "space")
        assert (desk.chosen_keys, desk.cursor) == ([0, 2], 3)
        await pilot.press("escape")
        assert desk.chosen_keys == [3]

    run(Desk(range(50)), steps)


def test_a_refresh_keeps_row_scroll_and_marks_when_rows_come_in_above() -> None:
    desk = Desk(range(100, 1000))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("pagedown", "pagedown", "space")
        on_line = desk.cursor - desk.first_seen
        key = desk.selected_key
        desk.keys = [1, 2, 3, *desk.keys]
        desk.reload()
        await pilot.pause()
        assert (desk.selected_key, desk.cursor - desk.first_seen) == (key, on_line)
        assert len(desk.marks) == 1

    run(desk, steps)


def test_at_the_top_new_rows_show_themselves_and_the_cursor_stays_on_its_row() -> None:
    desk = Desk(range(100, 200))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        desk.keys = [1, *desk.keys]
        desk.reload()
        await pilot.pause()
        assert (desk.selected_key, desk.cursor, desk.first_seen) == (100, 1, 0)

    run(desk, steps)


def test_when_the_selected_row_is_gone_the_cursor_keeps_its_place() -> None:
    desk = Desk(range(100, 200))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("j")
        desk.keys = [100, *range(102, 200)]
        desk.reload()
        await pilot.pause()
        assert (desk.cursor, desk.selected_key) == (1, 102)

    host = run(desk, steps)
    assert host.heard_of(RowList.Moved)[-1].key == 102


def test_with_all_ids_a_row_is_found_far_beyond_the_pages_in_memory() -> None:
    desk = Desk(range(10_000))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("j")
        desk.keys = [*range(500, 10_000), *range(500)]
        desk.reload()
        await pilot.pause()
        desk.set_ids(array("q", desk.keys))
        assert desk.select_key(1)
        await pilot.pause()
        assert (desk.cursor, desk.selected) == (9501, row(1))

    run(desk, steps)


def test_a_hundred_thousand_rows_are_there_at_once() -> None:
    desk = Desk(range(100_000))

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.press("G")
        await pilot.pause()
        assert desk.selected_key == 99_999
        assert desk.asked <= 4 * PAGE_SIZE
        assert desk.drawn <= 8 * desk.size.height
        assert "99999" in lines(desk)[-1]

    run(desk, steps)


def test_secondary_columns_give_way_in_a_narrow_terminal() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        assert "Customer" not in lines(host.widget)[0]
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert "Customer" in lines(host.widget)[0]

    run(Desk(range(50)), steps)


def test_a_failed_load_does_not_look_like_an_empty_list() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.show_message("Nothing here. n makes a new ticket")
        await pilot.pause()
        assert [line.strip() for line in lines(host.widget)[1:4]] == [
            "",
            "Nothing here. n makes a new ticket",
            "",
        ]
        host.widget.show_message("The list cannot be read.", failed=True)
        await pilot.pause()
        assert lines(host.widget)[2].strip() == "! The list cannot be read."
        host.widget.put(0, [row(7)])
        await pilot.pause()
        assert "subject 7" in lines(host.widget)[1]

    run(Desk([]), steps)


def test_a_click_selects_and_a_click_on_the_selected_row_opens() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        await pilot.click(Desk, offset=(10, 4))
        assert (host.widget.cursor, host.heard_of(RowList.Opened)) == (3, [])
        await pilot.click(Desk, offset=(10, 4))
        await pilot.pause()

    host = run(Desk(range(50)), steps)
    assert [message.key for message in host.heard_of(RowList.Opened)] == [3]


def test_the_text_of_a_stranger_cannot_end_the_app_or_steer_the_terminal() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.put(0, [Row(1, ("1", HOSTILE, "", "")), Row(2, ("2", "x漏" * 5000, "", "due"))])
        host.widget.set_count(2)
        await pilot.pause()
        seen = lines(host.widget)
        assert "[/b] [red]x" in seen[1]
        assert "\x1b" not in "".join(seen)
        assert seen[2].endswith("due")

    run(Desk([]), steps)


def test_a_page_that_comes_when_the_list_has_become_empty_is_not_drawn() -> None:
    desk = Desk([7])

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        assert desk.selected_key == 7
        desk.set_ids(array("q"))
        desk.show_message("Nothing here. n makes a new ticket")
        desk.put(0, [row(7)])
        await pilot.pause()
        assert (desk.selected_key, desk.chosen_keys) == (None, [])
        assert "Nothing here" in "".join(lines(host.widget))
        assert "subject 7" not in "".join(lines(host.widget))

    run(desk, steps)
