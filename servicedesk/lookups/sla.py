"""Why a promise falls due when it does: the clocks of a ticket with their ledgers, and the clock as a calculator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import CategoryRow, find_team
from servicedesk.lookups.policies import Concerns, norms_of, policy_for, policy_of
from servicedesk.lookups.stories import story_of
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.clocks import Clock, clocks_of
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.rules.promises import TEAM_CALENDAR, Promised, PromiseRule, calendar_of, due_times
from servicedesk.rules.worktime import (
    Calendar,
    Worked,
    add_minutes,
    as_utc,
    is_confirmed,
    minutes_between,
    worked,
)
from servicedesk.store.queries.stories import PROMISED_TICKET, promised_ticket


class WhatIf(NamedTuple):
    """Another policy to count by: another kind, priority or calendar than the ticket's own; empty is its own."""

    kind: str = ""
    priority: str = ""
    calendar: str = ""


class Explained(NamedTuple):
    """The clocks of a ticket, the rule they follow and the calendar it counts by; `since` is where the promise began.

    `unconfirmed` names the clocks that fall due on a day whose holidays are not official yet.
    """

    number: int
    since: datetime
    rule: PromiseRule
    calendar: str
    clocks: tuple[Clock, ...]
    unconfirmed: tuple[str, ...]
    what_if: WhatIf


class Calculated(NamedTuple):
    """A stretch of working time: `worked` are its open stretches; not `confirmed` where holidays may still come."""

    start: datetime
    minutes: float
    due_at: datetime
    calendar: str
    worked: tuple[Worked, ...]
    confirmed: bool


def explain(desk: Desk, number: int, what_if: WhatIf = WhatIf()) -> Explained:
    """Every clock of a ticket's present promise, minute by minute, or as it would be by another policy.

    Raises NotFound, and BadValue on a code or a calendar that nobody knows.
    """
    desk.require(Permission.VIEW)
    what_if = _checked(desk, what_if)
    norms = norms_of(desk)
    with desk.store.reading() as reader:
        rows = reader.rows(PROMISED_TICKET, {"number": number})
        if not rows:
            raise NotFound(
                _("There is no ticket {number}").format(number=number), _("See: servicedesk ticket list")
            )
        ticket = promised_ticket(rows[0])
        ticket = ticket._replace(
            kind=what_if.kind or ticket.kind, priority=what_if.priority or ticket.priority
        )
        rule, calendars = policy_of(norms, reader, ticket)
        story = story_of(reader, ticket, desk.now())
    if what_if.calendar:
        rule = replace(rule, calendar=what_if.calendar)
    calendar = calendar_of(rule, calendars)
    clocks = clocks_of(rule, calendars, story, desk.now())
    unsure = tuple(clock.name for clock in clocks if not is_confirmed(calendar, clock.due_at))
    return Explained(number, story.since, rule, calendar.name, tuple(clocks), unsure, what_if)


def promised_now(
    desk: Desk, kind: str, priority: str, category: CategoryRow | None, customer: int | None
) -> Promised:
    """What would be promised for a ticket opened now; its team is that of the category."""
    with desk.store.reading() as reader:
        team = find_team(reader, category.team).id if category and category.team else None
        concerns = Concerns(category.id if category else None, customer, None, team)
        rule, calendars = policy_for(norms_of(desk), reader, kind, priority, concerns, desk.now())
    return due_times(rule, calendars, desk.now())


def due(desk: Desk, start: datetime, minutes: int, calendar: str = "") -> Calculated:
    """When so many working minutes from `start` on have passed. Raises BadValue on an unknown calendar, Refused."""
    counted = known_calendar(desk, calendar)
    return _calculated(counted, start, minutes, add_minutes(counted, start, minutes))


def between(desk: Desk, start: datetime, until: datetime, calendar: str = "") -> Calculated:
    """How many working minutes lie between two moments. Raises BadValue when the end comes first."""
    counted = known_calendar(desk, calendar)
    if as_utc(until) < as_utc(start):
        raise BadValue(_("The end lies before the start"), _("Give a later --until"))
    return _calculated(counted, start, minutes_between(counted, start, until), until)


def known_calendar(desk: Desk, said: str) -> Calendar:
    """The calendar with this name, the firm's own without one. Raises BadValue naming the known ones."""
    name = said.strip()
    if not name or name == TEAM_CALENDAR:
        return desk.hours
    if name not in desk.calendars:
        raise BadValue(
            _("There is no calendar {name}").format(name=said),
            _("The calendars are: {names}").format(names=", ".join(desk.calendars)),
        )
    return desk.calendars[name]


def _checked(desk: Desk, what_if: WhatIf) -> WhatIf:
    return WhatIf(
        check_code("kind", what_if.kind) if what_if.kind else "",
        check_code("priority", what_if.priority) if what_if.priority else "",
        known_calendar(desk, what_if.calendar).name if what_if.calendar else "",
    )


def _calculated(calendar: Calendar, start: datetime, minutes: float, end: datetime) -> Calculated:
    stretches = tuple(worked(calendar, start, end))
    return Calculated(
        as_utc(start), minutes, as_utc(end), calendar.name, stretches, is_confirmed(calendar, end)
    )
