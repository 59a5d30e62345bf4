"""What customers allowed and refused; each line is kept, the newest of a purpose and channel holds."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables import customers, firm  # noqa: F401 - tables it refers to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table


class Consent(Table, table=True):
    """A consent given or withdrawn: for what, by which channel, in which words, when, how, and who took it."""

    __table_args__ = (Index("consent_customer", "customer_id", "id"), KEPT_NUMBERS)

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    purpose: str
    channel: str
    given: bool
    wording: str = ""
    how: str = ""
    at: datetime
    staff_id: int = Field(foreign_key="staff.id")
