"""The fields of a customer file: each read from what a person typed, and written where it changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from servicedesk.i18n import _
from servicedesk.operations.change import Change
from servicedesk.operations.customer_addresses import set_emails, set_phones, set_premises
from servicedesk.operations.entries import checked_text
from servicedesk.operations.referrers import set_referrer
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import check_code, known_code
from servicedesk.rules.numbers import narrow
from servicedesk.rules.tags import tags_text
from servicedesk.store.queries.customers import CUSTOMER_WITH_EXTERNAL_ID
from servicedesk.store.tables import Customer

LONGEST_NAME = 200
EARLIEST_BIRTHDAY = date(1850, 1, 1)

_NAMED = re.compile(r"[=＝:：]")
_BETWEEN = re.compile(r"[;；\n]")
# A comma parts two phones, not a number from its extension: "010-62771114, ext 802".
_BETWEEN_PHONES = re.compile(r"[;；、,，\n](?!\s*(?:转|分机|内线|ext|x|#))", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[;；、,，\s]+")
_DAY = re.compile(r"([0-9]{4})[-/.年 ]([0-9]{1,2})[-/.月 ]([0-9]{1,2})日?")
AUTO = {"", "auto", "自动"}
_YES = {"1", "yes", "true", "on", "y", "是"}
_NO = {"", "0", "no", "false", "off", "n", "否"}


def set_fields(work: Change, customer: Customer, values: Mapping[str, str]) -> None:
    """Writes fields as typed, the firm's own by code or name. Raises BadValue on an unknown field or a bad value, Refused
    on a taken external id.

    Lists and links go first: they read the desk, and that would store other fields half-way and raise the version twice.
    """
    named = {OTHER_NAMES.get(field, field): value for field, value in values.items()}
    unknown = [field for field in named if field not in EDITABLE]
    if unknown:
        _set_own(work, customer, {field: named.pop(field) for field in unknown})
    for field in sorted(named, key=_turn):
        _set_field(work, customer, field, named[field])
    if "since" in named and "stage" not in named:
        from servicedesk.operations.stages import since_said

        since_said(work, customer)


def _set_own(work: Change, customer: Customer, said: Mapping[str, str]) -> None:
    """Writes the firm's own fields. Raises BadValue on one that nobody knows."""
    from servicedesk.operations.own_values import fields_in_use, set_values
    from servicedesk.rules.own_fields import find

    own = fields_in_use(work)
    unknown = [field for field in said if find(own, field) is None]
    if unknown:
        raise BadValue(
            _("A customer has no field {field} to edit").format(field=unknown[0]),
            _("Known are: {names}").format(names=", ".join((*EDITABLE, *(field.code for field in own)))),
        )
    set_values(work, customer, said)


def _turn(field: str) -> int:
    return 0 if field in _READING else 1 if field == "external_id" else 2


def _set_field(work: Change, customer: Customer, field: str, value: str) -> None:
    if field in _READING:
        _READING[field](work, customer, value)
    elif field == "name":
        _name(work, customer, value)
    elif field == "external_id":
        customer.external_id = read_external_id(work, value, customer.id)
    elif field in _READ:
        setattr(customer, field, _READ[field](value, work))
    elif field in _FIXED:
        _FIXED[field](customer, value)
    else:
        setattr(customer, field, checked_text(value).strip())


def read_name(said: str) -> str:
    """The name with its blanks folded. Raises BadValue on one longer than is kept."""
    name = " ".join(said.split())
    if len(name) > LONGEST_NAME:
        raise BadValue(
            _("The name has {count} characters; at most {most} are kept").format(
                count=len(name), most=LONGEST_NAME
            ),
            _("Put the rest into the note"),
        )
    return name


def _name(work: Change, customer: Customer, value: str) -> None:
    name = read_name(value)
    if name != customer.name:
        from servicedesk.operations.former_parts import keep_name

        keep_name(work, customer, name)
        customer.name = name


def read_birthday(said: str, today: date) -> date | None:
    """A day with its year, `1980-2-29` or `1980年2月29日`; raises BadValue on an impossible or future one."""
    day = _read_day(said)
    if day is not None and not EARLIEST_BIRTHDAY <= day <= today:
        raise BadValue(
            _("{text} cannot be a birthday").format(text=said), _("Give the year of birth in four digits")
        )
    return day


def read_since(said: str, today: date) -> date | None:
    """The day from which on somebody was a customer (R020); raises BadValue on an impossible or future one."""
    day = _read_day(said)
    if day is not None and not EARLIEST_BIRTHDAY <= day <= today:
        raise BadValue(
            _("{text} is not a day that has been").format(text=said), _("Give the year in four digits")
        )
    return day


