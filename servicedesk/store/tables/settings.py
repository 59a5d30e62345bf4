"""How the desk is set up: settings, accounts, saved queues, work calendars."""

from datetime import date

from sqlmodel import Field

from servicedesk.store.tables import firm  # noqa: F401 - tables they refer to
from servicedesk.store.tables.versioned import Table, Versioned


class Setting(Table, table=True):
    """One setting of the firm; the value is JSON text."""

    key: str = Field(primary_key=True)
    value: str


class StaffAccount(Table, table=True):
    """Which operating-system account acts as which staff member when nobody is named."""

    __tablename__ = "staff_account"

    account: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")


class SavedQueue(Versioned, table=True):
    """A named filter over work, kept for everybody or for one person."""

    __tablename__ = "queue"

    code: str = Field(unique=True)
    name: str
    query: str
    owner_id: int | None = Field(default=None, foreign_key="staff.id")
    active: bool = True


class WorkCalendar(Versioned, table=True):
    """Working hours of a week in one time zone; `hours` is read by `rules.worktime.parse_hours`."""

    __tablename__ = "calendar"

    name: str = Field(unique=True)
    timezone: str
    hours: str
    confirmed_until: date | None = None


class WorkCalendarDay(Table, table=True):
    """A day that differs from its weekday; `spans` is empty for a day off, `imported` says that no person set it."""

    __tablename__ = "calendar_day"

    calendar_id: int = Field(primary_key=True, foreign_key="calendar.id")
    day: date = Field(primary_key=True)
    spans: str = ""
    label: str = ""
    imported: bool = False
