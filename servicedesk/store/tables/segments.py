"""Groups of customers that the firm or one person keeps under a name."""

from sqlmodel import Field

from servicedesk.store.tables import firm  # noqa: F401 - the table it refers to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Versioned


class SavedSegment(Versioned, table=True):
    """A named query over customers; who belongs to it is asked anew each time."""

    __tablename__ = "segment"
    __table_args__ = KEPT_NUMBERS

    code: str = Field(unique=True)
    name: str
    query: str
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    active: bool = True
