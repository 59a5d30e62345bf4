"""The firm itself: its people, teams, categories, saved queues, calendars and settings."""

from datetime import date, datetime

from sqlmodel import Field

from servicedesk.store.tables.versioned import Table, Versioned

KEPT_NUMBERS = {"sqlite_autoincrement": True}  # a number once told is never given to another row


class Setting(Table, table=True):
    """One setting of the firm; the value is JSON text."""

    key: str = Field(primary_key=True)
    value: str


class Team(Versioned, table=True):
    """A group of staff that work can be handed to."""

    code: str = Field(unique=True)
    name_en: str
    name_zh: str = ""
    lead: bool = False
    calendar: str = ""  # the working hours of the team; without a name those of the firm
    active: bool = True


class Staff(Versioned, table=True):
    """A person who acts on the desk; `handle` is what scripts and `owner:` queries say."""

    handle: str = Field(unique=True)
    name: str
    role: str
    team_id: int | None = Field(default=None, foreign_key="team.id")
    active: bool = True
    away_until: datetime | None = None
    deputy_id: int | None = Field(default=None, foreign_key="staff.id")


class StaffAccount(Table, table=True):
    """Which operating-system account acts as which staff member when nobody is named."""

    __tablename__ = "staff_account"

    account: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")


class Category(Versioned, table=True):
    """What a ticket is about, with the team and defaults that follow from it."""

    code: str = Field(unique=True)
    name_en: str
    name_zh: str = ""
    team_id: int | None = Field(default=None, foreign_key="team.id")
    kind: str = ""
    priority: str = ""
    active: bool = True


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
    """A day that differs from its weekday; `spans` is empty for a day off."""

    __tablename__ = "calendar_day"

    calendar_id: int = Field(primary_key=True, foreign_key="calendar.id")
    day: date = Field(primary_key=True)
    spans: str = ""
    label: str = ""
