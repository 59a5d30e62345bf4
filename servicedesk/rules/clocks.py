"""The clocks of a ticket: from what happened to when each promise falls due, and why, stretch by stretch.

Everything is computed from the story of the present promise; nothing is a counter that could drift. The rule: the
policy and the calendar that hold now count from the promise's own beginning, whatever changed meanwhile. Waiting for the
customer stops a clock that is still running, where the policy says so. Moments are aware and come out in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from servicedesk.rules.ledger import Pause, Stretch, account, falls_due
from servicedesk.rules.promises import Duration, PromiseRule, calendar_of
from servicedesk.rules.worktime import Calendar

CLOCKS = ("first_response", "next_update", "agreed", "resolution")


class Agreed(NamedTuple):
    """A time told to the customer: when it was told, by when, and who told it."""

    at: datetime
    due_at: datetime
    by: str = ""


@dataclass(frozen=True)
class Story:
    """What happened under the present promise, oldest first: words told, waits for the customer, a time agreed.

    `ended_at` is when the matter was settled or given up, `resolved_at` when it was settled. `fixed` is a resolution
    promised elsewhere, which an import brought: it stands whatever the policy says.
    """

    since: datetime
    words: tuple[datetime, ...] = ()
    pauses: tuple[Pause, ...] = ()
    agreed: Agreed | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    fixed: datetime | None = None


class Times(NamedTuple):
    """The times a ticket keeps for sorting and counting: a cache of what the story says."""

    first_response_due_at: datetime | None
    first_responded_at: datetime | None
    next_update_due_at: datetime | None
    resolution_due_at: datetime | None
    agreed_due_at: datetime | None


class Clock(NamedTuple):
    """One promise. `length` is None for an agreed or a fixed moment; `met_at` where it was kept or met late.

    `state`: running, waiting (it stands still), met, late (met after its time), over (its time passed), dropped (the matter
    ended before its time).
    """

    name: str
    length: Duration | None
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    state: str
    ledger: tuple[Stretch, ...]


def times_of(rule: PromiseRule, calendars: Mapping[str, Calendar], story: Story) -> Times:
    """When everything is due by this policy. Raises BadValue for a calendar that does not exist."""
    calendar = calendar_of(rule, calendars)
    pauses = _counted_pauses(rule, story)
    first_word = story.words[0] if story.words else None
    last_word = max(story.words[-1], story.since) if story.words else story.since
    return Times(
        falls_due(rule.first_response, calendar, story.since, _before(pauses, first_word)),
        first_word,
        falls_due(rule.next_update, calendar, last_word, pauses),
        story.fixed or falls_due(rule.resolution, calendar, story.since, pauses),
        story.agreed.due_at if story.agreed and _kept_at(story, story.agreed.at) is None else None,
    )


def clocks_of(
    rule: PromiseRule, calendars: Mapping[str, Calendar], story: Story, now: datetime
) -> list[Clock]:
    """Every clock of the present promise with its ledger, in the order of `CLOCKS`."""
    calendar = calendar_of(rule, calendars)
    return list(_clocks(rule, calendar, story, now))


def _clocks(rule: PromiseRule, calendar: Calendar, story: Story, now: datetime) -> Iterator[Clock]:
    pauses = _counted_pauses(rule, story, with_open=True)
    first_word = story.words[0] if story.words else None
    if rule.first_response:
        before = _before(pauses, first_word)
        yield _clock(
            "first_response", rule.first_response, calendar, story.since, before, first_word, story, now
        )
    if rule.next_update and story.ended_at is None:
        last_word = max(story.words[-1], story.since) if story.words else story.since
        yield _clock("next_update", rule.next_update, calendar, last_word, pauses, None, story, now)
    if story.agreed:
        told, due, by = story.agreed
        met = _kept_at(story, told)
        rows = (Stretch(told, due, 0, "agreed", by),) if due > told else ()
        yield Clock("agreed", None, told, due, met, _state(due, met, story, now), rows)
    if story.fixed:
        rows = (Stretch(story.since, story.fixed, 0, "fixed"),) if story.fixed > story.since else ()
        state = _state(story.fixed, story.resolved_at, story, now)
        yield Clock("resolution", None, story.since, story.fixed, story.resolved_at, state, rows)
    elif rule.resolution:
        yield _clock(
            "resolution", rule.resolution, calendar, story.since, pauses, story.resolved_at, story, now
        )


def _clock(
    name: str,
    length: Duration,
    calendar: Calendar,
    start: datetime,
    pauses: Sequence[Pause],
    met: datetime | None,
    story: Story,
    now: datetime,
) -> Clock:
    ended = [pause for pause in pauses if pause.until is not None]
    due = falls_due(length, calendar, start, ended)
    assert due is not None
    stands = any(pause.until is None and pause.since < due for pause in pauses)
    state = "waiting" if stands and met is None and story.ended_at is None else _state(due, met, story, now)
    rows = account(length, calendar, start, due, [*ended, *_still(pauses, now)])
    return Clock(name, length, start, due, met, state, tuple(rows))


def _still(pauses: Sequence[Pause], now: datetime) -> Iterator[Pause]:
    """A wait that has not ended, as far as it has come."""
    for pause in pauses:
        if pause.until is None and pause.since < now:
            yield pause._replace(until=now)


def _state(due: datetime, met: datetime | None, story: Story, now: datetime) -> str:
    if met:
        return "met" if met <= due else "late"
    if story.ended_at is not None:
        return "dropped" if story.ended_at <= due else "over"
    return "running" if now <= due else "over"


def _kept_at(story: Story, told: datetime) -> datetime | None:
    """When a time agreed at `told` was kept: by the next word, or by settling the matter."""
    word = next((word for word in story.words if word > told), None)
    return min(filter(None, (word, story.resolved_at)), default=None)


def _counted_pauses(rule: PromiseRule, story: Story, *, with_open: bool = False) -> list[Pause]:
    if not rule.pauses:
        return []
    return [pause for pause in story.pauses if with_open or pause.until is not None]


def _before(pauses: Sequence[Pause], moment: datetime | None) -> list[Pause]:
    """The pauses as far as they lie before a moment; after it the clock has stopped anyway."""
    if moment is None:
        return list(pauses)
    cut = (pause._replace(until=min(pause.until or moment, moment)) for pause in pauses)
    return [pause for pause in cut if pause.until and pause.since < pause.until]
