"""Who takes a piece of work: the person and the team that a few words name, or that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import SYSTEM_HANDLE
from servicedesk.i18n import _
from servicedesk.lookups.firm import TeamRow, find_colleague, find_team
from servicedesk.problems import Refused
from servicedesk.store.queries.staff import TEAM_LIST, StaffRow

if TYPE_CHECKING:
    from servicedesk.operations.change import Change


class Receiver(NamedTuple):
    """A person, a team, both or neither; handle and code are what events and scripts say."""

    staff_id: int | None = None
    handle: str | None = None
    team_id: int | None = None
    team: str | None = None


def receiver(work: Change, to: str, team: str, *, otherwise: str | None = None) -> Receiver:
    """The receiver named: a person brings her team along; else it is the team of code `otherwise`.

    Raises NotFound, and Refused for somebody who cannot take work.
    """
    person = _colleague(work, to) if to.strip() else None
    if team.strip():
        found: TeamRow | None = find_team(work.reader, team)
    else:
        found = _working_team(work, otherwise) or _working_team(work, person.team if person else None)
    return Receiver(
        person.id if person else None,
        person.handle if person else None,
        found.id if found else None,
        found.code if found else None,
    )


def lead_team(work: Change) -> str | None:
    """The code of the team that takes what belongs to no other (R073)."""
    return next((team.code for team in _teams(work) if team.lead and team.active), None)


def _colleague(work: Change, said: str) -> StaffRow:
    person = find_colleague(work.desk, work.reader, said)
    if not person.active or person.handle == SYSTEM_HANDLE:
        raise Refused(
            _("{name} cannot take work").format(name=person.name), _("Name somebody who works here now")
        )
    return person


def _working_team(work: Change, code: str | None) -> TeamRow | None:
    return next((team for team in _teams(work) if team.code == code and team.active), None)


def _teams(work: Change) -> list[TeamRow]:
    return [TeamRow(*row) for row in work.reader.rows(TEAM_LIST)]