def _read_day(said: str) -> date | None:
    text = narrow(said).strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else _no_day(said)
    except ValueError:
        return _no_day(said)


def _no_day(said: str) -> date:
    raise BadValue(_("{text} is not a date").format(text=said), _("Write it as year-month-day: 1980-02-29"))


def read_external_id(work: Change, said: str, customer: int | None) -> str | None:
    """The number another system knows the customer by. Raises Refused when another file has it."""
    text = said.strip()
    if not text:
        return None
    for number, name in work.reader.rows(CUSTOMER_WITH_EXTERNAL_ID, {"external_id": text}):
        if number != customer:
            raise Refused(
                _("The external id {text} belongs to customer {number} {name}").format(
                    text=text, number=number, name=name
                ),
                _("Look at it with: servicedesk customer show {number}").format(number=number),
            )
    return text


def many(value: str) -> list[str]:
    """The parts of a list given as one text, separated by `;`."""
    return [part.strip() for part in _BETWEEN.split(value) if part.strip()]


def phone_parts(value: str) -> list[str]:
    """The phones of a list given as one text; a comma before an extension does not part them."""
    return [part.strip() for part in _BETWEEN_PHONES.split(value) if part.strip()]


def word_parts(value: str) -> list[str]:
    """The words of a list given as one text, parted by blanks or any comma."""
    return [part for part in _BETWEEN_WORDS.split(value) if part]


def _phones(work: Change, customer: Customer, value: str) -> None:
    set_phones(work, customer, phone_parts(value))


def _emails(work: Change, customer: Customer, value: str) -> None:
    set_emails(work, customer, word_parts(value))


def _premises(work: Change, customer: Customer, value: str) -> None:
    set_premises(work, customer, many(value))


def opt_outs_text(value: str) -> str:
    """The channels somebody does not want, as they are kept. Raises BadValue on an unknown one."""
    return " ".join(dict.fromkeys(check_code("channel", part) for part in word_parts(value)))


def _preferences(value: str, _work: Change) -> str:
    """Keeps `language: zh; pets: dog` as a JSON object; `=` parts a name from its value as well as a colon."""
    kept: dict[str, str] = {}
    for part in many(value):
        key, *wanted = _NAMED.split(part, maxsplit=1)
        if not wanted or not key.strip():
            raise BadValue(
                _("{text} is not a preference").format(text=part),
                _("Write preferences like: language: zh; pets: dog"),
            )
        kept[key.strip()] = wanted[0].strip()
    return json.dumps(kept, ensure_ascii=False)


def _yes(value: str, _work: Change) -> bool:
    said = value.strip().lower()
    if said not in _YES | _NO:
        raise BadValue(_("{text} is neither yes nor no").format(text=value), _("Write yes or no"))
    return said in _YES


def heard_text(value: str) -> str:
    """How somebody heard of us: the code where it is a known way, else the words as they were typed."""
    words = " ".join(checked_text(value).split())
    return known_code("heard", words) if words else ""


def _stage(customer: Customer, value: str) -> None:
    """A stage that a person says stays; nothing at all, or `auto`, leaves it to be computed again."""
    customer.stage_fixed = value.strip().lower() not in AUTO
    if customer.stage_fixed:
        customer.stage = check_code("stage", value)


def _tier(customer: Customer, value: str) -> None:
    customer.tier = checked_text(value).strip() or None
    customer.tier_fixed = customer.tier is not None


_READING: dict[str, Callable[[Change, Customer, str], None]] = {
    "phones": _phones,
    "emails": _emails,
    "premises": _premises,
    "referred_by": set_referrer,
}
_READ: dict[str, Callable[[str, Change], object]] = {
    "kind": lambda value, _work: check_code("customer_kind", value),
    "birthday": lambda value, work: read_birthday(value, work.desk.local(work.now).date()),
    "preferred_channel": lambda value, _work: check_code("channel", value) if value.strip() else None,
    "opt_outs": lambda value, _work: opt_outs_text(value),
    "preferences": _preferences,
    "tags": lambda value, _work: tags_text(value),
    "since": lambda value, work: read_since(value, work.desk.local(work.now).date()),
    "heard_of_us": lambda value, _work: heard_text(value),
    "archived": _yes,
}
_FIXED: dict[str, Callable[[Customer, str], None]] = {"stage": _stage, "tier": _tier}
OTHER_NAMES = {"phone": "phones", "email": "emails", "tag": "tags"}
EDITABLE: Sequence[str] = (
    "name", "kind", "stage", "tier", "birthday", "phones", "emails", "premises", "tags", "best_time", "do_not",
    "note", "preferences", "preferred_channel", "opt_outs", "external_id", "source", "heard_of_us", "referred_by", "since", "archived",
)  # fmt: skip
