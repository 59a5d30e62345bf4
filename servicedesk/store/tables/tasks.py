"""What hangs on a ticket: its tasks, and the tickets it belongs together with."""

from datetime import datetime

from sqlmodel import Field

from servicedesk.store.tables import firm, tickets  # noqa: F401 - tables they refer to
from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table, Versioned

_DUE = "state = 'due'"


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
