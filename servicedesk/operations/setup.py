"""Making a desk for a firm: the pack's teams, categories, hours and promises, and the first staff member (R257)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from servicedesk import packs
from servicedesk.clock import Clock, SystemClock
from servicedesk.desk import SYSTEM_HANDLE, Actor, Desk, Firm, open_desk
from servicedesk.i18n import LANGUAGES, _, known_language
from servicedesk.operations.change import Change, change
from servicedesk.operations.own_fields import read_choices
from servicedesk.problems import BadValue
from servicedesk.rules.handles import handle_from
from servicedesk.rules.hours import format_spans, parse_hours, usual_spans
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Store, store_at
from servicedesk.store.schema import new_desk, refuse_taken
from servicedesk.store.tables import (
    Category,
    Setting,
    Staff,
    StaffAccount,
    Team,
    WorkCalendar,
    WorkCalendarDay,
)
from servicedesk.store.tables.own_fields import FirmField

_CHINESE_ZONES = {"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Urumqi", "PRC"}


@dataclass(frozen=True)
class NewDesk:
    """The answers of set-up; every one has a default."""

    pack: str = "property"
    firm: str = ""
    language: str = "en"
    timezone: str = ""
    staff: str = ""
    practice: bool = False


def set_up(place: str | Path | Store, new: NewDesk, account: str, clock: Clock | None = None) -> Desk:
    """Makes the desk and opens it as its first staff member, who may do everything.

    Raises Refused when something is at that place already, BadValue on an unknown pack, language or zone.
    """
    store = place if isinstance(place, Store) else store_at(place)
    pack = packs.load(new.pack)
    language = read_language(new.language)
    timezone = read_timezone(new.timezone or default_timezone(language))
    clock = clock or SystemClock()
    with new_desk(store.path) as unfinished:
        system = Actor(1, SYSTEM_HANDLE, SYSTEM_HANDLE, "system", None, account)
        _furnish(Desk(store_at(unfinished), system, clock, Firm()), new, pack, language, timezone)
    return open_desk(store, account=account, clock=clock)


def _furnish(desk: Desk, new: NewDesk, pack: packs.Pack, language: str, timezone: str) -> None:
    """Puts the firm into an empty desk, in one operation."""
    with change(desk, Permission.FIRM_EDIT) as work:
        work.add(Staff(handle=SYSTEM_HANDLE, name=SYSTEM_HANDLE, role="system"))
        _keep_settings(work, new, pack, language, timezone)
        teams = _make_teams(work, pack)
        _make_categories(work, pack, teams)
        _make_fields(work, pack, language)
        for calendar in pack.calendars:
            _make_calendar(work, calendar, timezone)
        _make_first_staff(work, new, language, desk.actor.account, next(iter(teams.values())))
        work.record("desk.created", pack=pack.name)


def refuse_existing(place: str | Path) -> None:
    """Raises Refused when something is at that place already, so that nobody answers questions in vain."""
    refuse_taken(store_at(place).path)


def default_timezone(language: str) -> str:
    """The zone a firm most likely works in: China's for Chinese, else this computer's."""
    return "Asia/Shanghai" if language == "zh_CN" else local_timezone() or "UTC"


def default_staff(language: str) -> str:
    """What the first staff member is called when nobody says a name."""
    return "管理员" if language == "zh_CN" else "Administrator"


def read_language(said: str) -> str:
    """The language a person named. Raises BadValue on one that is not served."""
    language = known_language(said)
    if language is None:
        raise BadValue(
            _("There is no language {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(LANGUAGES)),
        )
    return language


def read_timezone(said: str) -> str:
    """The time zone a person named. Raises BadValue on one that does not exist."""
    name = said.strip()
    if name not in available_timezones():
        raise BadValue(
            _("There is no time zone {name}").format(name=said),
            _("Write it like Asia/Shanghai or Europe/London"),
        )
    return name


def local_timezone() -> str:
    """The name of this computer's time zone, or an empty text where it has none we know."""
    import tzlocal

    name = tzlocal.get_localzone_name()
    return name if name in available_timezones() else ""


