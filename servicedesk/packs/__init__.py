"""The four packs: what a trade starts with. Everything in them can be edited once the desk is set up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue

PACKS = ("property", "home", "professional", "estate")


class PackCalendar(NamedTuple):
    """A calendar to make: its hours as people write them, and whose holidays it keeps (`cn` or none)."""

    name: str
    hours: str
    holidays: str


class PackTeam(NamedTuple):
    """A team to make. The lead team takes what no category places, and leads joint cases."""

    code: str
    en: str
    zh: str
    lead: bool


class PackCategory(NamedTuple):
    """A category to make, the team it goes to, and the kind and priority it suggests (empty: none)."""

    code: str
    en: str
    zh: str
    team: str
    kind: str
    priority: str


class PackField(NamedTuple):
    """A field of customer files to make; `choices` are `Modern=现代; Classic=古典`, the unit may differ by language."""

    code: str
    en: str
    zh: str
    kind: str
    unit_en: str
    unit_zh: str
    choices: str
    wanted: bool


class PackCallback(NamedTuple):
    """A callback owed after a ticket is resolved; every rule that fits makes one. An empty list fits all.

    `share` is the percentage of tickets called; `after` a duration from resolving that rules.promises reads;
    `tickets` says which of the customer's resolved tickets are meant: `any`, the `first`, or `later` ones.
    """

    kinds: tuple[str, ...]
    priorities: tuple[str, ...]
    categories: tuple[str, ...]
    tickets: str
    share: int
    after: str
    max_attempts: int
    reason_en: str
    reason_zh: str
    script_en: str
    script_zh: str


@dataclass(frozen=True)
class Pack:
    """A trade's presets. Promises are in the form that rules.promises.rule_from reads."""

    name: str
    label_en: str
    label_zh: str
    calendars: tuple[PackCalendar, ...]
    default_calendar: str
    teams: tuple[PackTeam, ...]
    categories: tuple[PackCategory, ...]
    fields: tuple[PackField, ...]
    promises: tuple[Mapping[str, object], ...]
    callback_rules: tuple[PackCallback, ...]
    satisfaction_target: int
    contact_every_days: int


def load(name: str) -> Pack:
    """Reads a pack. Raises BadValue for a name that is none of the four."""
    if name not in PACKS:
        raise BadValue(
            _("There is no pack {name}").format(name=name),
            _("The packs are: {names}").format(names=", ".join(PACKS)),
        )
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return _pack(name, tomllib.loads(text))


def _pack(name: str, table: dict[str, Any]) -> Pack:
    return Pack(
        name=name,
        label_en=table["label_en"],
        label_zh=table["label_zh"],
        calendars=tuple(PackCalendar(**row) for row in table["calendars"]),
        default_calendar=table["default_calendar"],
        teams=tuple(PackTeam(**{"lead": False, **row}) for row in table["teams"]),
        categories=tuple(PackCategory(**{"kind": "", "priority": "", **row}) for row in table["categories"]),
        fields=tuple(_field(row) for row in table["fields"]),
        promises=tuple(table["promises"]),
        callback_rules=tuple(_callback(row) for row in table["callback_rules"]),
        satisfaction_target=table["satisfaction_target"],
        contact_every_days=table["contact_every_days"],
    )


def _field(row: dict[str, Any]) -> PackField:
    unit = row.pop("unit", "")
    return PackField(
        **{"kind": "text", "unit_en": unit, "unit_zh": unit, "choices": "", "wanted": False, **row}
    )


def _callback(row: dict[str, Any]) -> PackCallback:
    lists = {name: tuple(row.get(name, ())) for name in ("kinds", "priorities", "categories")}
    return PackCallback(**{"tickets": "any", "max_attempts": 4, **row, **lists})
