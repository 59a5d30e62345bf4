"""Needs of customers: how pressing each is, what repeated tickets suggest, and which way their number goes.

The priority of a need is how often it was asked for, times its impact, times the weight of the customer's tier (R039).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from servicedesk.i18n import N_, _, ngettext
from servicedesk.rules.need_rules import NeedRules

_OFFERS = {
    "repair": N_("offer an inspection"),
    "complaint": N_("ask what would settle it for good"),
    "enquiry": N_("explain it once in full"),
    "request": N_("ask what lies behind it"),
    "suggestion": N_("say what becomes of it"),
}
_TRENDS = {"rising": N_("rising"), "falling": N_("falling"), "steady": N_("steady")}
Pair = tuple[int, int]  # a customer and a category


class Brought(NamedTuple):
    """A ticket that may be one of several of its kind."""

    customer: int
    category: int
    ticket: int
    kind: str
    opened_at: datetime


class Known(NamedTuple):
    """What is noted already of a latent need of a customer in a category: since when, and whether it stands open."""

    noted_at: datetime
    is_open: bool


class Suggestion(NamedTuple):
    """A customer who brought so many tickets of one category that a need may stand behind them; oldest first."""

    customer: int
    category: int
    tickets: tuple[int, ...]
    kind: str
    last_at: datetime


def score(asked: int, impact: int, weight: float) -> float:
    """How pressing a need is."""
    return round(asked * impact * weight, 2)


def score_words(asked: int, customers: int, impact: int, tier: str | None, weight: float) -> str:
    """Why: `asked 4 times by 3 customers × impact 3 × tier A 1.5`."""
    times = ngettext("asked {count} time", "asked {count} times", asked).format(count=asked)
    if customers > 1:
        by = ngettext("by {count} customer", "by {count} customers", customers).format(count=customers)
        times = _("{times} {by}").format(times=times, by=by)
    whose = _("tier {name}").format(name=tier) if tier else _("no tier")
    parts = (times, _("impact {impact}").format(impact=impact), f"{whose} {number_text(weight)}")
    return " x ".join(parts)


def number_text(value: float) -> str:
    """A score or a weight without needless digits: `13.5`, `9`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def suggestions(
    brought: Iterable[Brought], known: Mapping[Pair, Known], now: datetime, by: NeedRules
) -> list[Suggestion]:
    """Which customers brought enough tickets of one category lately, those with most tickets first (R029, R044).

    Tickets from before a latent need was noted there count no more, and while one stands open nothing is suggested.
    """
    since = now - timedelta(days=by.repeat_days)
    piles: dict[Pair, list[Brought]] = defaultdict(list)
    for one in sorted(brought, key=lambda one: (one.opened_at, one.ticket)):
        pair = (one.customer, one.category)
        last = known.get(pair)
        if one.opened_at >= since and not (last and (last.is_open or one.opened_at <= last.noted_at)):
            piles[pair].append(one)
    found = [
        Suggestion(*pair, tuple(one.ticket for one in pile), _mostly(pile), pile[-1].opened_at)
        for pair, pile in piles.items()
        if len(pile) >= by.repeat_tickets
    ]
    return sorted(found, key=lambda one: (-len(one.tickets), -one.last_at.timestamp(), one.customer))


def suggestion_words(count: int, category: str, days: int, kind: str) -> str:
    """What repeated tickets suggest: `3 tickets about Plumbing in 90 days: offer an inspection`."""
    tickets = ngettext(
        "{count} ticket about {category} in {days} days",
        "{count} tickets about {category} in {days} days",
        count,
    )
    offer = _(_OFFERS.get(kind, _OFFERS["request"]))
    return _("{what}: {offer}").format(
        what=tickets.format(count=count, category=category, days=days), offer=offer
    )


def changes(counts: Sequence[int]) -> tuple[int | None, ...]:
    """How each month differs from the one before it; of the first nothing is known."""
    return (None, *(after - before for before, after in pairwise(counts)))


def trend(counts: Sequence[int]) -> str:
    """Which way the number goes, by the last two months that are over: `rising`, `falling` or `steady` (R041)."""
    if len(counts) < 2 or counts[-1] == counts[-2]:
        return "steady"
    return "rising" if counts[-1] > counts[-2] else "falling"


def trend_words(code: str) -> str:
    """The trend as people read it."""
    return _(_TRENDS[code])


def _mostly(pile: Sequence[Brought]) -> str:
    return Counter(one.kind for one in pile).most_common(1)[0][0]
