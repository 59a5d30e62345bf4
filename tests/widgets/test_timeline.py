"""The timeline: aligned, wrapped, complete, and quick with a thousand entries."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from servicedesk.widgets.timeline import Timeline, TimelineRow
from tests.widgets.hosting import HOSTILE, Host, lines, run

ROWS = [
    TimelineRow("09:10", "Li Na", "phone", "water in the living room"),
    TimelineRow("Mon 09:14", "周师傅", "电话", "客户说水已经停了\n地板坏了", "accent"),
]


def text_of(timeline: Timeline) -> list[str]:
    return [line.rstrip() for line in lines(timeline)]


def test_time_label_text_and_who_stand_in_columns() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows(ROWS)
        await pilot.pause()
        first, second, third = text_of(host.widget)[:3]
        assert first.startswith("09:10      phone  water in the living room")
        assert second.startswith("Mon 09:14  电话   客户说水已经停了")
        assert third == " " * 18 + "地板坏了"
        before_who = cell_len(first[: first.index("Li Na")])
        assert before_who == cell_len(second[: second.index("周师傅")])

    run(Timeline(), steps)


@pytest.mark.parametrize(("width", "said"), [(40, "phone"), (22, "room (Li Na)")])
def test_in_a_narrow_pane_the_text_stands_under_its_head_and_no_label_is_cut(width: int, said: str) -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows(ROWS)
        await pilot.pause()
        seen = [line.strip() for line in text_of(host.widget)]
        assert said in " ".join(seen)
        assert "phone" in seen[0]
        assert "water" not in seen[0]
        assert "Li Na" in " ".join(seen)

    run(Timeline(), steps, size=(width, 24))


def test_a_long_text_is_wrapped_and_never_cut() -> None:
    text = "漏水 leak " * 100

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows([TimelineRow("09:10", "", "note", text)])
        await pilot.pause()
        seen = "".join(line[13:] for line in text_of(host.widget))
        assert seen.replace(" ", "") == text.replace(" ", "")

    run(Timeline(), steps, size=(60, 60))


def test_a_thousand_entries_come_quickly_newest_in_sight_and_older_on_demand() -> None:
    rows = [TimelineRow("09:10", "Li Na", "note", f"entry {number} 备注 " * 5) for number in range(1000)]

    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows(rows)
        await pilot.pause()
        assert host.widget.virtual_size.height <= 201 * 3
        assert "entry 999" in "".join(text_of(host.widget))
        assert host.widget.older == 800
        host.widget.focus()
        await pilot.press("g")
        assert "800 older entries" in text_of(host.widget)[0]
        await pilot.press("plus", "g")
        assert (host.widget.older, "entry 0 " in text_of(host.widget)[0]) == (0, True)

    run(Timeline(), steps)


def test_newest_first_turns_the_order_around() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows(ROWS)
        await pilot.pause()
        assert text_of(host.widget)[0].startswith("Mon 09:14")

    run(Timeline(newest_first=True), steps)


def test_hostile_text_is_drawn_and_does_nothing() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_rows([TimelineRow("09:10", HOSTILE, HOSTILE, HOSTILE)])
        await pilot.pause()
        seen = "".join(text_of(host.widget))
        assert "[/b] [red]x" in seen
        assert "\x1b" not in seen

    run(Timeline(), steps)


def test_a_failure_is_not_an_empty_timeline() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.show_message("The history cannot be read.", failed=True)
        await pilot.pause()
        assert text_of(host.widget)[0] == "!  The history cannot be read."

    run(Timeline(), steps)
