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
    if seen.tier_reason:
        fixed = _("fixed by a person") if seen.tier_fixed else ""
        yield Fact(_("Reason"), "  ".join(filter(None, (seen.tier_reason, fixed))), "muted")
    habits = [f"{name_of(category)} {category.times}" for category in seen.categories]
    if habits:
        yield Fact(_("Mostly"), " · ".join(habits))
    ways = [f"{label('channel', code)} {times}" for code, times in seen.channels]
    ways += [f"{hours} {times}" for hours, times in seen.hours]
    if ways:
        yield Fact(_("Usually"), " · ".join(ways))
    if seen.satisfaction is not None:
        yield Fact(_("Satisfaction"), satisfaction_words(seen))
    lacks = _("lacks {parts}").format(parts=seen.missing_words) if seen.missing else ""
    words = _("{percent} % complete").format(percent=seen.complete)
    yield Fact(_("File"), "  ".join(filter(None, (words, lacks))), "muted")


def satisfaction_words(seen: Profile) -> str:
    """The mean score, and of how many answers."""
    answers = ngettext("{count} answer", "{count} answers", seen.answers).format(count=seen.answers)
    return _("{score} of 5, {answers}").format(score=seen.satisfaction, answers=answers)


def _standing(seen: Profile) -> str:
    tier = _("tier {name}").format(name=seen.tier) if seen.tier else _("no tier yet")
    since = _("since {day}").format(day=seen.since) if seen.since else ""
    return " · ".join(filter(None, (tier, label("stage", seen.stage), since)))
