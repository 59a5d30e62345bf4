"""The event log, its bodies, and the working state that is kept without events."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

_UNDOES = text("undoes IS NOT NULL")
_CALLED = text("kind = 'callback.done'")


class Event(SQLModel, table=True):
    """One link of the chain: ids, codes, times, and a salted digest of the body; it is never changed.

    `operation` is the id of the first event of the operation, `batch` the first operation of a bulk verb
    or import, `undoes` the operation that this one takes back.
    """

    __table_args__ = (
        Index("event_ticket", "ticket_id", "id"),
        Index("event_customer", "customer_id", "id"),
        Index("event_happened", "happened_at"),
        Index("event_operation", "operation"),
        Index("event_batch", "batch"),
        Index("event_undoes", "undoes", sqlite_where=_UNDOES, postgresql_where=_UNDOES),
        Index("event_called", "happened_at", "callback_id", sqlite_where=_CALLED, postgresql_where=_CALLED),
    )

    id: int | None = Field(default=None, primary_key=True)
    recorded_at: datetime
    happened_at: datetime
    staff_id: int
    account: str
    kind: str
    ticket_id: int | None = None
    customer_id: int | None = None
    callback_id: int | None = None
    entry_id: int | None = None
    operation: int
    batch: int | None = None
    undoes: int | None = None
    digest: str
    hash: str


class EventBody(SQLModel, table=True):
    """What an event changed, as JSON, with the salt of its digest; erasing a person deletes this row."""

    __tablename__ = "event_body"

    event_id: int = Field(primary_key=True)
    salt: str
    body: str


class Draft(SQLModel, table=True):
    """A form as it stood at the last key, so that no crash, quit or colleague's edit loses it."""

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    key: str = Field(primary_key=True)
    body: str
    saved_at: datetime
