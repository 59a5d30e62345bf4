"""Who is meant by the handles and codes in a report's rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.lookups.firm import TeamRow, name_of
from servicedesk.reports.values import Named
from servicedesk.store.database import Reader
from servicedesk.store.queries.staff import STAFF_LIST, TEAM_LIST, staff_row


class Names(NamedTuple):
    """Names by handle and by team code, in the language in use."""

    staff: Mapping[str, str]
    teams: Mapping[str, str]

    def person(self, handle: str | None) -> Named | None:
        """A colleague, or None for nobody."""
        return Named(handle, self.staff.get(handle, handle)) if handle else None

    def team(self, code: str | None) -> Named | None:
        """A team, or None for none."""
        return Named(code, self.teams.get(code, code)) if code else None


def read_names(reader: Reader) -> Names:
    """Everybody's names, those switched off included: a report speaks of the past too."""
    staff = (staff_row(row) for row in reader.rows(STAFF_LIST))
    teams = (TeamRow(*row) for row in reader.rows(TEAM_LIST))
    return Names({row.handle: row.name for row in staff}, {row.code: name_of(row) for row in teams})
