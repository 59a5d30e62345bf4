"""The firm: its people and teams, and the categories of their work."""

from datetime import datetime

from sqlmodel import Field

from servicedesk.store.tables.versioned import Versioned


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


class Category(Versioned, table=True):
    """What a ticket is about, with the team and defaults that follow from it."""

    code: str = Field(unique=True)
    name_en: str
    name_zh: str = ""
    team_id: int | None = Field(default=None, foreign_key="team.id")
    kind: str = ""
    priority: str = ""
    active: bool = True
