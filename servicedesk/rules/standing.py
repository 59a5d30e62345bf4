"""The standing of a customer, computed from what is on the desk: scores, tier and stage (R022, R023, R026, R047).

Each criterion scores 1 to 5 by the firm's thresholds; their weighted mean, from 0 to 100, gives the tier. What the
desk does not know yet, as what a customer spends, has no score and weighs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.rules.codes import STAGES
from servicedesk.rules.yardstick import Yardstick

CRITERIA: Mapping[str, str] = {
    "spend": N_("spend"),
    "frequency": N_("frequency"),
    "recency": N_("recency"),
    "contribution": N_("contribution"),
}
BEST = 5


class Facts(NamedTuple):
    """What a standing is computed from; the counts but `requests` are of the window the firm looks at.

    `since` is when the customer came, None where only the day of an import is known. `requests` are all matters ever
    brought but enquiries; `given` is what helps the firm on: suggestions, praise, customers sent to us.
    """

    since: datetime | None
    filed_at: datetime
    last_contact_at: datetime | None
    dealings: int
    given: int
    requests: int
    spent: float | None = None


class Score(NamedTuple):
    """Points from 1 to 5 for one criterion, and the number they are given for."""

    criterion: str
    points: int
    number: int


class Standing(NamedTuple):
    """What was computed: no tier, no total and no scores where there was never any contact."""

    tier: str | None
    total: int | None
    scores: tuple[Score, ...]
    stage: str

    def as_facts(self) -> dict[str, Any]:
        """As the history keeps it."""
        return {"total": self.total, "scores": [list(score) for score in self.scores]}


def standing(facts: Facts, stage: str, now: datetime, by: Yardstick) -> Standing:
    """The standing of one customer at a moment; `stage` is the one the file has."""
    scores = _scores(facts, now, by)
    total = _total(scores, by.weights)
    return Standing(
        None if total is None else tier_of(total, by.tiers), total, scores, stage_of(facts, stage, now, by)
    )


def tier_of(total: int, tiers: Sequence[tuple[str, int]]) -> str | None:
    """The best tier whose least total is reached."""
    reached = [(least, name) for name, least in tiers if total >= least]
    return max(reached)[1] if reached else None


def stage_of(facts: Facts, stage: str, now: datetime, by: Yardstick) -> str:
    """Where a customer is on the way; a prospect stays one until a matter is brought, words of others stay."""
    if stage not in STAGES or (stage == "prospect" and not facts.requests):
        return stage
    if (now - (facts.last_contact_at or facts.filed_at)).days > by.lapsed_days:
        return "lapsed"
    if facts.since is None:
        return "active"
    known = (now - facts.since).days
    return "new" if known <= by.new_days else "existing" if known >= by.existing_days else "active"


def reason_words(facts: Mapping[str, Any]) -> str:
    """Why a tier is what it is, from what the history keeps: a person's words, or each score with its number."""
    if facts.get("text"):
        return " ".join(str(facts["text"]).split())
    if facts.get("total") is None:
        return _("never in contact") if "total" in facts else ""
    parts = [
        _("{criterion} {points} of {best} ({number})").format(
            criterion=_(CRITERIA[name]), points=points, best=BEST, number=number
        )
        for name, points, number in facts["scores"]
        if name in CRITERIA
    ]
    return _("{total} of 100: {parts}").format(total=facts["total"], parts=_(", ").join(parts))


def _scores(facts: Facts, now: datetime, by: Yardstick) -> tuple[Score, ...]:
    if facts.last_contact_at is None:
        return ()
    days = max(0, (now - facts.last_contact_at).days)
    scores = [
        Score("frequency", 1 + _reached(facts.dealings, by.frequency), facts.dealings),
        Score("recency", BEST - sum(days > limit for limit in by.recency), days),
        Score("contribution", 1 + _reached(facts.given, by.contribution), facts.given),
    ]
    if facts.spent is not None:
        scores.insert(0, Score("spend", 1 + _reached(facts.spent, by.spend), int(facts.spent)))
    return tuple(scores)


def _reached(number: float, thresholds: Sequence[int]) -> int:
    return sum(number >= threshold for threshold in thresholds)


def _total(scores: Sequence[Score], weights: Mapping[str, int]) -> int | None:
    """The weighted mean of the points as 0 to 100, rounded to the nearest; None where nothing weighs."""
    weight = sum(weights.get(score.criterion, 0) for score in scores)
    if not weight:
        return None
    points = sum(weights.get(score.criterion, 0) * (score.points - 1) for score in scores)
    return (200 * points + weight * (BEST - 1)) // (2 * weight * (BEST - 1))
