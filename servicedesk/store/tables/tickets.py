"""Tickets: the matters that customers bring."""

from datetime import datetime

from sqlmodel import Field

from servicedesk.store.tables import customers, firm  # noqa: F401 - tables it refers to
from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Versioned

_OPEN = "status IN ('new', 'open', 'waiting')"
_RESOLVED = "status = 'resolved'"
_CANCELLED = "status = 'cancelled'"
_MERGED = "merged_into_id IS NOT NULL"


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
