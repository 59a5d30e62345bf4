"""The tallies of a day: how old the open work is, and what came in by which channel and about what."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from servicedesk.i18n import N_, _
from servicedesk.lookups.firm import CategoryRow, name_of
from servicedesk.reports.facts import Facts, was_open
from servicedesk.reports.listing import tally
from servicedesk.reports.measures import mean, open_now, opened_in, scored_in
from servicedesk.reports.values import Listed
from servicedesk.rules.codes import label
from servicedesk.store.queries.reports import OPEN_NOW_BY_AGE, CallClock
from servicedesk.store.queries.staff import CATEGORY_LIST
from servicedesk.store.times import to_stored

AGE_LIMITS = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
AGES = (
    ("0-1", N_("less than 1 day")),
    ("1-3", N_("1 to 3 days")),
    ("3-7", N_("3 to 7 days")),
    ("7-", N_("7 days and more")),
)


def open_by_age(facts: Facts) -> Listed:
    """The tickets open at the end, by the days since they came in, round the clock (R083)."""
    bounds = [to_stored(facts.window.as_at - limit) for limit in AGE_LIMITS]
    params = dict(zip(("first", "second", "third"), bounds, strict=True))
    counts = Counter(dict(facts.reader.rows(OPEN_NOW_BY_AGE, params)))
    counts.update(_age(clock.opened_at, bounds) for clock in facts.tickets.values() if was_open(facts, clock))
    counts.subtract(_age(clock.opened_at, bounds) for clock in open_now(facts))
    total = counts.total()
    rows = [(code, _(name), counts[place]) for place, (code, name) in enumerate(AGES)] if total else []
    return tally("open_by_age", _("Open by age"), ("age", "name", "open"), rows, total)


def opened_by_channel(facts: Facts) -> Listed:
    """What came in by each channel, and what the customers of its tickets thought of the service (R058)."""
    opened = Counter[str | None](clock.channel for clock in opened_in(facts))
    scores: dict[str | None, list[int]] = {}
    for call, score in scored_in(facts):
        scores.setdefault(_channel(facts, call), []).append(score)
    order = sorted({*opened, *scores}, key=lambda code: (-opened[code], code or "~"))
    return tally(
        "opened_by_channel",
        _("Opened by channel"),
        ("channel", "name", "opened", "satisfaction", "scores"),
        [
            (
                code,
                label("channel", code) if code else _("without a ticket"),
                opened[code],
                mean(scores.get(code, ())),
                len(scores.get(code, ())),
            )
            for code in order
        ],
        opened.total(),
    )


def opened_by_category(facts: Facts) -> Listed:
    """What came in about what, the commonest first."""
    rows = (CategoryRow(*row) for row in facts.reader.rows(CATEGORY_LIST))
    names = {row.code: name_of(row) for row in rows}
    opened = Counter(clock.category for clock in opened_in(facts))
    order = sorted(opened, key=lambda code: (-opened[code], code or ""))
    return tally(
        "opened_by_category",
        _("Opened by category"),
        ("category", "name", "opened"),
        [(code, names.get(code or "", _("none")), opened[code]) for code in order],
        opened.total(),
    )


def _age(opened_at: str, bounds: list[str]) -> int:
    """The place in AGES, as OPEN_NOW_BY_AGE has it."""
    return sum(opened_at <= bound for bound in bounds)


def _channel(facts: Facts, call: CallClock) -> str | None:
    """The channel that the ticket of a call came in by, as it was at the end."""
    ticket = facts.tickets.get(call.ticket_id or 0)
    return ticket.channel if ticket else call.channel_now
