"""How complete a customer file is: a score from 0 to 100, and what is missing (R007, R047)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from servicedesk.i18n import N_, _

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


def completeness(kind: str, there: Collection[str]) -> int:
    """The weight of what is there in percent of everything wanted, rounded down."""
    wanted = wanted_of(kind)
    return (
        100 * sum(WEIGHTS[part] for part in wanted if part in there) // sum(WEIGHTS[part] for part in wanted)
    )


def missing(kind: str, there: Collection[str]) -> tuple[str, ...]:
    """What is wanted and not there, the weightiest first."""
    return tuple(part for part in wanted_of(kind) if part not in there)


def missing_words(parts: Collection[str]) -> str:
    """What is missing, in words."""
    return _(", ").join(_(PARTS[part]) for part in parts)
