"""Staff, teams, categories, queues and settings as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import maybe_time


class StaffRow(NamedTuple):
    """Somebody who acts on the desk; while away, the deputy sees and does the work."""

    id: int
    handle: str
    name: str
    role: str
    team: str | None
    active: bool
    version: int
    away_until: datetime | None
    deputy: str | None

    def is_away(self, now: datetime) -> bool:
        """Whether somebody else stands in for this person now."""
        return self.away_until is not None and now < self.away_until


class TeamRow(NamedTuple):
    id: int
    code: str
    name_en: str
    name_zh: str
    lead: bool
    calendar: str
    active: bool
    version: int


class CategoryRow(NamedTuple):
    id: int
    code: str
    name_en: str
    name_zh: str
    team: str | None
    kind: str
    priority: str
    active: bool
    version: int


class QueueRow(NamedTuple):
    id: int
    code: str
    name: str
    query: str
    owner: str | None
    active: bool
    version: int


SETTINGS = "SELECT key, value FROM setting"

_STAFF = """
SELECT staff.id, staff.handle, staff.name, staff.role, team.code, staff.active, staff.version,
       staff.away_until, deputy.handle
FROM staff LEFT JOIN team ON team.id = staff.team_id LEFT JOIN staff AS deputy ON deputy.id = staff.deputy_id"""

STAFF_LIST = _STAFF + " ORDER BY staff.id"
STAFF_NAMED = (
    _STAFF + " WHERE staff.handle = lower(:said) OR lower(staff.name) = lower(:said) ORDER BY staff.id"
)
STAFF_BY_ACCOUNT = (
    _STAFF + " JOIN staff_account ON staff_account.staff_id = staff.id WHERE staff_account.account = :account"
)

TEAM_LIST = "SELECT id, code, name_en, name_zh, lead, calendar, active, version FROM team ORDER BY id"

CATEGORY_LIST = """
SELECT category.id, category.code, category.name_en, category.name_zh, team.code,
       category.kind, category.priority, category.active, category.version
FROM category LEFT JOIN team ON team.id = category.team_id ORDER BY category.id"""

QUEUE_LIST = """
SELECT queue.id, queue.code, queue.name, queue.query, staff.handle, queue.active, queue.version
FROM queue LEFT JOIN staff ON staff.id = queue.owner_id
WHERE queue.owner_id IS NULL OR queue.owner_id = :actor ORDER BY queue.id"""


def staff_row(row: tuple[Any, ...]) -> StaffRow:
    """A tuple of `STAFF_LIST` with its time read."""
    values = list(row)
    values[7] = maybe_time(row[7])
    return StaffRow(*values)