def _keep_settings(work: Change, new: NewDesk, pack: packs.Pack, language: str, timezone: str) -> None:
    label = pack.label_zh if language == "zh_CN" else pack.label_en
    settings: dict[str, Any] = {
        "firm.name": " ".join(new.firm.split()) or label,
        "firm.language": language,
        "firm.timezone": timezone,
        "firm.pack": pack.name,
        "firm.calendar": pack.default_calendar,
        "firm.region": "CN" if timezone in _CHINESE_ZONES or language == "zh_CN" else "GB",
        "firm.practice": new.practice,
        "firm.satisfaction_target": pack.satisfaction_target,
        "firm.contact_every_days": pack.contact_every_days,
        "promises": [dict(rule) for rule in pack.promises],
        "callback_rules": [rule._asdict() for rule in pack.callback_rules],
    }
    for key, value in settings.items():
        work.add(Setting(key=key, value=json.dumps(value, ensure_ascii=False)))


def _make_teams(work: Change, pack: packs.Pack) -> dict[str, Team]:
    return {
        team.code: work.add(Team(code=team.code, name_en=team.en, name_zh=team.zh, lead=team.lead))
        for team in pack.teams
    }


def _make_categories(work: Change, pack: packs.Pack, teams: dict[str, Team]) -> None:
    for category in pack.categories:
        work.add(
            Category(
                code=category.code,
                name_en=category.en,
                name_zh=category.zh,
                team_id=teams[category.team].id,
                kind=category.kind,
                priority=category.priority,
            )
        )


def _make_fields(work: Change, pack: packs.Pack, language: str) -> None:
    for place, field in enumerate(pack.fields, 1):
        work.add(
            FirmField(
                code=field.code,
                name_en=field.en,
                name_zh=field.zh,
                kind=field.kind,
                unit=field.unit_zh if language == "zh_CN" else field.unit_en,
                choices=json.dumps(read_choices(field.choices), ensure_ascii=False),
                position=place,
                wanted=field.wanted,
            )
        )


def _make_calendar(work: Change, preset: packs.PackCalendar, timezone: str) -> None:
    keeps_holidays = preset.holidays == "cn" and timezone in _CHINESE_ZONES
    exceptions = chinese_days(work.now.year - 1) if keeps_holidays else {}
    calendar = work.add(
        WorkCalendar(
            name=preset.name,
            timezone=timezone,
            hours=preset.hours,
            confirmed_until=date(max(day.year for day in exceptions), 12, 31) if exceptions else None,
        )
    )
    ordinary = format_spans(usual_spans(parse_hours(preset.hours)))
    for day, (works, label) in exceptions.items():
        work.session.add(
            WorkCalendarDay(
                calendar_id=calendar.number,
                day=day,
                spans=ordinary if works else "",
                label=label,
                imported=True,
            )
        )


def chinese_days(since_year: int) -> dict[date, tuple[bool, str]]:
    """Public holidays (False) and make-up working days (True) of China, with their names, as far as announced."""
    from chinese_calendar.constants import holidays, workdays

    off = {day: (False, str(name)) for day, name in holidays.items() if day.year >= since_year}
    made_up = {day: (True, str(name)) for day, name in workdays.items() if day.year >= since_year}
    return dict(sorted((off | made_up).items()))


def _make_first_staff(work: Change, new: NewDesk, language: str, account: str, team: Team) -> None:
    name = " ".join(new.staff.split()) or default_staff(language)
    handle = handle_from(name, taken={SYSTEM_HANDLE})
    first = work.add(Staff(handle=handle, name=name, role="administrator", team_id=team.id))
    work.add(StaffAccount(account=account, staff_id=first.number))
