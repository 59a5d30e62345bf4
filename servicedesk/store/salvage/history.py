"""The event log of a salvaged desk: what can be proved, what cannot, and the event that says so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from servicedesk.store.chain import (
    HEAD_KEY,
    SELECT_EVENTS,
    SELECT_HEAD,
    START,
    EventRow,
    Head,
    body_text,
    digest_of,
    link,
    new_salt,
)
from servicedesk.store.erased_bodies import SELECT_BODILESS, SELECT_ERASURES, told_erased
from servicedesk.store.salvage.target import PORTION, Target
from servicedesk.store.seams import SALVAGED, Seam, fingerprint

SELECT_ALL_BODIES = """
SELECT event.id, event.digest, event_body.salt, event_body.body
FROM event JOIN event_body ON event_body.event_id = event.id"""
_MOST_AHEAD = 1_000_000  # events that can be lost behind the last one kept, before it is a stray itself
_SYSTEM_STAFF = 1


def find_seam(target: Target) -> Seam:
    """What the kept events lack, and which of them the chain does not prove; what proves nothing goes."""
    known_last = _last_of_bodies(target.connection)
    _drop_altered_bodies(target)
    _drop_strays(target.connection)
    missing: list[tuple[int, int]] = []
    unproven: dict[int, str] = {}
    previous, last = START, 0
    for event in _events(target.connection):
        if event.id != last + 1:
            missing.append((last + 1, event.id - 1))
        if link(previous, event[:-1]) != event.hash:
            unproven[event.id] = fingerprint(event)
        previous, last = event.hash, event.id
    ever = max(last, _told_last(target.connection, previous, last), known_last)
    if ever > last:
        missing.append((last + 1, ever))
    told = told_erased(target.connection.execute(SELECT_ERASURES))
    bodies = sum(number not in told for (number,) in target.connection.execute(SELECT_BODILESS))
    return Seam(ever + 1, "", tuple(missing), unproven, bodies)


def record_salvage(target: Target, seam: Seam, facts: dict[str, Any], now: str, account: str) -> None:
    """Adds the event that declares the seam, chained to the last one kept, and the head of the chain."""
    last = target.connection.execute("SELECT hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
    body, salt = body_text({**facts, **seam.as_facts(), "changes": []}), new_salt()
    values = (
        seam.event, now, now, _SYSTEM_STAFF, account, SALVAGED, None, None, None, None, seam.event, None, None,
        digest_of(salt, body),
    )  # fmt: skip
    row = EventRow(*values, hash=link(last[0] if last else START, values))
    places = ", ".join("?" * len(row))
    target.connection.execute(f"INSERT INTO event ({', '.join(row._fields)}) VALUES ({places})", row)
    target.connection.execute(
        "INSERT INTO event_body (event_id, salt, body) VALUES (?, ?, ?)", (seam.event, salt, body)
    )
    target.connection.execute(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
        (HEAD_KEY, Head(row.hash, seam.event).as_setting()),
    )


def _drop_altered_bodies(target: Target) -> None:
    """Takes away what an event changed where its digest does not fit: it is not what was recorded.

    A body whose event is lost stays: nobody can prove it, but it tells what rows were.
    """
    altered = [
        (event_id,)
        for event_id, digest, salt, body in target.connection.execute(SELECT_ALL_BODIES)
        if digest_of(salt, body) != digest
    ]
    target.connection.executemany("DELETE FROM event_body WHERE event_id = ?", altered)


def _events(connection: sqlite3.Connection) -> Iterator[EventRow]:
    after = 0
    while rows := connection.execute(SELECT_EVENTS, {"after": after, "limit": PORTION}).fetchall():
        yield from map(EventRow._make, rows)
        after = rows[-1][0]


def _drop_strays(connection: sqlite3.Connection) -> None:
    """An event far beyond the others has lost its number, and would pass for a great hole."""
    with suppress(ValueError, TypeError, KeyError, IndexError):
        head = _head(connection)
        at_head = connection.execute("SELECT hash FROM event WHERE id = ?", (head.events,)).fetchone()
        if at_head == (head.hash,):
            connection.execute("DELETE FROM event WHERE id > ?", (head.events,))
    events = _count(connection, "SELECT count(*) FROM event")
    connection.execute("DELETE FROM event WHERE id > ?", (2 * events + _MOST_AHEAD,))


def _last_of_bodies(connection: sqlite3.Connection) -> int:
    """The last event that left what it changed, even where it is lost itself."""
    bodies = _count(connection, "SELECT count(*) FROM event_body")
    sql = f"SELECT coalesce(max(event_id), 0) FROM event_body WHERE event_id <= {2 * bodies + _MOST_AHEAD}"
    return _count(connection, sql)


def _told_last(connection: sqlite3.Connection, previous: str, last: int) -> int:
    """How many events the desk's own count knew of; nothing where it cannot be believed."""
    with suppress(ValueError, TypeError, KeyError, IndexError):
        head = _head(connection)
        if head.hash != previous and last < head.events < last + _MOST_AHEAD:
            return head.events
    return last


def _head(connection: sqlite3.Connection) -> Head:
    kept = json.loads(connection.execute(SELECT_HEAD).fetchall()[0][0])
    return Head(str(kept["hash"]), int(kept["count"]))


def _count(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
