"""How complete a customer file is: a score from 0 to 100, and what is missing (R007, R047)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from servicedesk.i18n import N_, _
from servicedesk.rules.own_fields import WEIGHT

PARTS: Mapping[str, str] = {
    "name": N_("name"),
    "phone": N_("phone"),
    "premises": N_("premises"),
    "email": N_("e-mail"),
    "birthday": N_("birthday"),
    "channel": N_("preferred channel"),
}
WEIGHTS: Mapping[str, int] = {
    "name": 25, "phone": 25, "premises": 20, "email": 10, "birthday": 10, "channel": 10,
}  # fmt: skip
ONLY_OF_PERSONS = "birthday"


def wanted_of(kind: str) -> tuple[str, ...]:
    """The parts that a file of this kind should have: a company has no birthday."""
    return tuple(part for part in PARTS if part != ONLY_OF_PERSONS or kind == "person")


def completeness(kind: str, there: Collection[str], own: Collection[str] = ()) -> int:
    """The weight of what is there in percent of everything wanted, rounded down; `own` are fields that the firm wants."""
    wanted = {**{part: WEIGHTS[part] for part in wanted_of(kind)}, **dict.fromkeys(own, WEIGHT)}
    return 100 * sum(weight for part, weight in wanted.items() if part in there) // sum(wanted.values())


def missing(kind: str, there: Collection[str], own: Collection[str] = ()) -> tuple[str, ...]:
    """What is wanted and not there, the weightiest first, what the firm itself wants last."""
    return tuple(part for part in (*wanted_of(kind), *own) if part not in there)


def missing_words(parts: Collection[str], own: Mapping[str, str] | None = None) -> str:
    """What is missing, in words; `own` are the names of the firm's own fields."""
    names = {**{part: _(word) for part, word in PARTS.items()}, **(own or {})}
    return _(", ").join(names[part] for part in parts)
