"""The people who act on the desk: who they are, what they may do, and which account is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from servicedesk.desk import SYSTEM_HANDLE, Desk, find_staff
from servicedesk.i18n import _
from servicedesk.lookups.firm import find_colleague, find_team
from servicedesk.operations.change import Change, change
from servicedesk.operations.values import line, yes_or_no
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.handles import check_handle, handle_from
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.staff import StaffRow
from servicedesk.store.tables import Staff, StaffAccount

EDITABLE = ("name", "role", "team", "active")


@dataclass(frozen=True)
class NewStaff:
    """A new colleague, as typed; the handle follows from the name."""

    name: str
    role: str = "receptionist"
    team: str = ""
    handle: str = ""


def add(desk: Desk, new: NewStaff) -> StaffRow:
    """Somebody new acts on the desk. Raises BadValue, and NotFound for a team nobody knows."""
    with change(desk, Permission.STAFF_EDIT) as work:
        taken = {row.handle for row in work.all(Staff)}
        name = line(new.name, _("The staff member has no name"))
        staff = work.add(
            Staff(
                handle=check_handle(new.handle, taken) if new.handle else handle_from(name, taken),
                name=name,
                role=check_code("role", new.role),
                team_id=find_team(work.reader, new.team).id if new.team else None,
            )
        )
        work.record("staff.created", handle=staff.handle)
        return _row(work, staff)


def edit(desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None) -> StaffRow:
    """Changes name, role, team or whether somebody is active; the handle stays, as scripts say it.

    Raises BadValue on another field, Refused where nobody would be left who may administer the desk.
    """
    with change(desk, Permission.STAFF_EDIT) as work:
        staff = _meant(work, said, if_version)
        for field, value in values.items():
            _set_field(work, staff, field, value)
        if work.has_changed():
            _keep_an_administrator(work)
            work.record("staff.edited", handle=staff.handle)
        return _row(work, staff)


def switch_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[StaffRow, bool]:
    """Somebody acts no more; what she did and holds stays hers. True where she was switched off before."""
    with change(desk, Permission.STAFF_EDIT) as work:
        staff = _meant(work, said, if_version)
        if not staff.active:
            return _row(work, staff), True
        staff.active = False
        work.session.flush()
        _keep_an_administrator(work)
        work.record("staff.off", handle=staff.handle)
        return _row(work, staff), False


def away(desk: Desk, said: str, until: datetime, deputy: str = "") -> StaffRow:
    """Somebody is not here until a moment; the deputy sees and does the work meanwhile.

    Everybody may say so of herself. Raises BadValue for a moment that has passed, Refused for a deputy who
    is nobody else, does not work here or is away as well.
    """
    if until <= desk.now():
        raise BadValue(_("That moment has passed"), _("Say until when, for example --until 'fri 18:00'"))
    with change(desk, _to_change(desk, said)) as work:
        staff = _meant(work, said, None)
        staff.away_until = until
        staff.deputy_id = _deputy(work, staff, deputy) if deputy.strip() else None
        work.record("staff.away", handle=staff.handle)
        return _row(work, staff)


def back(desk: Desk, said: str) -> tuple[StaffRow, bool]:
    """Somebody is here again. True where she was not away."""
    with change(desk, _to_change(desk, said)) as work:
        staff = _meant(work, said, None)
        if staff.away_until is None:
            return _row(work, staff), True
        staff.away_until = staff.deputy_id = None
        work.record("staff.back", handle=staff.handle)
        return _row(work, staff), False


def map_account(desk: Desk, said: str) -> StaffRow:
    """From now on this operating-system account acts as that staff member when nobody is named."""
    with change(desk, Permission.STAFF_EDIT) as work:
        staff = _meant(work, said, None)
        if not staff.active:
            raise Refused(
                _("{name} does not work here any more").format(name=staff.name),
                _("Switch her on first: servicedesk staff edit {handle} --set active=yes").format(
                    handle=staff.handle
                ),
            )
        kept = work.session.get(StaffAccount, desk.actor.account)
        if kept is None:
            work.session.add(StaffAccount(account=desk.actor.account, staff_id=staff.number))
        else:
            kept.staff_id = staff.number
        if work.has_changed():
            work.record("staff.account", handle=staff.handle)
        return _row(work, staff)


def _to_change(desk: Desk, said: str) -> Permission:
    """One's own absence is one's own to tell; anybody else's is the administrator's."""
    with desk.store.reading() as reader:
        mine = find_colleague(desk, reader, said).id == desk.actor.id
    return Permission.VIEW if mine else Permission.STAFF_EDIT


def _deputy(work: Change, staff: Staff, said: str) -> int:
    row = find_colleague(work.desk, work.reader, said)
    if row.id == staff.id or not row.active or row.handle == SYSTEM_HANDLE:
        raise Refused(
            _("{name} cannot stand in").format(name=row.name), _("Name somebody else who works here")
        )
    if row.is_away(work.now):
        raise Refused(_("{name} is away as well").format(name=row.name), _("Name somebody who is here"))
    return row.id


def _meant(work: Change, said: str, if_version: int | None) -> Staff:
    row = find_colleague(work.desk, work.reader, said)
    if row.handle == SYSTEM_HANDLE:
        raise Refused(
            _("{name} is the program itself").format(name=SYSTEM_HANDLE),
            _("Name a person: servicedesk staff"),
        )
    return work.get(Staff, row.id, if_version=if_version)


def _set_field(work: Change, staff: Staff, field: str, value: str) -> None:
    match field:
        case "name":
            staff.name = line(value, _("The staff member has no name"))
        case "role":
            staff.role = check_code("role", value)
        case "team":
            staff.team_id = find_team(work.reader, value).id if value.strip() else None
        case "active":
            staff.active = yes_or_no(value)
        case _:
            raise BadValue(
                _("A staff member has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


def _keep_an_administrator(work: Change) -> None:
    if not any(row.active and row.role == "administrator" for row in work.all(Staff)):
        raise Refused(
            _("Nobody would be left who may administer the desk"),
            _(
                "Make somebody else an administrator first: servicedesk staff edit HANDLE --set role=administrator"
            ),
        )


def _row(work: Change, staff: Staff) -> StaffRow:
    return find_staff(work.reader, staff.handle)
