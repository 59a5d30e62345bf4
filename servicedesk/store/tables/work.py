"""Work: anything with a due time and an owner, and what was said about it."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables.firm import KEPT_NUMBERS
from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import Table, Versioned

_OPEN = "status IN ('new', 'open', 'waiting')"
_RESOLVED = "status = 'resolved'"
_CANCELLED = "status = 'cancelled'"
_DUE = "state = 'due'"
_MERGED = "merged_into_id IS NOT NULL"
_ON_CALLBACK = "callback_id IS NOT NULL"


class Ticket(Versioned, table=True):
    """One matter a customer brought. `due_at` is its earliest unmet clock, kept for sorting."""

    __table_args__ = (
        # It holds all that the built-in queues ask, so that they are counted and put in order from it alone.
        partial_index(
            "ticket_open_due",
            *("due_at", "id", "status", "priority", "assignee_id", "team_id", "escalated"),
            where=_OPEN,
        ),
        partial_index("ticket_open_assignee", "assignee_id", "due_at", where=_OPEN),
        partial_index("ticket_open_team", "team_id", "due_at", where=_OPEN),
        partial_index("ticket_open_customer", "customer_id", "due_at", where=_OPEN),
        partial_index("ticket_not_closed", "id", where=_RESOLVED),
        partial_index("ticket_cancelled", "closed_at", where=_CANCELLED),
        partial_index("ticket_merged", "merged_into_id", where=_MERGED),
        KEPT_NUMBERS,
    )

    subject: str
    description: str = ""
    kind: str = "request"
    status: str = "new"
    priority: str = "normal"
    channel: str = "phone"
    category_id: int | None = Field(default=None, foreign_key="category.id")
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    caller: str = ""  # what an unknown caller said of herself, until a file is found
    premises_id: int | None = Field(default=None, foreign_key="premises.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    assignee_id: int | None = Field(default=None, foreign_key="staff.id")
    received_by_id: int | None = Field(default=None, foreign_key="staff.id")
    whose_turn: str = "us"
    waiting_for: str | None = None
    waiting_since: datetime | None = None
    waiting_until: datetime | None = None
    opened_at: datetime = Field(index=True)
    recorded_at: datetime
    updated_at: datetime
    promised_from: datetime  # the present promise began here: opening, import or last reopening
    first_response_due_at: datetime | None = None
    next_update_due_at: datetime | None = None
    resolution_due_at: datetime | None = None
    agreed_due_at: datetime | None = None  # told to the customer: by then she hears from us
    fixed_due_at: datetime | None = None  # a resolution promised elsewhere, which an import brought
    due_at: datetime | None = None
    first_responded_at: datetime | None = None
    resolved_at: datetime | None = Field(default=None, index=True)
    closed_at: datetime | None = None
    cause: str | None = None
    step: str | None = None
    reopened: int = 0
    escalated: bool = False
    tags: str = " "
    external_id: str | None = Field(default=None, unique=True)
    imported: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="ticket.id")


class TicketLink(Table, table=True):
    """Two tickets that belong together; the smaller number stands first."""

    __tablename__ = "ticket_link"

    first_id: int = Field(primary_key=True, foreign_key="ticket.id")
    second_id: int = Field(primary_key=True, foreign_key="ticket.id", index=True)


class Task(Versioned, table=True):
    """A piece of a ticket given to a team or a person."""

    __table_args__ = (
        partial_index("task_due", "due_at", "id", where=_DUE),
        KEPT_NUMBERS,
    )

    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    text: str
    state: str = "due"
    due_at: datetime | None = None
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    done_at: datetime | None = None


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
