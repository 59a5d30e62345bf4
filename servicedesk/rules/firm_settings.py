"""The settings of a firm: what each is called, how a value somebody types is read, and which are fixed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from servicedesk.i18n import LANGUAGES, N_, _, known_language
from servicedesk.problems import BadValue, NotFound, Refused
from servicedesk.rules.codes import KINDS, PRIORITIES, check_code, codes
from servicedesk.rules.consent import SERVICE
from servicedesk.rules.need_rules import read_factors
from servicedesk.rules.numbers import narrow
from servicedesk.rules.promises import Matter, choose, rule_from
from servicedesk.rules.yardstick import read_steps, read_tiers, read_weights

Value = Any  # what JSON holds


class FirmSetting(NamedTuple):
    """What people call a setting, and the reader of its values; none where set-up fixed it for good."""

    words: str
    read: Callable[[str], Value] | None


def check_setting(key: str) -> FirmSetting:
    """The setting with this key. Raises NotFound naming the nearest one and the known ones."""
    if key in FIRM_SETTINGS:
        return FIRM_SETTINGS[key]
    near = get_close_matches(key, FIRM_SETTINGS, n=1)
    known = _("Known are: {names}").format(names=", ".join(FIRM_SETTINGS))
    hint = _("Did you mean {value}?").format(value=near[0]) + " " + known if near else known
    raise NotFound(_("The firm has no setting {key}").format(key=key), hint)


def read_setting(key: str, said: str) -> Value:
    """A value as it will be kept. Raises NotFound on the key, Refused where it is fixed, BadValue on the value."""
    setting = check_setting(key)
    if setting.read is None:
        raise Refused(
            _("{key} was fixed when the desk was made").format(key=key),
            _("Make another desk with: servicedesk setup"),
        )
    return setting.read(said)


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _name(said: str) -> str:
    name = _one_line(said)
    if not name:
        raise BadValue(_("The firm has no name"), _("Give it one"))
    return name


def read_language(said: str) -> str:
    """The code of a language. Raises BadValue naming the known ones."""
    language = known_language(said)
    if language is None:
        raise BadValue(
            _("There is no language {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(LANGUAGES)),
        )
    return language


def read_timezone(said: str) -> str:
    """A time zone by its name. Raises BadValue with the nearest one."""
    name = said.strip()
    if name in available_timezones():
        return name
    near = get_close_matches(name, available_timezones(), n=1)
    hint = _("Did you mean {value}?").format(value=near[0]) if near else ""
    raise BadValue(
        _("There is no time zone {name}").format(name=said),
        hint or _("Write it like Asia/Shanghai or Europe/London"),
    )


def _region(said: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    region = said.strip().upper()
    if region not in SUPPORTED_REGIONS:
        raise BadValue(
            _("{text} is not a country").format(text=said), _("Write its two letters, such as CN or GB")
        )
    return region


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        digits = said.strip().removesuffix("%").strip()
        if digits.isdecimal() and least <= int(digits) <= most:
            return int(digits)
        raise BadValue(
            _("{text} is not a whole number from {least} to {most}").format(
                text=said, least=least, most=most
            ),
            _("Write digits only"),
        )

    return read


def _purposes(said: str) -> list[str]:
    """The codes of purposes, separated by blanks or commas; none at all is `none`."""
    words = narrow(said).replace(",", " ").replace("、", " ").split()
    if words == ["none"]:
        return []
    asked = [code for code in codes("purpose") if code != SERVICE]
    return list(dict.fromkeys(check_code("purpose", word, among=asked) for word in words))


def _rows(said: str) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(said)
    except ValueError as error:
        raise BadValue(
            _("The value is not JSON: {detail}").format(detail=error),
            _("Start from what is there now: servicedesk config get KEY"),
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadValue(
            _("The value is a list of objects in JSON"),
            _("Start from what is there now: servicedesk config get KEY"),
        )
    return rows


def _promises(said: str) -> list[Mapping[str, Any]]:
    """Promises that `rule_from` reads and that together cover every ticket."""
    rows = _rows(said)
    rules = [rule_from(row) for row in rows]
    for kind in KINDS:
        for priority in PRIORITIES:
            choose(rules, Matter(kind, priority))
    return rows


FIRM_SETTINGS: Mapping[str, FirmSetting] = {
    "firm.name": FirmSetting(N_("name of the firm"), _name),
    "firm.motto": FirmSetting(N_("motto, at the head of reports"), _one_line),
    "firm.language": FirmSetting(N_("language of reports and scripts"), read_language),
    "firm.timezone": FirmSetting(N_("time zone"), read_timezone),
    "firm.calendar": FirmSetting(N_("calendar of working hours"), str.strip),
    "firm.region": FirmSetting(N_("country of plain phone numbers"), _region),
    "firm.export_reason_above": FirmSetting(
        N_("customer files taken out without a reason"), _whole_number(0, 1_000_000)
    ),
    "firm.satisfaction_target": FirmSetting(N_("satisfaction target in percent"), _whole_number(0, 100)),
    "firm.contact_every_days": FirmSetting(
        N_("a word to every customer at least every"), _whole_number(1, 3650)
    ),
    "firm.complaints_often": FirmSetting(
        N_("complaints in a year that make one who complains often"), _whole_number(1, 1000)
    ),
    "consent.needed": FirmSetting(N_("purposes that a customer must have agreed to"), _purposes),
    "retention.customer_years": FirmSetting(
        N_("years without contact after which a customer file is due for erasure; 0: never"),
        _whole_number(0, 100),
    ),
    "retention.contact_years": FirmSetting(
        N_("years after which the words of a contact are due for erasure; 0: never"), _whole_number(0, 100)
    ),
    "standing.window_days": FirmSetting(
        N_("days that the standing of a customer looks back"), _whole_number(1, 3650)
    ),
    "standing.frequency": FirmSetting(
        N_("tickets and contacts in that time for 2, 3, 4 and 5 points"), read_steps
    ),
    "standing.recency": FirmSetting(
        N_("days since the last contact above which a point is lost"), read_steps
    ),
    "standing.contribution": FirmSetting(
        N_("suggestions, praise and customers sent to us for 2, 3, 4 and 5 points"), read_steps
    ),
    "standing.spend": FirmSetting(
        N_("money spent for 2, 3, 4 and 5 points; counted once sales are kept"), read_steps
    ),
    "standing.weights": FirmSetting(N_("what each criterion of the standing weighs"), read_weights),
    "standing.tiers": FirmSetting(N_("tiers, each with the total from which it begins"), read_tiers),
    "standing.new_days": FirmSetting(N_("days for which a customer is new"), _whole_number(1, 3650)),
    "standing.existing_days": FirmSetting(
        N_("days from which a customer is an existing one"), _whole_number(1, 36500)
    ),
    "standing.lapsed_days": FirmSetting(
        N_("days without contact after which a customer has lapsed"), _whole_number(1, 3650)
    ),
    "standing.risk_days": FirmSetting(
        N_("days of silence after a complaint that put a customer at risk"), _whole_number(1, 3650)
    ),
    "needs.tier_weights": FirmSetting(
        N_("what a need of a customer of each tier weighs in the backlog"), read_factors
    ),
    "needs.repeat_tickets": FirmSetting(
        N_("tickets of one category of one customer that suggest a latent need"), _whole_number(2, 100)
    ),
    "needs.repeat_days": FirmSetting(
        N_("days within which those tickets were brought"), _whole_number(1, 3650)
    ),
    "firm.pack": FirmSetting(N_("pack"), None),
    "firm.practice": FirmSetting(N_("practice desk"), None),
    "promises": FirmSetting(N_("promises, as JSON"), _promises),
    "callback_rules": FirmSetting(N_("callback rules, as JSON"), _rows),
}
