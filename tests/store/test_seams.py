"""The holes that a salvage declared are passed over, and nothing besides."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.salvaging import salvage
from servicedesk.operations.tickets import NewTicket
from servicedesk.store.chain import Broken, first_break
from servicedesk.store.seams import read_seams
from tests.support import ACCOUNT, HOSTILE


@pytest.fixture
def salvaged(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with work on it, salvaged after events 3 and 4 were lost and event 6 was altered; one more came after."""
    tickets.open_ticket(desk, NewTicket(HOSTILE, phone="13800138000"))
    for text in ("one", "two", "three", "four", "five"):
        handling.note(desk, 1, text)
    tamper(desk.store.path, "DELETE FROM event WHERE id IN (3, 4)")
    tamper(desk.store.path, "UPDATE event SET staff_id = 99 WHERE id = 6")
    target = tmp_path / "new.sqlite"
    salvage(desk.store.path, target, ACCOUNT, desk.clock)
    found = open_desk(target, account=ACCOUNT, clock=desk.clock)
    handling.note(found, 1, "after the salvage")
    return found


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(sql).rowcount > 0
        connection.commit()


def broken(desk: Desk) -> Broken | None:
    with desk.store.reading() as reader:
        return first_break(reader)


def test_declared_holes_are_passed_over_and_told(salvaged: Desk) -> None:
    assert broken(salvaged) is None
    with salvaged.store.reading() as reader:
        (seam,) = read_seams(reader)
    assert (seam.missing, set(seam.unproven), seam.lost) == (((3, 4),), {5, 6}, 2)
    assert not seam.is_whole


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("DELETE FROM event WHERE id = 5", Broken(3, "missing")),
        ("UPDATE event SET staff_id = 98 WHERE id = 6", Broken(6, "changed")),
        ("UPDATE event SET kind = 'x' WHERE id = 2", Broken(2, "changed")),
        ("DELETE FROM event WHERE kind = 'desk.salvaged'", Broken(3, "missing")),
        ("UPDATE event SET account = 'x' WHERE kind = 'desk.salvaged'", Broken(9, "changed")),
        ("DELETE FROM event_body WHERE event_id = 9", Broken(3, "missing")),
        (
            "UPDATE event_body SET body = replace(body, '[3,4]', '[3,5]') WHERE event_id = 9",
            Broken(3, "missing"),
        ),
        ("UPDATE event_body SET body = '[]' WHERE event_id = 9", Broken(3, "missing")),
        ("DELETE FROM event WHERE id = 10", Broken(9, "cut off")),
    ],
)
def test_whatever_changes_after_the_salvage_shows(salvaged: Desk, sql: str, found: Broken) -> None:
    tamper(salvaged.store.path, sql)
    assert broken(salvaged) == found
