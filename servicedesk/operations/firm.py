"""The firm's teams and categories: made, edited, switched off; what was filed under them stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import find_team
from servicedesk.operations.change import Change, change
from servicedesk.operations.promises import recount_open
from servicedesk.operations.values import in_two_languages, line, yes_or_no
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.handles import check_handle, code_from
from servicedesk.rules.permissions import Permission
from servicedesk.store.calendars import read_calendars
from servicedesk.store.queries.staff import CATEGORY_LIST, TEAM_LIST, CategoryRow, TeamRow
from servicedesk.store.tables import Category, Staff, Team

TEAM_FIELDS = ("name_en", "name_zh", "lead", "calendar", "active")
CATEGORY_FIELDS = ("name_en", "name_zh", "team", "kind", "priority", "active")


@dataclass(frozen=True)
class NewTeam:
    """A new team, as typed; the code follows from the name. The lead team gets what belongs to no other."""

    name: str
    english: str = ""
    chinese: str = ""
    code: str = ""
    lead: bool = False


@dataclass(frozen=True)
class NewCategory:
    """A new category, as typed, with the team, kind and priority its tickets begin with."""

    name: str
    team: str = ""
    kind: str = ""
    priority: str = ""
    english: str = ""
    chinese: str = ""
    code: str = ""


def add_team(desk: Desk, new: NewTeam) -> TeamRow:
    """A new team to hand work to. Raises BadValue, Refused for a name that is taken."""
    with change(desk, Permission.FIRM_EDIT) as work:
        name = line(new.name, _("The team has no name"))
        _refuse_double(work.all(Team), name, _("There is a team {name} already"))
        english, chinese = in_two_languages(name, new.english, new.chinese)
        taken = {row.code for row in work.all(Team)}
        code = check_handle(new.code, taken) if new.code else code_from(english or chinese, taken)
        team = work.add(Team(code=code, name_en=english, name_zh=chinese))
        if new.lead:
            _make_lead(work, team)
        work.record("team.created", code=team.code)
        return _team_row(work, team)


def edit_team(desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None) -> TeamRow:
    """Changes names, lead, or whether the team is in use. Raises BadValue on another field, Refused as `off` does."""
    with change(desk, Permission.FIRM_EDIT) as work:
        team = _team(work, said, if_version)
        for field, value in values.items():
            _set_team_field(work, team, field, value)
        if work.has_changed():
            work.record("team.edited", code=team.code)
        return _team_row(work, team)


def switch_team_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[TeamRow, bool]:
    """Nothing new goes to the team. True where it was off before. Raises Refused while work still leads to it."""
    with change(desk, Permission.FIRM_EDIT) as work:
        team = _team(work, said, if_version)
        already = not team.active
        if not already:
            _end_team(work, team)
            work.record("team.off", code=team.code)
        return _team_row(work, team), already


def add_category(desk: Desk, new: NewCategory) -> CategoryRow:
    """A new category. Raises BadValue, Refused for a name that is taken, NotFound for a team nobody knows."""
    with change(desk, Permission.FIRM_EDIT) as work:
        name = line(new.name, _("The category has no name"))
        _refuse_double(work.all(Category), name, _("There is a category {name} already"))
        english, chinese = in_two_languages(name, new.english, new.chinese)
        taken = {row.code for row in work.all(Category)}
        category = Category(
            code=check_handle(new.code, taken) if new.code else code_from(english or chinese, taken),
            name_en=english,
            name_zh=chinese,
        )
        for field in ("team", "kind", "priority"):
            _set_category_field(work, category, field, getattr(new, field))
        work.add(category)
        work.record("category.created", code=category.code)
        return _category_row(work, category)


def edit_category(
    desk: Desk, said: str, values: dict[str, str], *, if_version: int | None = None
) -> CategoryRow:
    """Changes names, team, kind, priority, or whether the category is in use. Raises BadValue on another field."""
    with change(desk, Permission.FIRM_EDIT) as work:
        category = _category(work, said, if_version)
        for field, value in values.items():
            _set_category_field(work, category, field, value)
        if work.has_changed():
            work.record("category.edited", code=category.code)
        return _category_row(work, category)


def switch_category_off(desk: Desk, said: str, *, if_version: int | None = None) -> tuple[CategoryRow, bool]:
    """No new ticket is filed under the category. True where it was off before."""
    with change(desk, Permission.FIRM_EDIT) as work:
        category = _category(work, said, if_version)
        already = not category.active
        category.active = False
        if not already:
            work.record("category.off", code=category.code)
        return _category_row(work, category), already


def _team(work: Change, said: str, if_version: int | None) -> Team:
    for row in work.all(Team):
        if _is_meant(row, said):
            return work.get(Team, row.id, if_version=if_version)
    raise NotFound(_("There is no team {name}").format(name=said), _("See: servicedesk team"))


def _category(work: Change, said: str, if_version: int | None) -> Category:
    for row in work.all(Category):
        if _is_meant(row, said):
            return work.get(Category, row.id, if_version=if_version)
    raise NotFound(_("There is no category {name}").format(name=said), _("See: servicedesk category"))


def _is_meant(row: Team | Category, said: str) -> bool:
    names = (row.code, row.name_en, row.name_zh)
    return said.strip().casefold() in {name.casefold() for name in names if name}


def _refuse_double(rows: Iterable[Team | Category], name: str, message: str) -> None:
    for row in rows:
        if _is_meant(row, name):
            raise Refused(
                message.format(name=row.code),
                _("Choose another name, or edit that one; one that is off comes back with active=yes"),
            )


def _set_team_field(work: Change, team: Team, field: str, value: str) -> None:
    match field:
        case "name_en" | "name_zh":
            setattr(team, field, " ".join(value.split()))
            _need_a_name(team)
        case "lead" if yes_or_no(value):
            _make_lead(work, team)
        case "lead":
            team.lead = False
        case "calendar":
            team.calendar = _calendar_name(work, value)
            recount_open(work)
        case "active" if yes_or_no(value):
            team.active = True
        case "active":
            _end_team(work, team)
        case _:
            raise _unknown(_("A team has no field {field} to edit"), field, TEAM_FIELDS)


def _calendar_name(work: Change, said: str) -> str:
    """The name of a calendar of the firm; none at all is the firm's own. Raises BadValue naming the known ones."""
    name = said.strip()
    known = read_calendars(work.reader)
    if name and name not in known:
        raise BadValue(
            _("There is no calendar {name}").format(name=said),
            _("The calendars are: {names}").format(names=", ".join(known)),
        )
    return name


