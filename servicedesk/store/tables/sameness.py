"""What was decided about files that look alike, and the names people had before."""

from datetime import datetime

from sqlmodel import Field

from servicedesk.store.tables import customers, firm  # noqa: F401 - tables they refer to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table


class KnownApart(Table, table=True):
    """Two files that somebody found to be of two people; the smaller number stands first."""

    __tablename__ = "known_apart"

    first_id: int = Field(primary_key=True, foreign_key="customer.id")
    second_id: int = Field(primary_key=True, foreign_key="customer.id", index=True)
    at: datetime
    staff_id: int = Field(foreign_key="staff.id")


class FormerName(Table, table=True):
    """A name a customer had before; the file is still found by it."""

    __tablename__ = "former_name"
    __table_args__ = KEPT_NUMBERS

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    name: str
