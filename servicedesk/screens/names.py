"""The names of colleagues and teams, in place of the handles and codes that rows carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.i18n import _
from servicedesk.lookups import firm

if TYPE_CHECKING:
    from servicedesk.desk import Desk


class Names(NamedTuple):
    """Names by handle and by team code, in the language in use."""

    staff: Mapping[str, str]
    teams: Mapping[str, str]

    def person(self, handle: str | None) -> str:
        """A colleague's name; empty for nobody."""
        return self.staff.get(handle, handle) if handle else ""

    def team(self, code: str | None) -> str:
        """A team's name; empty for none."""
        return self.teams.get(code, code) if code else ""

    def holder(self, handle: str | None, code: str | None) -> str:
        """Who has it in hand: the person, else the team, else anyone."""
        return self.person(handle) or self.team(code) or _("anyone")


def names(desk: Desk) -> Names:
    """Asks for everybody's name. Raises DatabaseProblem."""
    return names_in(firm.staff(desk), firm.teams(desk))


def names_in(staff: Iterable[firm.StaffRow], teams: Iterable[firm.TeamRow]) -> Names:
    """The names that these rows hold."""
    return Names({row.handle: row.name for row in staff}, {row.code: firm.name_of(row) for row in teams})
