"""The first moments: no desk yet, and a first page that waits for nothing heavy."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from servicedesk.app import DeskApp
from servicedesk.desk import Desk
from servicedesk.i18n import current_language, use_language
from servicedesk.screens.first_run import FirstRun
from servicedesk.screens.opening import Opening
from servicedesk.settings import Settings
from servicedesk.widgets.form import Form
from tests.screens.at_the_desk import AtTheDesk
from tests.screens.work import a_ticket
from tests.watching import watching

LIGHT = """
import asyncio, sys
from servicedesk.app import DeskApp
from servicedesk.desk import open_desk

async def main():
    app = DeskApp(open_desk(sys.argv[1], account="uid:4242"))
    async with app.run_test(size=(140, 45)) as pilot:
        for key in ("1", "down", "2", "down", "enter", "escape", "3", "4", "5"):
            await pilot.press(key)
            await pilot.pause(0.1)
        seen = "\\n".join(strip.text for strip in app.screen._compositor.render_strips())
        heavy = {"sqlmodel", "sqlalchemy", "alembic", "pypinyin", "phonenumbers", "openpyxl", "chinese_calendar"}
        print(sorted(heavy & set(sys.modules)), "Opened" in seen)

asyncio.run(main())
"""


def test_every_area_is_drawn_without_loading_what_only_writing_needs(desk: Desk) -> None:
    a_ticket(desk), a_ticket(desk)
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT, str(desk.store.path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[] True"


def test_what_was_seen_while_the_program_loaded_is_shown_and_what_happened_since_follows(desk: Desk) -> None:
    a_ticket(desk, "Burst pipe")
    first = Opening(desk.store.path, "li.na").found()
    assert first is not None
    opened = first._replace(desk=desk)
    a_ticket(desk, "Since then 之后")
    with watching() as seen:

        async def main() -> None:
            app = DeskApp(opened.desk, Settings(), opened)
            async with app.run_test() as pilot:
                at = AtTheDesk(app, pilot)
                await at.sees("Burst pipe")
                assert [one for one in seen if "AS kind" in one.sql] == []
                await at.sees("Since then 之后")
                assert app.take_first_look() is None

        asyncio.run(main())


@pytest.mark.parametrize("place", ["nowhere.sqlite", "no desk.sqlite"])
def test_a_desk_that_cannot_be_opened_is_left_for_the_screen_to_tell(tmp_path: Path, place: str) -> None:
    (tmp_path / "no desk.sqlite").write_text("no desk")
    assert Opening(tmp_path / place, None).found() is None


def test_where_there_is_no_desk_a_form_makes_one_and_the_work_begins(tmp_path: Path) -> None:
    app = FirstRun(tmp_path / "new.sqlite")

    async def main() -> None:
        async with app.run_test() as pilot:
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert app.query_one(Form).field("firm").error
            app.query_one(Form).set_values({"firm": "枫林苑 [/b]", "staff": "Li Na"})
            await pilot.press("ctrl+s")
            await pilot.pause(0.2)

    asyncio.run(main())
    assert app.return_value is not None
    assert app.return_value.firm.name == "枫林苑 [/b]"
    assert app.return_value.actor.name == "Li Na"


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
def test_nothing_is_made_when_she_leaves(tmp_path: Path, key: str) -> None:
    app = FirstRun(tmp_path / "new.sqlite")

    async def main() -> None:
        async with app.run_test() as pilot:
            await pilot.press(*"Maple", key)

    asyncio.run(main())
    assert app.return_value is None
    assert list(tmp_path.glob("new.sqlite*")) == []


def test_the_first_form_changes_its_language_and_keeps_what_is_typed(tmp_path: Path) -> None:
    app = FirstRun(tmp_path / "new.sqlite")

    async def main() -> None:
        async with app.run_test() as pilot:
            await pilot.press(*"Maple", "f8")
            await pilot.pause(0.2)
            assert current_language() == "zh_CN"
            assert app.query(Input).first().value == "Maple"

    asyncio.run(main())
    use_language("en")
