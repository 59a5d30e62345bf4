"""The full screen on a damaged desk: refused at the door, or told in plain words where the damage shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from servicedesk import app
from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.problems import DatabaseProblem, ExitCode
from servicedesk.store.failures import BACKUPS
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_ticket


def settle(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def blank_first_page_of(desk: Desk, table: str) -> None:
    settle(desk)
    with closing(sqlite3.connect(desk.store.path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    data = bytearray(desk.store.path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    desk.store.path.write_bytes(data)


@pytest.mark.parametrize("table", ["ticket", "customer", "callback", "entry", "event"])
def test_a_desk_whose_table_cannot_be_reached_is_refused_with_the_next_steps(desk: Desk, table: str) -> None:
    backup = desk.store.path.parent / BACKUPS / "desk-2026-11-22-0215.sqlite"
    backup.parent.mkdir()
    backup.touch()
    blank_first_page_of(desk, table)
    with pytest.raises(DatabaseProblem) as refused:
        app.run(desk.store.path, "li.na")
    assert refused.value.exit_code == ExitCode.DATABASE
    for step in ("servicedesk doctor", f"servicedesk restore {backup}", "servicedesk doctor --salvage"):
        assert step in refused.value.hint


def test_it_is_refused_in_chinese_too(desk: Desk) -> None:
    blank_first_page_of(desk, "ticket")
    use_language("zh_CN")
    with pytest.raises(DatabaseProblem, match="已损坏") as refused:
        app.run(desk.store.path, "li.na")
    assert "servicedesk doctor --salvage" in refused.value.hint


def test_damage_that_appears_while_it_is_open_is_told_where_it_shows(desk: Desk) -> None:
    a_ticket(desk)
    with closing(sqlite3.connect(desk.store.path)) as connection:

        async def steps(at: AtTheDesk) -> None:
            await at.sees("Today")
            connection.execute("UPDATE ticket SET opened_at = 'soon', due_at = 7")
            connection.commit()
            await at.press("2")
            await at.sees("is damaged", "servicedesk doctor")

        at_the_desk(desk, steps, size=WIDE)
