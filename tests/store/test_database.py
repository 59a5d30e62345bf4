"""The desk's file: what is recognised, what is refused, and that no update is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import tickets
from servicedesk.operations.change import change
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, DatabaseProblem, NoDesk, Refused
from servicedesk.rules.permissions import Permission
from servicedesk.store import sessions
from servicedesk.store.chain import first_break
from servicedesk.store.database import store_at
from servicedesk.store.failures import describe_failure
from servicedesk.store.schema import create_desk
from servicedesk.store.tables import Ticket
from tests.support import ACCOUNT


def pragma(path: Path, text: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {text}")


def test_no_update_is_lost_when_many_write_at_once(desk: Desk) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水")).ticket.number

    def count_up(_turn: int) -> None:
        with change(desk, Permission.TICKET_WORK) as work:
            ticket = work.get(Ticket, number)
            ticket.reopened += 1
            work.record("ticket.edited", ticket=ticket)

    with ThreadPoolExecutor(max_workers=6) as threads:
        list(threads.map(count_up, range(60)))
    assert lookup.ticket(desk, number).reopened == 60
    with desk.store.reading() as reader:
        assert first_break(reader) is None


def test_an_operation_that_fails_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(BadValue):
        tickets.open_ticket(desk, NewTicket("x", phone="13800138000", kind="nonsense"))
    with desk.store.reading() as reader:
        assert reader.rows("SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM event)") == [(0, 1)]


def test_a_process_that_ends_leaves_the_desk_in_one_file(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(desk.store.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    command = [sys.executable, "-m", "servicedesk", "ticket", "new", "漏水", "--unknown"]
    subprocess.run(
        command,
        env={**os.environ, "SERVICEDESK_DATABASE": str(copy), "SERVICEDESK_STAFF": "li.na"},
        check=True,
        capture_output=True,
    )
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite"]
    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT subject FROM ticket").fetchall() == [("漏水",)]


def test_reading_cannot_write(desk: Desk) -> None:
    with desk.store.reading() as reader, pytest.raises(DatabaseProblem, match="read-only"):
        reader.rows("DELETE FROM event")


def test_a_locked_desk_is_said_to_be_busy_and_nothing_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "BUSY_MILLISECONDS", 20)
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseProblem, match="busy"):
            tickets.open_ticket(desk, NewTicket("x"))
        assert lookup.count(desk) == 0
        other.execute("ROLLBACK")
    assert tickets.open_ticket(desk, NewTicket("x")).ticket.number == 1


def test_a_missing_or_empty_file_is_no_desk_yet(tmp_path: Path) -> None:
    for name in ("none.sqlite", "empty.sqlite"):
        path = tmp_path / name
        if name.startswith("empty"):
            path.touch()
        with pytest.raises(NoDesk) as caught:
            open_desk(path, account=ACCOUNT)
        assert "servicedesk setup" in caught.value.hint


@pytest.mark.parametrize("kind", ["text", "folder", "database"])
def test_what_is_not_a_desk_is_refused_untouched(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "desk 桌.sqlite"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("dear diary\n" * 500, encoding="utf-8")
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE ticket (id)")
            connection.commit()
    before = b"" if kind == "folder" else path.read_bytes()
    with pytest.raises(DatabaseProblem, match="not a"):
        open_desk(path, account=ACCOUNT)
    assert kind == "folder" or path.read_bytes() == before


def test_a_newer_desk_is_refused_untouched(desk: Desk) -> None:
    pragma(desk.store.path, "user_version = 999")
    with pytest.raises(DatabaseProblem, match="newer version"):
        open_desk(desk.store.path, account=ACCOUNT)
    with pytest.raises(DatabaseProblem, match="newer version"):
        tickets.open_ticket(desk, NewTicket("x"))
    with closing(sqlite3.connect(desk.store.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (999,)


def test_a_damaged_desk_is_named(desk: Desk) -> None:
    pragma(desk.store.path, "wal_checkpoint(TRUNCATE)")
    whole = desk.store.path.read_bytes()
    desk.store.path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(DatabaseProblem, match="damaged"):
        open_desk(desk.store.path, account=ACCOUNT)


def test_a_desk_is_not_made_over_something_else(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="something at"):
        create_desk(desk.store.path)
    assert open_desk(desk.store.path, account=ACCOUNT).firm.name == "Maple Court 枫林苑"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("database is locked", "busy"),
        ("file is not a database", "not a service desk"),
        ("database disk image is malformed", "damaged"),
        ("disk I/O error", "does not read or write"),
        ("database or disk is full", "disk is full"),
        ("attempt to write a readonly database", "read-only"),
        ("unable to open database file", "cannot be opened"),
        ("something else", "something else"),
    ],
)
def test_every_failure_says_what_happened_and_what_to_do(text: str, message: str) -> None:
    problem = describe_failure(text, Path("desk.sqlite"))
    assert message in problem.message
    assert problem.hint
    assert problem.exit_code == 6


def test_an_error_of_a_full_disk_is_not_called_damage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("servicedesk.store.failures.LEAST_FREE", 2**80)
    assert "disk is full" in describe_failure("disk I/O error", tmp_path / "desk.sqlite").message


def test_an_empty_log_hides_nothing_where_no_shared_memory_can_be_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.store.path.with_name("desk.sqlite-wal").write_bytes(b"")
    desk.store.path.with_name("desk.sqlite-shm").unlink(missing_ok=True)
    desk.store.path.with_name("desk.sqlite-shm").mkdir()  # nobody can make that file
    with desk.store.reading() as reader:
        assert reader.rows("SELECT count(*) FROM event")[0][0] > 0


def test_only_files_are_served(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="only files"):
        store_at("postgresql://host/desk")
    assert store_at(f"sqlite:///{tmp_path}/desk.sqlite").path == tmp_path / "desk.sqlite"
