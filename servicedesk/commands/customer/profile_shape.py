"""The profile of a customer for `customer show`: its JSON fields, and its lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from servicedesk.i18n import _, ngettext
from servicedesk.lookups.customer_file import CustomerRecord
from servicedesk.lookups.firm import name_of
from servicedesk.lookups.profile import Profile
from servicedesk.rules.codes import label

PROFILE_FIELDS: Mapping[str, Callable[[Any, CustomerRecord], Any]] = {
    "tier_reason": lambda _desk, record: record.profile.tier_reason,
    "tier_fixed": lambda _desk, record: record.profile.tier_fixed,
    "stage_fixed": lambda _desk, record: record.profile.stage_fixed,
    "stage_reason": lambda _desk, record: record.profile.stage_reason,
    "customer_since": lambda _desk, record: record.profile.since,
    "tenure_days": lambda _desk, record: record.profile.tenure_days,
    "top_categories": lambda _desk, record: [
        {"name": category.code, "count": category.times} for category in record.profile.categories
    ],
    "usual_channels": lambda _desk, record: _counted(record.profile.channels),
    "usual_hours": lambda _desk, record: _counted(record.profile.hours),
    "satisfaction": lambda _desk, record: record.profile.satisfaction,
    "open_promises": lambda _desk, record: record.profile.promises,
    "completeness": lambda _desk, record: record.profile.complete,
    "missing": lambda _desk, record: record.profile.missing,
}


def profile_lines(seen: Profile) -> Iterator[tuple[str, str]]:
    """Standing and why, habits, satisfaction, and what the file lacks; an empty value is left out by the page."""
    yield _("Tier"), " · ".join(filter(None, (seen.tier, _("fixed by a person") if seen.tier_fixed else "")))
    yield _("Reason"), seen.tier_reason
    yield _("Stage"), label("stage", seen.stage)
    yield _("Customer since"), _tenure(seen)
    yield _("Mostly"), _told((name_of(category), category.times) for category in seen.categories)
    yield _("Turns to us by"), _told((label("channel", code), times) for code, times in seen.channels)
    yield _("Turns to us at"), _told(seen.hours)
    if seen.satisfaction is not None:
        answers = ngettext("{count} answer", "{count} answers", seen.answers).format(count=seen.answers)
        words = _("{score} of 5, {answers}").format(score=seen.satisfaction, answers=answers)
        yield _("Satisfaction"), words
    yield _("Promised calls"), str(seen.promises or "")
    lacks = _("lacks {parts}").format(parts=seen.missing_words) if seen.missing else ""
    yield _("File"), "  ".join(filter(None, (_("{percent} % complete").format(percent=seen.complete), lacks)))


def _counted(pairs: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"name": name, "count": times} for name, times in pairs]


def _told(pairs: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{name} {times}" for name, times in pairs)


def _tenure(seen: Profile) -> str:
    if seen.since is None or seen.tenure_days is None:
        return ""
    days = ngettext("{count} day", "{count} days", seen.tenure_days).format(count=seen.tenure_days)
    return f"{seen.since}  {days}"
