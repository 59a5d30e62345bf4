"""The firm's staff, teams, categories and saved queues; and the row that a word somebody typed stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from servicedesk.desk import Desk, find_staff
from servicedesk.i18n import _, current_language
from servicedesk.problems import NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.staff import (
    CATEGORY_LIST,
    QUEUE_LIST,
    STAFF_LIST,
    TEAM_LIST,
    CategoryRow,
    QueueRow,
    StaffRow,
    TeamRow,
    staff_row,
)

__all__ = ["CategoryRow", "QueueRow", "StaffRow", "TeamRow"]


class Named(Protocol):
    """A row with a code and a name in each language."""

    @property
    def code(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def name_zh(self) -> str: ...


Row = TypeVar("Row", bound=Named)


def name_of(row: Named) -> str:
    """The name people see, in the language in use; the other language's, else the code, where it has none."""
    first, second = (
        (row.name_zh, row.name_en) if current_language() == "zh_CN" else (row.name_en, row.name_zh)
    )
    return first or second or row.code


def staff(desk: Desk) -> list[StaffRow]:
    """Everybody who acts or acted on the desk, the built-in `system` included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [staff_row(row) for row in reader.rows(STAFF_LIST)]


def teams(desk: Desk) -> list[TeamRow]:
    """Every team, those switched off included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [TeamRow(*row) for row in reader.rows(TEAM_LIST)]


def categories(desk: Desk) -> list[CategoryRow]:
    """Every category, those switched off included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [CategoryRow(*row) for row in reader.rows(CATEGORY_LIST)]


def saved_queues(desk: Desk) -> list[QueueRow]:
    """The saved queues that the actor sees: everybody's and her own."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [QueueRow(*row) for row in reader.rows(QUEUE_LIST, {"actor": desk.actor.id})]


def find_team(reader: Reader, said: str) -> TeamRow:
    """The working team with this code or name. Raises NotFound naming the known ones."""
    rows = [TeamRow(*row) for row in reader.rows(TEAM_LIST)]
    return _find([row for row in rows if row.active], said, _("There is no team {name}"))


def find_category(reader: Reader, said: str) -> CategoryRow:
    """The category in use with this code or name. Raises NotFound naming the known ones."""
    rows = [CategoryRow(*row) for row in reader.rows(CATEGORY_LIST)]
    return _find([row for row in rows if row.active], said, _("There is no category {name}"))


def find_colleague(desk: Desk, reader: Reader, said: str) -> StaffRow:
    """The staff member meant by a handle, a name, or `me`. Raises NotFound or Refused."""
    return find_staff(reader, desk.actor.handle if said.strip().lower() in {"me", "我"} else said)


def _find(rows: Iterable[Row], said: str, message: str) -> Row:
    wanted = said.strip().casefold()
    known = list(rows)
    for row in known:
        if wanted in {row.code.casefold(), row.name_en.casefold(), row.name_zh.casefold()}:
            return row
    raise NotFound(
        message.format(name=said), _("Known are: {names}").format(names=", ".join(row.code for row in known))
    )
