"""The event log and its bodies."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import Table

_UNDOES = "undoes IS NOT NULL"
_CALLED = "kind = 'callback.done'"
_COMPUTED = "kind = 'standing.computed'"


class Event(Table, table=True):
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
        partial_index("event_undoes", "undoes", where=_UNDOES),
        partial_index("event_called", "happened_at", "callback_id", where=_CALLED),
        partial_index("event_computed", "id", where=_COMPUTED),
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


class EventBody(Table, table=True):
    """What an event changed, as JSON, with the salt of its digest; erasing a person deletes this row."""

    __tablename__ = "event_body"

    event_id: int = Field(primary_key=True)
    salt: str
    body: str
