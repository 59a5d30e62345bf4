"""Changing the settings of the firm."""

from __future__ import annotations

import json
from typing import Any

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import categories
from servicedesk.lookups.firm_settings import SettingRow
from servicedesk.operations.change import change
from servicedesk.operations.promises import recount_open
from servicedesk.packs import PackCallback
from servicedesk.problems import BadValue
from servicedesk.rules.codes import codes
from servicedesk.rules.firm_settings import read_setting
from servicedesk.rules.permissions import Permission
from servicedesk.rules.promises import TEAM_CALENDAR, parse_duration
from servicedesk.rules.yardstick import yardstick
from servicedesk.store.tables import Setting

_LISTS = ("kinds", "priorities", "categories")


def set_setting(desk: Desk, key: str, said: str) -> SettingRow:
    """Keeps one setting; desks opened from now on go by it.

    Raises NotFound on an unknown key, Refused on a fixed one, BadValue on a value that cannot be.
    """
    value = read_setting(key, said)
    _check_against_desk(desk, key, value)
    with change(desk, Permission.FIRM_EDIT) as work:
        kept = work.session.get(Setting, key) or Setting(key=key, value="")
        kept.value = json.dumps(value, ensure_ascii=False)
        work.session.add(kept)
        if work.has_changed():
            if key in {"promises", "firm.calendar"}:
                recount_open(work)
            work.record("setting.changed", key=key)
    return SettingRow(key, value)


def _check_against_desk(desk: Desk, key: str, value: Any) -> None:
    """What only this desk can tell: its calendars, and whether its rules can be followed."""
    if key == "firm.calendar":
        _need_calendar(desk, value)
    elif key == "promises":
        for rule in value:
            _check_promise(desk, rule)
    elif key == "callback_rules":
        for rule in value:
            _check_callback_rule(rule)


def _check_promise(desk: Desk, rule: dict[str, Any]) -> None:
    """A promise for something that nobody knows would never hold, and nobody would notice."""
    if rule["calendar"] != TEAM_CALENDAR:
        _need_calendar(desk, rule["calendar"])
    known = {
        "kinds": codes("kind"),
        "priorities": codes("priority"),
        "categories": [category.code for category in categories(desk)],
        "tiers": yardstick(desk.firm.settings).tier_names,
        "agreements": codes("agreement_kind"),
    }
    for field, names in known.items():
        for name in rule.get(field, ()):
            if name not in names:
                raise BadValue(
                    _("A promise names what nobody knows: {name}").format(name=name),
                    _("Known are: {names}").format(names=", ".join(names)),
                )


def _need_calendar(desk: Desk, name: str) -> None:
    if name not in desk.calendars:
        raise BadValue(
            _("There is no calendar {name}").format(name=name),
            _("The calendars are: {names}").format(names=", ".join(desk.calendars)),
        )


def _check_callback_rule(rule: dict[str, Any]) -> None:
    try:
        read = PackCallback(**{"tickets": "any", "max_attempts": 4, **dict.fromkeys(_LISTS, ()), **rule})
        fits = 0 <= int(read.share) <= 100 and int(read.max_attempts) > 0
    except (TypeError, ValueError) as error:
        raise BadValue(
            _("A callback rule cannot be read: {detail}").format(detail=error),
            _("Start from what is there now: servicedesk config get callback_rules"),
        ) from error
    if not fits or read.tickets not in {"any", "first", "later"}:
        raise BadValue(
            _(
                "A callback rule has a share from 0 to 100, at least one attempt, and any, first or later tickets"
            ),
            _("Start from what is there now: servicedesk config get callback_rules"),
        )
    parse_duration(str(read.after))
