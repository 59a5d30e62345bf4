"""Backups are whole, restore never loses the present desk, and both are in the history."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets
from servicedesk.operations.backup import backup, restore
from servicedesk.operations.checkup import checkup
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import DatabaseProblem, NotPermitted, Refused
from servicedesk.store.sessions import engine_for
from tests.support import ACCOUNT, HOSTILE, as_role


@pytest.fixture(autouse=True)
def _own(desk: Desk) -> None:
    """The file as set-up makes it: for this account alone."""
    desk.store.path.chmod(0o600)


def opened(desk: Desk, subject: str) -> int:
    return open_ticket(desk, NewTicket(subject, caller="王小明")).ticket.number


def subjects(desk: Desk) -> list[str]:
    return [row.subject for row in tickets.tickets(desk, "is:any", sort="number")]


def test_a_backup_is_a_desk_of_its_own_in_one_file(desk: Desk) -> None:
    number = opened(desk, HOSTILE)
    saved = backup(desk)
    assert saved.path == desk.store.path.parent / "backups" / "desk-2026-11-23-1000.sqlite"
    assert saved.path.stat().st_mode & 0o777 == 0o600
    assert tickets.ticket(open_desk(saved.path, account=ACCOUNT), number).subject == " ".join(HOSTILE.split())
    assert [file.name for file in saved.path.parent.iterdir()] == [saved.path.name]


def test_a_second_backup_in_the_same_minute_and_a_folder_get_names_of_their_own(
    desk: Desk, tmp_path: Path
) -> None:
    assert backup(desk).path != backup(desk).path
    (tmp_path / "stick").mkdir()
    assert backup(desk, tmp_path / "stick").path.parent == tmp_path / "stick"


def test_a_desk_that_cannot_be_written_to_is_backed_up_all_the_same_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    number = opened(desk, "leak")
    engine = engine_for(desk.store.path)
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
    engine.dispose()
    saved = backup(desk, tmp_path / "rescue.sqlite")
    assert "read-only" in saved.unnoted
    assert tickets.ticket(open_desk(saved.path, account=ACCOUNT), number).subject == "leak"


def test_nothing_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear neighbour", "utf-8")
    with pytest.raises(Refused):
        backup(desk, letter)
    assert letter.read_text("utf-8") == "Dear neighbour"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(DatabaseProblem):
        backup(desk, tmp_path / "file" / "below.sqlite")


def test_only_administrators_back_up_and_restore(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        backup(as_role(desk, "supervisor"))


def test_restore_goes_into_the_live_file_and_saves_what_was_there(desk: Desk, clock: FrozenClock) -> None:
    opened(desk, "before")
    saved = backup(desk)
    clock.at += timedelta(hours=1)
    opened(desk, "after")
    inode = desk.store.path.stat().st_ino
    with closing(sqlite3.connect(desk.store.path)) as colleague:
        version = colleague.execute("PRAGMA data_version").fetchone()
        done = restore(desk.store.path, saved.path, ACCOUNT)
        assert colleague.execute("PRAGMA data_version").fetchone() != version
        assert colleague.execute("SELECT count(*) FROM ticket").fetchone() == (1,)
        assert colleague.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert desk.store.path.stat().st_ino == inode
    assert subjects(desk) == ["before"]
    assert done.saved is not None
    assert subjects(open_desk(done.saved, account=ACCOUNT)) == ["before", "after"]


def test_the_restored_desk_says_so_in_its_history_and_goes_on(desk: Desk) -> None:
    saved = backup(desk)
    restore(desk.store.path, saved.path, ACCOUNT)
    with desk.store.reading() as reader:
        kinds = [row[0] for row in reader.rows("SELECT kind FROM event ORDER BY id")]
    assert kinds[-1] == "desk.restored"
    assert opened(desk, "goes on") == 1


@pytest.mark.parametrize("hurt", ["text", "cut", "flipped"])
def test_a_file_that_is_no_whole_desk_is_not_restored(desk: Desk, tmp_path: Path, hurt: str) -> None:
    number = opened(desk, "kept")
    bad = tmp_path / "bad.sqlite"
    whole = backup(desk).path.read_bytes()
    middle = len(whole) // 2
    flipped = (
        whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 9000]) + whole[middle + 9000 :]
    )
    bad.write_bytes({"text": b"Dear neighbour" * 999, "cut": whole[:middle], "flipped": flipped}[hurt])
    with pytest.raises(DatabaseProblem):
        restore(desk.store.path, bad, ACCOUNT)
    assert tickets.ticket(desk, number).subject == "kept"


def test_a_damaged_desk_is_kept_as_it_is_and_replaced(desk: Desk) -> None:
    opened(desk, "kept")
    saved = backup(desk)
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine_for(desk.store.path).dispose()
    rubbish = b"\x00not a desk any more" * 500
    desk.store.path.write_bytes(rubbish)
    done = restore(desk.store.path, saved.path, ACCOUNT)
    assert done.saved is not None
    assert done.saved.read_bytes() == rubbish
    assert subjects(desk) == ["kept"]


def test_a_busy_desk_is_not_restored_into(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = backup(desk)
    monkeypatch.setattr("servicedesk.store.backup.BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseProblem, match="busy"):
            restore(desk.store.path, saved.path, ACCOUNT)


def test_undo_passes_over_a_backup(desk: Desk) -> None:
    from servicedesk.operations.undo import undo_last

    number = opened(desk, "by mistake")
    backup(desk)
    undo_last(desk)
    assert number not in [row.number for row in tickets.tickets(desk, "is:any")]


def test_a_fresh_desk_is_in_order(desk: Desk, clock: FrozenClock) -> None:
    opened(desk, HOSTILE)
    checks = checkup(desk.store.path, clock)
    assert [(check.name, check.detail) for check in checks if check.state != "ok"] == []
    assert {"file", "schema", "chain", "links", "search", "due_times", "backup", "space", "access"} <= {
        check.name for check in checks
    }


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("UPDATE event SET kind = 'ticket.closed' WHERE id = 2", "chain"),
        ("DELETE FROM event WHERE id = (SELECT max(id) FROM event)", "chain"),
        ("DELETE FROM search_ticket WHERE rowid = (SELECT max(rowid) FROM search_ticket)", "search"),
        ("INSERT INTO search_contact (rowid, words) VALUES (400000, 'ghost')", "search"),
        ("UPDATE ticket SET due_at = NULL", "due_times"),
        ("UPDATE ticket SET team_id = 999", "links"),
        ("""UPDATE setting SET value = '"Mars/Olympus"' WHERE key = 'firm.timezone'""", "timezone"),
        ("UPDATE calendar SET confirmed_until = '2026-11-30'", "calendar"),
    ],
)
def test_what_is_out_of_order_is_named(desk: Desk, clock: FrozenClock, harm: str, named: str) -> None:
    opened(desk, "爆管")
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute(harm)
        connection.commit()
    assert [check.name for check in checkup(desk.store.path, clock) if check.state != "ok"] == [named]


def test_an_old_backup_and_open_rights_are_warned_about(desk: Desk, clock: FrozenClock) -> None:
    backup(desk)
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute("UPDATE setting SET value = 'false' WHERE key = 'firm.practice'")
        connection.commit()
    clock.at += timedelta(days=8)
    desk.store.path.chmod(0o644)
    found = {check.name: check.state for check in checkup(desk.store.path, clock) if check.state != "ok"}
    assert found == {"backup": "warn", "access": "warn"}


def test_the_doctor_names_what_cut_off_work_left_a_day_ago(desk: Desk, clock: FrozenClock) -> None:
    path, folder = desk.store.path, desk.store.path.parent / "backups"
    folder.mkdir()
    old = path.with_name(f"{path.name}.0a1b2c3d.part")
    of_backup = folder / f"{path.stem}-2026-11-22-0900.sqlite.0a1b2c3d.part"
    for left in (old, of_backup):
        left.write_bytes(b"half")
        os.utime(left, (0, 0))
    path.with_name(f"{path.name}.0a1b2c3e.part").write_bytes(b"being made")
    found = {check.name: check for check in checkup(path, clock) if check.state != "ok"}
    assert set(found) == {"leftovers"}
    assert found["leftovers"].detail.startswith(f"{old}, {of_backup}. Left by")
