"""The pages of a file are found without its header, and the log beside it is read past its damage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from servicedesk.store.salvage.pages import open_pages
from servicedesk.store.salvage.records import Unreadable, record
from servicedesk.store.salvage.rows import Row, Walk, _drop_stray

TEXTS = ("", "漏水 😀", "x" * 30, "y" * 60, "z" * 700, "long " * 2_000)


def made(path: Path, size: int, rows: int) -> list[tuple[object, ...]]:
    """A table with texts of every length, some of them longer than a page."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT, number, part)")
        connection.execute("CREATE INDEX by_number ON kept (number)")
        chance = Random(size)
        connection.executemany(
            "INSERT INTO kept VALUES (?, ?, ?, ?)",
            (
                (
                    number,
                    chance.choices(TEXTS, (9, 9, 9, 9, 2, 1))[0],
                    chance.randrange(-(2**62), 2**62) >> chance.randrange(62),
                    0.5,
                )
                for number in range(-3, rows)
            ),
        )
        connection.commit()
        return connection.execute("SELECT id, text, number, part FROM kept ORDER BY id").fetchall()


@pytest.mark.parametrize("size", [512, 1024, 4096, 8192, 65536])
def test_every_row_is_read_as_it_was_whatever_the_size_of_a_page(tmp_path: Path, size: int) -> None:
    path = tmp_path / "kept.sqlite"
    kept = made(path, size, 5_000)
    data = bytearray(path.read_bytes())
    data[16:18] = b"\x7f\x11"
    path.write_bytes(data)
    with path.open("rb") as file:
        pages = open_pages(file, path)
        walk = Walk(pages)
        assert pages.size == size
        root = next(row.values[3] for row in Walk(pages).rows(1) if row.values[0] == "table")
        assert isinstance(root, int)
        assert [(row.rowid, *row.values[1:]) for row in walk.rows(root)] == kept
    assert (walk.bad_pages, walk.bad_cells) == (0, 0)


def test_a_row_out_of_order_has_lost_its_number(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE kept (text TEXT)")
        connection.executemany("INSERT INTO kept VALUES (?)", (("row " + "x" * 20,) for _row in range(50)))
        connection.commit()
    data = bytearray(path.read_bytes())
    cell = data.rindex(b"\x1a\x15")  # the payload's length and the number 21
    data[cell + 1] = 0x7F
    path.write_bytes(data)
    with path.open("rb") as file:
        walk = Walk(open_pages(file, path))
        assert [row.rowid for row in walk.rows(2)] == [number for number in range(1, 51) if number != 21]
    assert walk.bad_cells == 1


@pytest.mark.parametrize(
    ("payload", "read"),
    [
        (b"\x02\x00", Row(0, (None,), True)),
        (b"\x03\x08\x09", Row(0, (0, 1), True)),
        (b"\x02\x01\xff", Row(0, (-1,), True)),
        (b"\x02\x11ab", Row(0, ("ab",), True)),
        (b"\x02\x11\xffb", Row(0, ("\ufffdb",), False)),
        (b"\x02\x10ab", Row(0, (b"ab",), True)),
        (b"\x02\x11abc", Row(0, ("ab",), True)),
    ],
)
def test_a_record_is_read_as_far_as_it_makes_sense(payload: bytes, read: Row) -> None:
    assert record(payload) == (read.values, read.is_whole)


@pytest.mark.parametrize("payload", [b"\x02\x11a", b"\x02\x0a", b"\x03\x11ab", b"\x01" + b"\xff" * 3])
def test_what_can_be_no_record_is_refused(payload: bytes) -> None:
    try:
        values, _whole = record(payload)
    except (Unreadable, IndexError):
        return
    assert values == ()


def rows(*numbers: int) -> list[Row]:
    return [Row(number, (), True) for number in numbers]


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ((1, 2), (3, 4), ((1, 2), (3, 4))),
        ((1, 2, 988), (4, 5), ((1, 2), (4, 5))),
        ((1, 2, 3), (1, 5), ((1, 2, 3), (5,))),
        ((7, 8), (1, 2), ((7, 8), (1, 2))),
        ((7,), (1,), ((7,), (1,))),
        ((), (1,), ((), (1,))),
    ],
)
def test_a_row_that_alone_breaks_the_order_of_two_leaves_is_none(
    before: tuple[int, ...], after: tuple[int, ...], left: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    one, two = rows(*before), rows(*after)
    gone = _drop_stray(one, two)
    assert (tuple(row.rowid for row in one), tuple(row.rowid for row in two)) == left
    assert gone == len(before) + len(after) - len(one) - len(two)
