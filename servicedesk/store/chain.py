"""The event log: rows chained by hash, bodies apart with their salt, the head kept beside.

A changed, missing or cut-off row shows when the chain is walked; a deleted body (erasure) does not break it,
because the row holds only a salted digest of its body.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from servicedesk.store.database import Reader
from servicedesk.store.kept import from_json
from servicedesk.store.seams import is_missing_as_told, is_unproven_as_told, read_seams

HEAD_KEY = "chain.head"
ERASES_BODIES = ("customer.erased", "contact.erased")  # events that name those whose bodies they took away
START = "0" * 64


class EventRow(NamedTuple):
    """The columns of an event in the order in which they are hashed, and its hash."""

    id: int
    recorded_at: str
    happened_at: str
    staff_id: int
    account: str
    kind: str
    ticket_id: int | None
    customer_id: int | None
    callback_id: int | None
    entry_id: int | None
    operation: int
    batch: int | None
    undoes: int | None
    digest: str
    hash: str


class Head(NamedTuple):
    """The hash of the last event and its number, which is how many were ever recorded."""

    hash: str
    events: int

    def as_setting(self) -> str:
        return json.dumps({"hash": self.hash, "count": self.events})


class Broken(NamedTuple):
    """Where the chain does not prove itself any more."""

    event_id: int
    what: str


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

PORTION = 1_000
SELECT_EVENTS = f"SELECT {', '.join(EventRow._fields)} FROM event WHERE id > :after ORDER BY id LIMIT :limit"
SELECT_HEAD = f"SELECT value FROM setting WHERE key = '{HEAD_KEY}'"
SELECT_BODIES = """
SELECT event.id, event.digest, event_body.salt, event_body.body
FROM event JOIN event_body ON event_body.event_id = event.id
WHERE event.id > :after ORDER BY event.id LIMIT :limit"""


def read_head(reader: Reader) -> Head:
    """The head of the chain; an empty chain's head where none is written yet."""
    rows = reader.rows(SELECT_HEAD)
    if not rows:
        return Head(START, 0)
    kept = from_json(rows[0][0])
    return Head(kept["hash"], kept["count"])


def body_text(body: dict[str, Any]) -> str:
    """The one writing of a body that is digested and stored."""
    return _write(body)


def new_salt() -> str:
    """Salt for one digest: without it a million phone numbers a second could be tried against a digest."""
    return os.urandom(16).hex()


def digest_of(salt: str, body: str) -> str:
    """The salted digest of a body text."""
    return hashlib.sha256(f"{salt}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()


def link(previous: str, values: Iterable[object]) -> str:
    """The hash of an event row that follows `previous`."""
    text = _write([previous, *values])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first_break(reader: Reader) -> Broken | None:
    """Walks the whole chain in portions and tells the first place where it fails, or None when it is whole.

    What a salvage declared lost or unproven before it is passed over: `store.seams`.
    """
    head, seams = read_head(reader), read_seams(reader)
    previous, last = START, 0
    for row in _all(reader, SELECT_EVENTS):
        event = EventRow(*row)
        if event.id != last + 1 and not is_missing_as_told(seams, last + 1, event.id - 1):
            return Broken(last + 1, "missing")
        if link(previous, event[:-1]) != event.hash and not is_unproven_as_told(seams, event.id, event):
            return Broken(event.id, "changed")
        previous, last = event.hash, event.id
    if Head(previous, last) != head:
        return Broken(last, "cut off")
    for event_id, digest, salt, body in _all(reader, SELECT_BODIES):
        if digest_of(salt, body) != digest:
            return Broken(event_id, "body changed")
    return None


def _all(reader: Reader, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT by number, of which only a portion is held at a time."""
    after = -(2**63)
    while rows := reader.rows(sql, {"after": after, "limit": PORTION}):
        yield from rows
        after = rows[-1][0]
