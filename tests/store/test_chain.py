"""The event log proves itself: whatever was changed, removed or cut off shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.tickets import NewTicket
from servicedesk.store import chain
from servicedesk.store.chain import Broken, first_break
from tests.support import HOSTILE


@pytest.fixture(params=[1, 2, 1_000], ids="by {}".format)
def told(desk: Desk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with five events: its making, a customer, a ticket, and two words on it; walked in portions."""
    monkeypatch.setattr(chain, "PORTION", request.param)
    tickets.open_ticket(desk, NewTicket(HOSTILE, phone="13800138000"))
    handling.note(desk, 1, "半个 \ud83d emoji".encode("utf-8", "replace").decode())
    handling.reply(desk, 1, HOSTILE)
    return desk


def broken(desk: Desk) -> Broken | None:
    with desk.store.reading() as reader:
        return first_break(reader)


def tamper(desk: Desk, sql: str) -> None:
    with closing(sqlite3.connect(desk.store.path)) as connection:
        assert connection.execute(sql).rowcount > 0
        connection.commit()


def test_an_untouched_log_is_whole(told: Desk) -> None:
    assert broken(told) is None


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE event SET kind = 'ticket.closed' WHERE id = 3", Broken(3, "changed")),
        ("UPDATE event SET staff_id = 99 WHERE id = 4", Broken(4, "changed")),
        ("UPDATE event SET happened_at = '2020-01-01 00:00:00.000000' WHERE id = 5", Broken(5, "changed")),
        ("UPDATE event SET hash = 'x' WHERE id = 2", Broken(2, "changed")),
        ("DELETE FROM event WHERE id = 3", Broken(3, "missing")),
        ("DELETE FROM event WHERE id = 5", Broken(4, "cut off")),
        ("UPDATE event SET id = -7 WHERE id = 1", Broken(1, "missing")),
        ("DELETE FROM setting WHERE key = 'chain.head'", Broken(5, "cut off")),
        ("UPDATE event_body SET body = '{}' WHERE event_id = 4", Broken(4, "body changed")),
        ("UPDATE event_body SET salt = 'x' WHERE event_id = 5", Broken(5, "body changed")),
    ],
)
def test_tampering_shows_where_it_was_done(told: Desk, sql: str, found: Broken) -> None:
    tamper(told, sql)
    assert broken(told) == found


def test_an_erased_body_leaves_the_chain_whole(told: Desk) -> None:
    tamper(told, "DELETE FROM event_body WHERE event_id = 3")
    assert broken(told) is None


def test_equal_bodies_have_different_digests(told: Desk) -> None:
    handling.reply(told, 1, "same")
    handling.reply(told, 1, "same")
    with told.store.reading() as reader:
        digests = [row[0] for row in reader.rows("SELECT digest FROM event")]
    assert len(set(digests)) == len(digests)
