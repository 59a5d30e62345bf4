"""The working state that is kept without events."""

from datetime import datetime

from sqlmodel import Field

from servicedesk.store.tables import firm  # noqa: F401 - the table it refers to
from servicedesk.store.tables.versioned import Table


class Draft(Table, table=True):
    """A form as it stood at the last key, so that no crash, quit or colleague's edit loses it."""

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    key: str = Field(primary_key=True)
    body: str
    saved_at: datetime
