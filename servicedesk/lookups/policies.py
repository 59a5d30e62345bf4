"""Which policy a ticket falls under, by the firm's promises and calendars as they stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import Desk, read_firm
from servicedesk.rules.promises import TEAM_CALENDAR, Matter, PromiseRule, choose
from servicedesk.rules.worktime import Calendar
from servicedesk.store.calendars import read_calendars
from servicedesk.store.database import Reader
from servicedesk.store.queries.policies import AGREEMENTS_TODAY, MATTER

if TYPE_CHECKING:
    from servicedesk.lookups.stories import Promised


class Norms(NamedTuple):
    """What promises are counted by: the firm's rules, its calendars by name, its usual one, and the day it is there."""

    rules: Sequence[PromiseRule]
    calendars: Mapping[str, Calendar]
    usual: Calendar
    today: date


class Policy(NamedTuple):
    """The rule that a ticket falls under, and the calendars by name, its team's among them."""

    rule: PromiseRule
    calendars: Mapping[str, Calendar]


class Concerns(NamedTuple):
    """What a matter is about and who has it, by number."""

    category: int | None = None
    customer: int | None = None
    premises: int | None = None
    team: int | None = None


def norms_of(desk: Desk) -> Norms:
    """The norms as they stood when the desk was opened."""
    return Norms(desk.firm.promises, desk.calendars, desk.hours, desk.local(desk.now()).date())


def norms_in(reader: Reader, now: datetime) -> Norms:
    """The norms as they stand in the desk now, what this transaction changed included."""
    firm, calendars = read_firm(reader), read_calendars(reader)
    return Norms(firm.promises, calendars, calendars[firm.calendar], now.astimezone(firm.zone).date())


def policy_of(norms: Norms, reader: Reader, ticket: Promised) -> Policy:
    """The policy of a ticket. Raises BadValue where no rule covers it."""
    concerns = Concerns(ticket.category_id, ticket.customer_id, ticket.premises_id, ticket.team_id)
    return policy_for(norms, reader, ticket.kind, ticket.priority, concerns)


def policy_for(norms: Norms, reader: Reader, kind: str, priority: str, concerns: Concerns) -> Policy:
    """The policy of a matter that may be no ticket yet. Raises BadValue where no rule covers it."""
    category = tier = calendar = None
    if any(rule.categories or rule.tiers or rule.calendar == TEAM_CALENDAR for rule in norms.rules):
        category, tier, calendar = reader.rows(MATTER, concerns._asdict())[0]
    agreements: tuple[str, ...] = ()
    if any(rule.agreements for rule in norms.rules):
        asked = {**concerns._asdict(), "today": norms.today.isoformat()}
        agreements = tuple(row[0] for row in reader.rows(AGREEMENTS_TODAY, asked))
    matter = Matter(kind, priority, category or "", tier or "", agreements)
    return Policy(choose(norms.rules, matter), with_team(norms, calendar or ""))


def with_team(norms: Norms, team_calendar: str) -> Mapping[str, Calendar]:
    """The calendars, with that of a team under the name by which promises call it."""
    return {**norms.calendars, TEAM_CALENDAR: norms.calendars.get(team_calendar, norms.usual)}
