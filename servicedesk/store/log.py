"""Appending to the event log inside a write transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from servicedesk.store.chain import HEAD_KEY, EventRow, Head, body_text, digest_of, link, new_salt, read_head
from servicedesk.store.sessions import SessionReader
from servicedesk.store.tables import Event, EventBody
from servicedesk.store.times import from_stored, to_stored

_ADD_EVENT = insert(Event)
_ADD_BODY = insert(EventBody)
_KEEP_HEAD = text(
    "INSERT INTO setting (key, value) VALUES (:key, :value)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class EventLog:
    """The tail of the chain during one transaction; `save_head` must be called before it commits."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._head: Head | None = None

    def append(
        self,
        kind: str,
        *,
        at: datetime,
        happened_at: datetime,
        staff_id: int,
        account: str,
        ticket_id: int | None = None,
        customer_id: int | None = None,
        callback_id: int | None = None,
        entry_id: int | None = None,
        operation: int | None = None,
        batch: int | None = None,
        undoes: int | None = None,
        body: dict[str, Any],
    ) -> int:
        """One event with its body; without `operation` it begins one. Returns its id."""
        head = self._head or read_head(SessionReader(self._session))
        number = head.events + 1
        written, salt = body_text(body), new_salt()
        values = (
            number,
            to_stored(at),
            to_stored(happened_at),
            staff_id,
            account,
            kind,
            ticket_id,
            customer_id,
            callback_id,
            entry_id,
            operation or number,
            batch,
            undoes,
            digest_of(salt, written),
        )
        row = EventRow(*values, hash=link(head.hash, values))
        columns = row._asdict() | {
            "recorded_at": from_stored(row.recorded_at),
            "happened_at": from_stored(row.happened_at),
        }
        connection = self._session.connection()
        connection.execute(_ADD_EVENT, columns)
        connection.execute(_ADD_BODY, {"event_id": number, "salt": salt, "body": written})
        self._head = Head(row.hash, number)
        return number

    def save_head(self) -> None:
        """Keeps the head of the chain in the same transaction as the events it counts."""
        if self._head is not None:
            values = {"key": HEAD_KEY, "value": self._head.as_setting()}
            self._session.connection().execute(_KEEP_HEAD, values)

    def let_go(self) -> None:
        """As `save_head`, and reads the head anew for the next event: another writer adds to the chain first."""
        self.save_head()
        self._head = None
