"""What the firm measures its customers by: thresholds, weights and periods, each a setting of its own (R023)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import narrow

STEPS = 4
LONGEST_TIER = 20
WEIGHTS: Mapping[str, int] = {"spend": 4, "frequency": 3, "recency": 2, "contribution": 1}
CONTACT_DAYS = 180


@dataclass(frozen=True)
class Yardstick:
    """Four ascending thresholds a criterion; the days that recency goes by are limits from above."""

    window_days: int = 365
    frequency: tuple[int, ...] = (1, 3, 6, 12)
    recency: tuple[int, ...] = (30, 90, 180, 365)
    contribution: tuple[int, ...] = (1, 2, 4, 8)
    spend: tuple[int, ...] = (500, 2_000, 10_000, 50_000)
    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    tiers: tuple[tuple[str, int], ...] = (("A", 60), ("B", 30), ("C", 0))
    new_days: int = 90
    existing_days: int = 365
    lapsed_days: int = CONTACT_DAYS
    risk_days: int = CONTACT_DAYS // 2

    @property
    def tier_names(self) -> tuple[str, ...]:
        """The tiers, best first."""
        return tuple(name for name, _least in sorted(self.tiers, key=lambda tier: -tier[1]))


def yardstick(settings: Mapping[str, Any]) -> Yardstick:
    """What the firm goes by; a customer lapses after as long without a word as the firm lets none pass."""
    every = int(settings.get("firm.contact_every_days") or CONTACT_DAYS)
    kept = {
        name: settings[f"standing.{name}"]
        for name in Yardstick.__dataclass_fields__
        if settings.get(f"standing.{name}") is not None
    }
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    if "tiers" in kept:
        kept["tiers"] = tuple(kept["tiers"].items())
    lapsed = int(kept.get("lapsed_days", every))
    return Yardstick(**{"lapsed_days": lapsed, "risk_days": max(1, lapsed // 2), **kept})


def read_steps(said: str) -> list[int]:
    """Four ascending whole numbers, `1 3 6 12`. Raises BadValue."""
    words = _words(said, "[]")
    if len(words) == STEPS and all(word.isdecimal() and len(word) <= 9 for word in words):
        steps = [int(word) for word in words]
        if steps == sorted(set(steps)):
            return steps
    raise BadValue(
        _("{text} are not four rising whole numbers").format(text=said), _("Write them like: 1 3 6 12")
    )


def read_weights(said: str) -> dict[str, int]:
    """What each criterion weighs, `frequency=3 recency=2`; one left out weighs nothing. Raises BadValue."""
    read = _pairs(said, "frequency=3 recency=2 contribution=1 spend=4")
    unknown = [name for name in read if name not in WEIGHTS]
    if unknown or not any(read.values()):
        raise BadValue(
            _("{text} are not weights").format(text=said),
            _("Known are: {names}").format(names=", ".join(WEIGHTS)),
        )
    return read


def read_tiers(said: str) -> dict[str, int]:
    """The tiers with the total from which each begins, `A=60 B=30 C=0`. Raises BadValue."""
    read = _pairs(said, "A=60 B=30 C=0")
    if len(set(read.values())) < len(read) or any(len(name) > LONGEST_TIER for name in read):
        raise BadValue(
            _("{text} are not tiers: each has a short name and begins at a total of its own").format(
                text=said
            ),
            _("Write them like: {example}").format(example="A=60 B=30 C=0"),
        )
    return read


def _pairs(said: str, example: str) -> dict[str, int]:
    """Names with whole numbers from 0 to 100, as words or as the JSON object that is kept."""
    try:
        read = json.loads(said) if said.strip().startswith("{") else None
    except ValueError:
        read = {}
    if read is None:
        parts = [word.partition("=") for word in _words(said, "")]
        read = {name: int(number) if number.isdecimal() else -1 for name, _sign, number in parts}
    if (
        isinstance(read, dict)
        and read
        and all(name and type(n) is int and 0 <= n <= 100 for name, n in read.items())
    ):
        return read
    raise BadValue(
        _("{text} cannot be read as names with numbers from 0 to 100").format(text=said),
        _("Write them like: {example}").format(example=example),
    )


def _words(said: str, around: str) -> list[str]:
    return narrow(said).strip(f" {around}").replace(",", " ").replace("、", " ").split()
