"""What customers need, said by them or seen by us: to be met, and counted until then."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables import customers, firm, tickets  # noqa: F401 - tables it refers to
from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Versioned

_OPEN = "state = 'open'"
_FROM_TICKET = "ticket_id IS NOT NULL"


class Need(Versioned, table=True):
    """One need of one customer, or of an unknown caller until a file is found: its words, its class, what became of it."""

    __table_args__ = (
        Index("need_customer", "customer_id"),
        partial_index("need_from_ticket", "ticket_id", where=_FROM_TICKET),
        partial_index("need_open", "need_class", "category_id", where=_OPEN),
        KEPT_NUMBERS,
    )

    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    kind: str = "latent"
    need_class: str = "functional"
    level: int | None = None  # 1 to 5, from the body's needs up to the self's
    category_id: int | None = Field(default=None, foreign_key="category.id")
    words: str = ""
    impact: int = 2  # 1 to 3
    state: str = "open"
    done: str = ""  # what met it, or why it was dropped
    noted_at: datetime
    noted_by_id: int = Field(foreign_key="staff.id")
    settled_at: datetime | None = None
