"""Whatever can be read of a damaged desk comes out as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.salvaging import salvage
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import DatabaseProblem, NoDesk, Refused
from tests.operations.damaged import (
    PAGE,
    Place,
    blank,
    bring_out,
    changed,
    leaf_pages,
    rows,
    settle,
    states,
    table_of,
)
from tests.support import ACCOUNT


def test_a_whole_desk_comes_out_whole(damaged: Path) -> None:
    originals = rows(damaged)
    done, got = bring_out(damaged)
    assert done.is_whole
    assert {place: got[place] for place in originals} == originals
    assert {place[0] for place in got.keys() - originals.keys()} == {"event", "event_body"}
    assert set(states(done).values()) == {"ok"}


def test_the_new_desk_goes_on_where_the_old_one_stopped(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 500 WHERE name = 'ticket'")
        connection.commit()
    done, _got = bring_out(damaged)
    desk = open_desk(done.path, account=ACCOUNT)
    assert tickets.open_ticket(desk, NewTicket("next", caller="somebody")).ticket.number == 501
    assert set(states(done).values()) == {"ok"}


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data.__setitem__(slice(0, 100), bytes(100)),
        lambda data: data.__setitem__(slice(0, 16), b"Dear neighbour, "),
        lambda data: data.__setitem__(slice(16, 18), b"\x20\x00"),
        lambda data: data.__setitem__(slice(18, 20), b"\xff\xff"),
        lambda data: data.__setitem__(slice(20, 24), b"\xff\xff\xff\xff"),
        lambda data: data.__setitem__(slice(56, 60), b"\0\0\0\x02"),
        lambda data: data.__setitem__(slice(60, 64), b"\0\0\0\x63"),
        lambda data: data.__setitem__(slice(68, 72), b"\0\0\0\0"),
        lambda data: data.__setitem__(slice(0, PAGE), bytes(PAGE)),
    ],
    ids=[
        "header",
        "magic",
        "page size",
        "versions",
        "fractions",
        "encoding",
        "user version",
        "application",
        "schema",
    ],
)
def test_a_file_that_no_database_program_opens_comes_out_whole(
    damaged: Path, harm: Callable[[bytearray], None]
) -> None:
    originals = rows(damaged)
    with changed(damaged) as data:
        harm(data)
    done, got = bring_out(damaged)
    assert done.is_whole
    assert {place: got[place] for place in originals} == originals


@pytest.mark.parametrize("table", ["ticket", "entry", "customer", "setting", "staff", "calendar", "category"])
def test_a_lost_page_is_made_again_from_the_history(damaged: Path, table: str) -> None:
    originals = rows(damaged)
    with changed(damaged) as data:
        blank(data, leaf_pages(damaged, table)[0])
    done, got = bring_out(damaged)
    assert done.is_whole
    assert table_of(done, table).rebuilt > 0
    assert table_of(done, table).lost == 0
    assert {place: got[place] for place in originals} == originals


def test_pages_at_each_others_place_are_told_apart(damaged: Path) -> None:
    originals = rows(damaged)
    one, two = leaf_pages(damaged, "ticket")[0] - 1, leaf_pages(damaged, "event_body")[1] - 1
    with changed(damaged) as data:
        first, second = slice(one * PAGE, one * PAGE + PAGE), slice(two * PAGE, two * PAGE + PAGE)
        data[first], data[second] = data[second], data[first]
    done, got = bring_out(damaged)
    assert done.is_whole
    assert {place: got[place] for place in originals} == originals


def test_the_log_beside_the_file_is_read_past_its_damage(damaged_desk: Desk, damaged: Path) -> None:
    kept = damaged.with_name("kept.sqlite")
    with closing(sqlite3.connect(damaged)) as holding:
        holding.execute("SELECT count(*) FROM ticket").fetchone()
        for number in range(30):
            handling.note(damaged_desk, 1, f"in the log {number}")
        originals = rows(damaged)
        for ending in ("", "-wal"):
            shutil.copy(f"{damaged}{ending}", f"{kept}{ending}")
    log = Path(f"{kept}-wal")
    with changed(log) as data:
        data[32 + 24 + 4000] ^= 0xFF
    assert len(rows_read_only(kept)) < len(originals)
    done = salvage(kept, damaged.with_name("new.sqlite"), ACCOUNT)
    got = rows(done.path)
    assert originals.keys() <= got.keys()
    assert done.log_damaged > 0
    assert not done.is_whole


def rows_read_only(path: Path) -> dict[Place, tuple[Any, ...]]:
    """What SQLite itself makes of a damaged_desk; on a copy, because it mends the log."""
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{path}.twin{ending}")
    return rows(Path(f"{path}.twin"))


def test_what_holds_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    letter, target = tmp_path / "letter", tmp_path / "new.sqlite"
    letter.write_bytes(b"Dear neighbour, " * 4_000)
    with pytest.raises(DatabaseProblem, match="Nothing of a desk"):
        salvage(letter, target, ACCOUNT)
    with pytest.raises(NoDesk):
        salvage(tmp_path / "nowhere", target, ACCOUNT)
    assert {path.name for path in tmp_path.iterdir()} == {"letter"}


def test_a_newer_desk_is_not_salvaged_into_an_older_one(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    settle(damaged)
    with pytest.raises(DatabaseProblem, match="newer version"):
        bring_out(damaged)


def test_a_file_that_is_there_is_not_written_over(damaged: Path) -> None:
    target = damaged.with_name("new.sqlite")
    target.write_text("mine", "utf-8")
    with pytest.raises(Refused):
        salvage(damaged, target, ACCOUNT)
    assert target.read_text("utf-8") == "mine"
