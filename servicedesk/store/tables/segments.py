"""Groups of customers that the firm or one person keeps under a name."""

from sqlmodel import Field

from servicedesk.store.tables.firm import KEPT_NUMBERS
from servicedesk.store.tables.versioned import Versioned


class SavedSegment(Versioned, table=True):
    """A named query over customers; who belongs to it is asked anew each time."""

    __tablename__ = "segment"
    __table_args__ = KEPT_NUMBERS

    code: str = Field(unique=True)
    name: str
    query: str
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    active: bool = True
