"""Bringing a list in on screen: seen row by row first, written only when she says so, and undone as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import customers, tickets
from tests.customer_lists import WANG, people
from tests.imports import CLOSED, sheet
from tests.screens.at_the_desk import NARROW, WIDE, AtTheDesk, at_the_desk
from tests.support import HOSTILE, as_role

BAD = ("", "王五", "abc", *[""] * 6)


@pytest.mark.parametrize(("size", "language"), [(NARROW, "en"), (WIDE, "zh_CN")])
def test_every_row_is_seen_before_it_is_written(
    desk: Desk, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    path = people(tmp_path / "a.csv", WANG, BAD)
    new, refused = ("new 1", "refused 1") if language == "en" else ("新建 1", "拒绝 1")
    brought = "brought in: " if language == "en" else "已导入："

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.write(str(path))
        await at.press("ctrl+s")
        await at.sees("a.csv", new, refused, "王小明", "abc")
        assert customers.customers(desk) == []
        await at.press("ctrl+s")
        await at.until(lambda: bool(customers.customers(desk)))
        await at.sees(f"{brought}{new}")
        await at.press("escape")
        await at.sees("138 0013 8000")
        await at.press("z")
        await at.until(lambda: not customers.customers(desk))

    at_the_desk(desk, steps, size=size, language=language)


def test_what_was_brought_in_and_taken_back_says_so_where_it_stands(desk: Desk, tmp_path: Path) -> None:
    path = people(tmp_path / "a.csv", WANG, ("", "", "", "", "8-101", "", "", "", ""))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.write(str(path))
        await at.press("ctrl+s")
        await at.sees("premises: 8-802", "Bring in", "–")
        assert "8-101" not in at.seen
        await at.press("ctrl+s")
        await at.sees("brought in: new 1 · refused 1", "z takes it back as one")
        assert "Bring in" not in at.seen
        await at.press("z")
        await at.sees("taken back: new 1", "What it brought is gone")
        assert customers.customers(desk) == []
        await at.press("ctrl+s", "m")
        await at.sees("taken back: new 1")

    at_the_desk(desk, steps, size=WIDE)
    assert customers.customers(desk) == []


def test_a_column_read_as_the_wrong_field_is_put_right(desk: Desk, tmp_path: Path) -> None:
    path = people(tmp_path / "a.csv", ("Ann", "13800138000", HOSTILE), headings=("who", "Mobile", "Notes"))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "ctrl+o")
        await at.write(str(path))
        await at.press("ctrl+s")
        await at.sees("not read: who")
        await at.press("m")
        await at.write("name")
        await at.press("enter")
        await at.write("who")
        await at.press("enter")
        await at.sees("who → name", "Ann")
        await at.press("ctrl+s")
        await at.until(lambda: [row.name for row in customers.customers(desk)] == ["Ann"])

    at_the_desk(desk, steps)
    assert customers.customers(desk)[0].note.startswith("[/b] 漏水")


def test_what_a_file_does_not_tell_is_asked_in_place(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    path = people(folder / "a.csv", ("Ann", "13800138000", "3/4/1980"), headings=("who", "ring", "生日"))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.write(f"{tmp_path}/l")
        await at.sees("lists/", "folder")
        await at.press("enter")
        await at.sees("a.csv")
        await at.press("down", "enter", "ctrl+s")
        await at.sees("What stands first in the date 3/4/1980?")
        await at.press("down", "enter")
        await at.sees("Which column holds this: name?", "13800138000")
        await at.press("enter")
        await at.sees("who → name", "new 1", "not read: ring")
        await at.press("enter")
        await at.sees("Row 2 · Ann", "生日: 3/4/1980")
        await at.press("escape", "h")
        await at.sees("how it is written")
        await at.press("enter", "up", "enter")
        await at.sees("new 1")
        await at.press("ctrl+s")
        await at.until(lambda: bool(customers.customers(desk)))

    at_the_desk(desk, steps)
    (row,) = customers.customers(desk)
    assert (row.name, str(row.birthday)) == ("Ann", "1980-04-03")
    assert path.exists()


def test_refused_rows_go_into_a_file_beside_the_list(desk: Desk, tmp_path: Path) -> None:
    path = people(tmp_path / "a.csv", WANG, BAD)

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.write(str(path))
        await at.press("ctrl+s")
        await at.sees("refused 1")
        await at.press("w")
        await at.until((tmp_path / "a.refused.csv").exists)
        await at.press("w")
        await at.until((tmp_path / "a.refused-2.csv").exists)

    at_the_desk(desk, steps)
    assert "王五" in (tmp_path / "a.refused.csv").read_text("utf-8-sig")


def test_a_file_that_is_not_there_is_told_under_the_field(desk: Desk, tmp_path: Path) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.write("/no/such.csv")
        await at.press("ctrl+s")
        await at.sees("There is no file /no/such.csv")

    at_the_desk(desk, steps)


def test_tickets_come_in_the_same_way(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "t.csv", CLOSED)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "ctrl+o")
        await at.write(str(path))
        await at.press("ctrl+s")
        await at.sees("new 1")
        await at.press("ctrl+s")
        await at.until(lambda: tickets.count(desk, "is:any") == 1)

    at_the_desk(desk, steps)


def test_who_may_not_import_is_told_so(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "i")
        await at.sees("A receptionist may not do this")

    at_the_desk(as_role(desk, "receptionist"), steps)