def _set_category_field(work: Change, category: Category, field: str, value: str) -> None:
    match field:
        case "name_en" | "name_zh":
            setattr(category, field, " ".join(value.split()))
            _need_a_name(category)
        case "team":
            category.team_id = find_team(work.reader, value).id if value.strip() else None
        case "kind" | "priority":
            setattr(category, field, check_code(field, value) if value.strip() else "")
        case "active":
            category.active = yes_or_no(value)
        case _:
            raise _unknown(_("A category has no field {field} to edit"), field, CATEGORY_FIELDS)


def _need_a_name(row: Team | Category) -> None:
    if not (row.name_en or row.name_zh):
        raise BadValue(_("It would have no name"), _("Give it one in English or in Chinese"))


def _make_lead(work: Change, team: Team) -> None:
    """The firm has one lead team."""
    for row in work.all(Team):
        row.lead = row.id == team.id


def _end_team(work: Change, team: Team) -> None:
    """Work that leads to a team nobody sees would be lost, so nothing may lead to it any more."""
    leading = [row.code for row in work.all(Category, Category.team_id == team.id) if row.active]
    leading += [row.handle for row in work.all(Staff, Staff.team_id == team.id) if row.active]
    if team.lead or leading:
        what = ", ".join(leading) or _("it is the lead team")
        raise Refused(
            _("Work still goes to the team {name}: {what}").format(name=team.code, what=what),
            _("Give them another team first"),
        )
    team.active = False


def _unknown(message: str, field: str, known: tuple[str, ...]) -> BadValue:
    return BadValue(message.format(field=field), _("Known are: {names}").format(names=", ".join(known)))


def _team_row(work: Change, team: Team) -> TeamRow:
    return next(row for row in (TeamRow(*row) for row in work.reader.rows(TEAM_LIST)) if row.id == team.id)


def _category_row(work: Change, category: Category) -> CategoryRow:
    rows = (CategoryRow(*row) for row in work.reader.rows(CATEGORY_LIST))
    return next(row for row in rows if row.id == category.id)
