"""What the firm weighs needs by, and how often is often: each a setting of its own (R039, R044)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import narrow
from servicedesk.rules.yardstick import LONGEST_TIER, yardstick

HEAVIEST = 10
_BY_PLACE = (1.5, 1.2)  # the best tier, the second; every other customer weighs 1
_EXAMPLE = "A=1.5 B=1.2 C=1"
_FACTOR = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class NeedRules:
    """What a need of a customer of each tier weighs; how many tickets of one category in how many days are a sign."""

    weights: Mapping[str, float] = field(default_factory=dict)
    repeat_tickets: int = 3
    repeat_days: int = 90

    def weight(self, tier: str | None) -> float:
        """What a need of a customer of this tier weighs; without a tier, or with one of no weight, 1."""
        return float(self.weights.get(tier or "", 1))


def need_rules(settings: Mapping[str, Any]) -> NeedRules:
    """What the firm goes by; weights that nobody set follow the order of its tiers."""
    kept = settings.get("needs.tier_weights")
    weights = kept or dict(zip(yardstick(settings).tier_names, _BY_PLACE, strict=False))
    return NeedRules(
        weights,
        int(settings.get("needs.repeat_tickets") or NeedRules.repeat_tickets),
        int(settings.get("needs.repeat_days") or NeedRules.repeat_days),
    )


def read_factors(said: str) -> dict[str, float]:
    """What a tier weighs, `A=1.5 B=1.2 C=1`, as words or as the JSON object that is kept. Raises BadValue."""
    try:
        pairs = json.loads(said) if said.strip().startswith("{") else _words(said)
    except ValueError:
        pairs = {}
    read = {str(name): _factor(value) for name, value in pairs.items()} if isinstance(pairs, dict) else {}
    if not read or any(not 0 < len(name) <= LONGEST_TIER or value < 0 for name, value in read.items()):
        raise BadValue(
            _("{text} cannot be read as tiers with weights from 0 to {most}").format(
                text=said, most=HEAVIEST
            ),
            _("Write them like: {example}").format(example=_EXAMPLE),
        )
    return read


def _words(said: str) -> dict[str, str]:
    parts = (word.partition("=") for word in re.split(r"[\s,;、]+", narrow(said).strip()))
    return {name: number for name, _sign, number in parts}


def _factor(value: object) -> float:
    """The factor, or -1 for what is none."""
    text = str(value)
    factor = float(text) if _FACTOR.fullmatch(text) else -1.0
    return factor if factor <= HEAVIEST else -1.0
