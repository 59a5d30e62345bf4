"""Talking with customers: the calls we owe them, and what was said and written."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables import customers, firm, tickets  # noqa: F401 - tables they refer to
from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table, Versioned

_DUE = "state = 'due'"
_ON_CALLBACK = "callback_id IS NOT NULL"


class Callback(Versioned, table=True):
    """A call we owe a customer."""

    __table_args__ = (
        partial_index("callback_due", "due_at", "id", where=_DUE),
        KEPT_NUMBERS,
    )

    customer_id: int = Field(foreign_key="customer.id", index=True)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True)
    origin: str = "manual"  # manual, promised, after_service
    reason: str = ""
    script: str = ""
    state: str = "due"
    due_at: datetime
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    promised: bool = False
    attempts: int = 0
    max_attempts: int = 4
    last_outcome: str | None = None
    last_attempt_at: datetime | None = None
    needs_number: bool = False
    score: int | None = None
    created_at: datetime
    done_at: datetime | None = None
    leased_by_id: int | None = Field(default=None, foreign_key="staff.id")
    leased_until: datetime | None = None


class Entry(Table, table=True):
    """Something said or written: a contact, note, reply, or the text of a verb; never edited, only marked."""

    __table_args__ = (
        Index("entry_ticket", "ticket_id", "id"),
        Index("entry_customer", "customer_id", "id"),
        partial_index("entry_callback", "callback_id", where=_ON_CALLBACK),
        KEPT_NUMBERS,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # contact, note, reply, handover, resolution, reopening, cancellation, escalation
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    callback_id: int | None = Field(default=None, foreign_key="callback.id")
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime
    channel: str | None = None
    direction: str | None = None
    text: str = ""
    caller: str = ""
    in_error: bool = False
