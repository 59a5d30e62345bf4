"""Promises: the rule a ticket falls under, and when its first response, next word and resolution are due."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.worktime import Calendar, add_minutes, add_working_days, as_utc, minutes_between

Unit = Literal["working_minutes", "wall_minutes", "working_days"]

_DURATION = re.compile(r"(\d{1,7}) ?(m|h|d|wd)( wall)?", re.ASCII)
_MINUTES = {"d": 24 * 60, "h": 60, "m": 1}
_CLOCKS = ("first_response", "next_update", "resolution", "hard_stop")
_LISTS = ("kinds", "priorities", "categories", "tiers", "agreements")
TEAM_CALENDAR = "team"


class Duration(NamedTuple):
    """A length of promised time: working minutes, minutes round the clock (wall), or working days."""

    amount: int
    unit: Unit


class Promised(NamedTuple):
    """When each word is due, in UTC; None where nothing is promised."""

    first_response_due_at: datetime | None
    next_update_due_at: datetime | None
    resolution_due_at: datetime | None


class Matter(NamedTuple):
    """What a policy looks at: the ticket's codes, its customer's tier, and the kinds of agreement that cover it."""

    kind: str
    priority: str
    category: str = ""
    tier: str = ""
    agreements: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromiseRule:
    """What the firm promises for some kinds, priorities, categories, tiers and agreements; empty means all.

    `next_update` runs anew from every word that goes out. No extension may go beyond `hard_stop`. The calendar `team` is that of
    the team which has the ticket. With `pauses` the clocks stand still while the customer is waited for.
    """

    kinds: tuple[str, ...]
    priorities: tuple[str, ...]
    calendar: str
    first_response: Duration | None = None
    next_update: Duration | None = None
    resolution: Duration | None = None
    hard_stop: Duration | None = None
    categories: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    pauses: bool = True

    def covers(self, matter: Matter) -> bool:
        """Whether a matter falls under the rule."""
        return (
            matter.kind in (self.kinds or (matter.kind,))
            and matter.priority in (self.priorities or (matter.priority,))
            and matter.category in (self.categories or (matter.category,))
            and matter.tier in (self.tiers or (matter.tier,))
            and (not self.agreements or not set(self.agreements).isdisjoint(matter.agreements))
        )


def parse_duration(text: str) -> Duration:
    """Reads `30m` and `4h` (working time), `24h wall` and `10d wall` (round the clock), `3wd` (working days).

    Raises BadValue for anything else: `3d` alone could mean either kind of day.
    """
    found = _DURATION.fullmatch(" ".join(text.lower().split()))
    amount, letter, wall = found.groups() if found else ("0", "", None)
    if not int(amount) or (letter == "d") > bool(wall) or (letter == "wd" and wall):
        raise BadValue(
            _("This length of time cannot be read: {text}").format(text=text),
            _("Write 30m or 4h (working time), 24h wall or 10d wall (round the clock), 3wd (working days)."),
        )
    if letter == "wd":
        return Duration(int(amount), "working_days")
    return Duration(int(amount) * _MINUTES[letter], "wall_minutes" if wall else "working_minutes")


def format_duration(duration: Duration) -> str:
    """Writes a duration in the largest unit that is exact; `parse_duration` reads the same duration."""
    amount, unit = duration
    if unit == "working_days":
        return f"{amount}wd"
    letters = "dhm" if unit == "wall_minutes" else "hm"
    letter = next(letter for letter in letters if amount % _MINUTES[letter] == 0)
    return f"{amount // _MINUTES[letter]}{letter}{' wall' if unit == 'wall_minutes' else ''}"


def rule_from(mapping: Mapping[str, object]) -> PromiseRule:
    """Reads a rule as the firm's settings and the packs write it. Raises BadValue naming the wrong field."""
    unknown = set(mapping) - {*_LISTS, "calendar", "pauses", *_CLOCKS}
    if unknown:
        raise BadValue(_("A promise has no field {name}").format(name=", ".join(sorted(unknown))))
    calendar = mapping.get("calendar")
    if not isinstance(calendar, str) or not calendar:
        raise BadValue(_("A promise needs the name of its calendar"))
    pauses = mapping.get("pauses", True)
    if not isinstance(pauses, bool):
        raise BadValue(_("pauses of a promise is true or false"))
    kinds, priorities, categories, tiers, agreements = (_codes(mapping, name) for name in _LISTS)
    first, update, resolution, stop = (
        parse_duration(str(mapping[name])) if name in mapping else None for name in _CLOCKS
    )
    return PromiseRule(
        kinds, priorities, calendar, first, update, resolution, stop, categories, tiers, agreements, pauses
    )


