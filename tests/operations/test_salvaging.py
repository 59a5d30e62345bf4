"""Whatever can be read of a damaged desk comes out, and the account of the rest is honest."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.callbacks import NewCallback, log, plan
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.drafts import save
from servicedesk.operations.salvaging import Salvaged, TableOut, salvage
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import DatabaseProblem, NoDesk, Refused
from tests.support import ACCOUNT, HOSTILE, START

PAGE = 4096
LONG = "长 text over many pages 😀 " * 1_000
Place = tuple[str, tuple[Any, ...]]


@pytest.fixture
def damaged(desk: Desk) -> Path:
    """The file of a desk with 80 tickets, three customers and calls, all in one file; each test damages it."""
    for name, phone in (("王小明", "13800138000"), ("Chen Jie", "13912348000"), (HOSTILE, "021-55558000")):
        create(desk, NewCustomer(name=name, phones=[phone], premises=["3-2-501"]))
    for number in range(80):
        tickets.open_ticket(
            desk, NewTicket(f"爆管漏水 {number}", customer=1 + number % 3, description=HOSTILE)
        )
        handling.note(desk, number + 1, f"note {number} 😀")
    handling.reply(desk, 5, LONG)
    plan(desk, NewCallback(customer=1, at=START, reason="Say when"))
    save(desk, "ticket.new", {"subject": HOSTILE})
    settle(desk.store.path)
    return desk.store.path


def settle(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rows(path: Path) -> dict[Place, tuple[Any, ...]]:
    """Every row of a desk but the head of its chain."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            (table, row[:2] if table in {"draft", "calendar_day", "ticket_link"} else row[:1]): row
            for (table,) in tables
            if not table.startswith(("sqlite_", "search_", "alembic"))
            for row in connection.execute(f"SELECT * FROM {table}")
            if row[0] != "chain.head"
        }


def bring_out(path: Path) -> tuple[Salvaged, dict[Place, tuple[Any, ...]]]:
    target = path.with_name("new.sqlite")
    before = path.read_bytes()
    done = salvage(path, target, ACCOUNT)
    assert path.read_bytes() == before
    assert target.stat().st_mode & 0o777 == 0o600
    return done, rows(target)


def table_of(done: Salvaged, name: str) -> TableOut:
    return next(table for table in done.tables if table.table == name)


def states(done: Salvaged) -> dict[str, str]:
    return {check.name: check.state for check in checkup(done.path)}


