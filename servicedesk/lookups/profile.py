"""The profile of a customer: standing and why, habits, satisfaction, and what the file lacks (R024, R020)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.card import Card
from servicedesk.lookups.own_fields import OwnField, read_own_fields
from servicedesk.rules.completeness import completeness, missing, missing_words
from servicedesk.rules.permissions import Permission
from servicedesk.rules.standing import reason_words
from servicedesk.store.database import Reader
from servicedesk.store.kept import from_json
from servicedesk.store.queries.profile import (
    FIXED,
    SATISFACTION,
    TOP_CATEGORIES,
    TURNED_TO_US,
    CategoryCount,
)
from servicedesk.store.queries.standing import STAGE_SAID, TIER_SAID, came
from servicedesk.store.times import from_stored, maybe_time

__all__ = ["CategoryCount", "Profile", "profile"]

MOST_TOLD = 3
LOOKED_AT = 200  # the latest times a customer turned to us
_BANDS = ((0, 8), (8, 12), (12, 14), (14, 18), (18, 24))


class Profile(NamedTuple):
    """What is known of a customer as a customer. `hours` are parts of the firm's day as `08-12`.

    `satisfaction` is the mean of the scores given on callbacks, 1 to 5, None without any. `since` is None where
    only the day of an import is known. `promises` are calls promised and still due, `wanted` the firm's own fields that
    a complete file has.
    """

    tier: str | None
    tier_reason: str
    tier_fixed: bool
    stage: str
    stage_fixed: bool
    stage_reason: str
    since: date | None
    tenure_days: int | None
    categories: tuple[CategoryCount, ...]
    channels: tuple[tuple[str, int], ...]
    hours: tuple[tuple[str, int], ...]
    satisfaction: float | None
    answers: int
    promises: int
    complete: int
    missing: tuple[str, ...]
    wanted: tuple[OwnField, ...] = ()

    @property
    def missing_words(self) -> str:
        """What the file lacks, in the language in use."""
        return missing_words(self.missing, {field.code: field.label for field in self.wanted})


def profile(desk: Desk, card: Card) -> Profile:
    """The profile that goes with a card."""
    desk.require(Permission.VIEW)
    row, who = card.file.row, {"number": card.file.number}
    there = _there(card)
    with desk.store.reading() as reader:
        tier_fixed, stage_fixed, since, source, created_at, first_at = reader.rows(FIXED, who)[0]
        began = came(since, source, from_stored(created_at), maybe_time(first_at))
        day = desk.local(began).date() if began else None
        mean, answers = reader.rows(SATISFACTION, who)[0]
        turned = reader.rows(TURNED_TO_US, {**who, "most": LOOKED_AT})
        tier_said = reader.rows(TIER_SAID, who) if row.tier else []
        stage_said = reader.rows(STAGE_SAID, who) if stage_fixed else []
        wanted = tuple(field for field in read_own_fields(reader) if field.active and field.wanted)
        own = [field.code for field in wanted]
        return Profile(
            tier=row.tier,
            tier_reason=_reason(tier_said, "tier", row.tier),
            tier_fixed=bool(tier_fixed),
            stage=row.stage,
            stage_fixed=bool(stage_fixed),
            stage_reason=_reason(stage_said, "stage", row.stage),
            since=day,
            tenure_days=(desk.local(desk.now()).date() - day).days if day else None,
            categories=_categories(reader, who),
            channels=_most_common(channel for channel, _at in turned),
            hours=_most_common(_band(desk, at) for _channel, at in turned),
            satisfaction=None if mean is None else round(float(mean), 1),
            answers=answers,
            promises=sum(owed.promised for owed in card.owed),
            complete=completeness(row.kind, there, own),
            missing=missing(row.kind, there, own),
            wanted=wanted,
        )


def _reason(said: Sequence[tuple[Any, ...]], field: str, value: str | None) -> str:
    """Why, by the last word on it; nothing where that was about another value, which an undo left behind."""
    facts = from_json(said[0][0]) if said else {}
    return reason_words(facts) if facts.get(field, value) == value else ""


def _there(card: Card) -> set[str]:
    file, row = card.file, card.file.row
    parts: dict[str, Any] = {
        "name": row.name,
        "phone": file.phones,
        "premises": row.premises,
        "email": file.emails,
        "birthday": row.birthday,
        "channel": row.preferred_channel,
    }
    return {part for part, value in parts.items() if value} | {one.field.code for one in file.own}


def _categories(reader: Reader, who: dict[str, int]) -> tuple[CategoryCount, ...]:
    rows = reader.rows(TOP_CATEGORIES, {**who, "most": MOST_TOLD})
    return tuple(CategoryCount(*row) for row in rows)


def _band(desk: Desk, at: str) -> str:
    hour = desk.local(from_stored(at)).hour
    return next(f"{start:02}-{end:02}" for start, end in _BANDS if start <= hour < end)


def _most_common(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The words with their counts, the commonest first, equal ones by the alphabet."""
    counts = Counter(words).items()
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST_TOLD])