def rule_to(rule: PromiseRule) -> dict[str, object]:
    """Writes a rule in the form `rule_from` reads; what is not promised is left out."""
    lists = {name: list(getattr(rule, name)) for name in _LISTS}
    clocks = {name: getattr(rule, name) for name in _CLOCKS}
    return {
        **{name: codes for name, codes in lists.items() if codes or name in ("kinds", "priorities")},
        "calendar": rule.calendar,
        **{name: format_duration(duration) for name, duration in clocks.items() if duration},
        **({} if rule.pauses else {"pauses": False}),
    }


def choose(rules: Sequence[PromiseRule], matter: Matter) -> PromiseRule:
    """The first rule that covers the matter. Raises BadValue when none does."""
    for rule in rules:
        if rule.covers(matter):
            return rule
    raise BadValue(
        _("No promise covers kind {kind} with priority {priority}").format(
            kind=matter.kind, priority=matter.priority
        ),
        _("End the list of promises with one for every kind and priority."),
    )


def due_times(rule: PromiseRule, calendars: Mapping[str, Calendar], at: datetime) -> Promised:
    """When everything promised from `at` on is due. Raises BadValue for a calendar that does not exist."""
    calendar = calendar_of(rule, calendars)
    return Promised(
        _due(rule.first_response, calendar, at),
        _due(rule.next_update, calendar, at),
        _due(rule.resolution, calendar, at),
    )


def next_update_due(rule: PromiseRule, calendars: Mapping[str, Calendar], at: datetime) -> datetime | None:
    """When the next word is due after one that went out at `at`, in UTC; None where none is promised."""
    return _due(rule.next_update, calendar_of(rule, calendars), at)


def earliest_unmet(
    first_response_due_at: datetime | None,
    first_responded_at: datetime | None,
    next_update_due_at: datetime | None,
    resolution_due_at: datetime | None,
    agreed_due_at: datetime | None = None,
) -> datetime | None:
    """The ticket's due time: the clock that runs out first; a first response already given counts no more."""
    first = first_response_due_at if first_responded_at is None else None
    dues = (first, next_update_due_at, resolution_due_at, agreed_due_at)
    return min((due for due in dues if due), default=None)


def shifted(
    due: datetime, duration: Duration, calendar: Calendar, paused_from: datetime, paused_until: datetime
) -> datetime:
    """A due time, in UTC, moved by a pause: by its working minutes, or by all of it for wall time.

    Working days move by working minutes. A pause that began after the due time moves nothing.
    """
    due, paused_from, paused_until = as_utc(due), as_utc(paused_from), as_utc(paused_until)
    if paused_from >= due or paused_until <= paused_from:
        return due
    if duration.unit == "wall_minutes":
        return due + (paused_until - paused_from)
    return add_minutes(calendar, due, minutes_between(calendar, paused_from, paused_until))


def calendar_of(rule: PromiseRule, calendars: Mapping[str, Calendar]) -> Calendar:
    """The calendar a rule counts by. Raises BadValue when the firm has none of that name."""
    if rule.calendar not in calendars:
        raise no_calendar(rule.calendar, calendars)
    return calendars[rule.calendar]


def no_calendar(name: str, calendars: Mapping[str, Calendar]) -> BadValue:
    """The problem of a calendar that does not exist, naming those that do."""
    return BadValue(
        _("There is no calendar {name}").format(name=name),
        _("The calendars are: {names}").format(names=", ".join(sorted(calendars))),
    )


def due_at(duration: Duration, calendar: Calendar, at: datetime) -> datetime:
    """When a duration that starts at `at` ends, in UTC."""
    if duration.unit == "working_minutes":
        return add_minutes(calendar, at, duration.amount)
    if duration.unit == "working_days":
        return add_working_days(calendar, at, duration.amount)
    return as_utc(at) + timedelta(minutes=duration.amount)


def _due(duration: Duration | None, calendar: Calendar, at: datetime) -> datetime | None:
    return due_at(duration, calendar, at) if duration else None


def _codes(mapping: Mapping[str, object], name: str) -> tuple[str, ...]:
    codes = mapping.get(name, [])
    if not isinstance(codes, (list, tuple)) or not all(isinstance(code, str) for code in codes):
        raise BadValue(_("{name} of a promise is a list of codes").format(name=name))
    return tuple(codes)