def leaf_pages(path: Path, table: str) -> list[int]:
    """The pages on which the rows of a table stand, by number."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    data = path.read_bytes()
    return list(_leaves(data, root))


def _leaves(data: bytes, number: int) -> Iterator[int]:
    page = data[(number - 1) * PAGE : number * PAGE]
    if page[0] == 0x0D:
        yield number
        return
    cells = range(int.from_bytes(page[3:5], "big"))
    places = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big") for cell in cells]
    for child in [
        *(int.from_bytes(page[at : at + 4], "big") for at in places),
        int.from_bytes(page[8:12], "big"),
    ]:
        yield from _leaves(data, child)


@contextmanager
def changed(path: Path) -> Iterator[bytearray]:
    """The bytes of the file, written back as the test leaves them."""
    data = bytearray(path.read_bytes())
    yield data
    path.write_bytes(data)


def blank(data: bytearray, number: int) -> None:
    data[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)


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


def test_lost_events_are_never_called_a_clean_history(damaged: Path) -> None:
    originals = rows(damaged)
    with changed(damaged) as data:
        blank(data, leaf_pages(damaged, "event")[1])
    done, got = bring_out(damaged)
    lost = [place for place in originals if place not in got]
    assert not done.is_whole
    assert {place[0] for place in lost} == {"event"}
    assert done.events_lost == len(lost) > 1
    assert done.events_unproven == 1
    assert states(done)["chain"] == "warn"
    (told,) = [check.detail for check in checkup(done.path) if check.name == "chain"]
    assert f"{len(lost)} events lost" in told


def test_bodies_without_their_event_are_believed_as_far_as_they_make_sense(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event WHERE id BETWEEN 20 AND 30")
        for number, body in enumerate(
            ("[]", '{"changes": 7}', '{"changes": [{"table": "ticket", "kex": [3]}]}'), 20
        ):
            connection.execute("UPDATE event_body SET body = ? WHERE event_id = ?", (body, number))
        connection.execute("DELETE FROM ticket WHERE id = 12")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert ("ticket", (12,)) in got
    assert done.events_lost == 11
    assert states(done)["chain"] == "warn"


def test_what_is_lost_for_good_has_a_file_that_says_so(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM customer WHERE id = 1")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert done.stand_ins == {"customer": 1}
    assert table_of(done, "customer").lost == 1
    row = got[("customer", (1,))]
    assert "Lost in the damage" in row
    assert " lost " in row
    assert states(done)["links"] == "ok"
    assert not done.is_whole


def test_a_value_that_cannot_be_meant_comes_from_the_history(damaged: Path) -> None:
    originals = rows(damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE ticket SET opened_at = '2026-11-2# 02:00:00.000000' WHERE id = 3")
        connection.execute("UPDATE ticket SET status = 'opem', subject = CAST(x'ff41' AS TEXT) WHERE id = 4")
        connection.execute("UPDATE setting SET value = '{\"half' WHERE key = 'firm.name'")
        connection.commit()
    settle(damaged)
    assert [check.state for check in checkup(damaged) if check.name == "values"] == ["bad"]
    done, got = bring_out(damaged)
    assert done.is_whole
    assert {place: got[place] for place in originals} == originals


def test_a_value_that_nobody_knows_is_left_blank_and_counted(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("UPDATE ticket SET priority = 'urgemt', resolved_at = 'x' WHERE id = 3")
        connection.commit()
    settle(damaged)
    done, _got = bring_out(damaged)
    assert table_of(done, "ticket").mended == 1
    assert handling.prioritise(open_desk(done.path, account=ACCOUNT), 3, "high").ticket.priority == "high"


def test_without_any_administrator_the_account_that_salvages_becomes_one(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM staff")
        connection.execute("DELETE FROM staff_account")
        connection.commit()
    settle(damaged)
    done, _got = bring_out(damaged)
    assert done.new_administrator
    assert open_desk(done.path, account=ACCOUNT).actor.role == "administrator"
    assert open_desk(done.path, account="x", staff="system").actor.id == 1


def test_the_log_beside_the_file_is_read_past_its_damage(desk: Desk, damaged: Path) -> None:
    kept = damaged.with_name("kept.sqlite")
    with closing(sqlite3.connect(damaged)) as holding:
        holding.execute("SELECT count(*) FROM ticket").fetchone()
        for number in range(30):
            handling.note(desk, 1, f"in the log {number}")
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
    """What SQLite itself makes of a desk; on a copy, because it mends the log."""
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


def test_a_link_that_cannot_be_meant_is_cut_and_its_row_kept_where_it_can_be(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM event_body")
        connection.execute("UPDATE ticket SET customer_id = -4 WHERE id = 3")
        connection.execute("UPDATE ticket SET customer_id = 70368744177664 WHERE id = 4")
        connection.execute("UPDATE phone SET customer_id = 70368744177664 WHERE id = 1")
        connection.execute("UPDATE entry SET staff_id = 0 WHERE id = 5")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert [got[("ticket", (number,))][9] for number in (3, 4)] == [None, None]
    assert ("phone", (1,)) not in got
    assert got[("entry", (5,))][5] == 1
    assert done.stand_ins == {}
    assert table_of(done, "phone").lost == 1
    desk = open_desk(done.path, account=ACCOUNT)
    assert create(desk, NewCustomer(name="next")).number == 4
    assert {states(done)[name] for name in ("file", "links", "values", "search")} == {"ok"}


def test_a_call_that_is_lost_is_still_there_for_what_was_said_on_it(desk: Desk, damaged: Path) -> None:
    log(desk, 1, "no_answer", "rang twice")
    settle(damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("DELETE FROM callback")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert done.stand_ins == {"callback": 1}
    row = got[("callback", (1,))]
    assert ("Lost in the damage" in row, "cancelled" in row) == (True, True)
    assert states(done)["links"] == "ok"
