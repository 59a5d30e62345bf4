"""The profile of a customer as lines of a card."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.i18n import _, ngettext
from servicedesk.lookups.firm import name_of
from servicedesk.lookups.profile import Profile
from servicedesk.rules.codes import label
from servicedesk.widgets.facts import Fact


def profile_facts(seen: Profile) -> Iterator[Fact]:
    """Standing and why, habits, satisfaction, and what the file lacks."""
    yield Fact(_("Standing"), _standing(seen))
    tier, stage = (
        fixed_words(seen.tier_fixed, seen.tier_reason), fixed_words(seen.stage_fixed, seen.stage_reason)
    )  # fmt: skip
    if tier:
        yield Fact(_("Tier"), tier, "muted")
    if stage:
        yield Fact(_("Stage"), stage, "muted")
    brings = [_often(name_of(category), category.times) for category in seen.categories]
    if brings:
        yield Fact(_("Habits"), _("mostly about {topics}").format(topics=_(", ").join(brings)))
    ways = [_often(label("channel", code), times) for code, times in seen.channels]
    if ways:
        yield Fact(_("Habits"), _("turns to us by {ways}").format(ways=_(", ").join(ways)))
    hours = [_often(_("{span} h").format(span=span), times) for span, times in seen.hours]
    if hours:
        yield Fact(_("Habits"), _("at {hours}").format(hours=_(", ").join(hours)))
    if seen.satisfaction is not None:
        yield Fact(_("Satisfaction"), satisfaction_words(seen))
    lacks = _("lacks {parts}").format(parts=seen.missing_words) if seen.missing else ""
    words = _("{percent} % complete").format(percent=seen.complete)
    yield Fact(_("File"), "  ".join(filter(None, (words, lacks))), "muted")


def satisfaction_words(seen: Profile) -> str:
    """The mean score, and of how many answers."""
    answers = ngettext("{count} answer", "{count} answers", seen.answers).format(count=seen.answers)
    return _("{score} of 5, {answers}").format(score=seen.satisfaction, answers=answers)


def fixed_words(fixed: bool, reason: str) -> str:
    """Why a tier or a stage is what it is, and whether a person said so; empty where nothing is known of it."""
    if fixed and not reason:
        return _("fixed by a person, who gave no reason")
    return "  ".join(filter(None, (reason, _("fixed by a person") if fixed else "")))


def _often(what: str, times: int) -> str:
    return ngettext("{what} ({count} time)", "{what} ({count} times)", times).format(what=what, count=times)


def _standing(seen: Profile) -> str:
    tier = _("tier {name}").format(name=seen.tier) if seen.tier else _("no tier yet")
    since = ""
    if seen.since:
        words = _("known since {day}") if seen.stage == "prospect" else _("customer since {day}")
        since = words.format(day=seen.since)
    return " · ".join(filter(None, (tier, label("stage", seen.stage), since)))
