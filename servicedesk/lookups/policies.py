"""Which policy a ticket falls under, by the firm's promises and calendars as they stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.desk import Desk, read_firm
from servicedesk.rules.promises import TEAM_CALENDAR, Matter, PromiseRule, choose, no_calendar
from servicedesk.rules.worktime import Calendar
from servicedesk.store.calendars import read_calendars
from servicedesk.store.database import Reader
from servicedesk.store.queries.policies import AGREEMENTS_ON, MATTER

if TYPE_CHECKING:
    from servicedesk.lookups.stories import Promised


class Norms(NamedTuple):
    """What promises are counted by: the firm's rules, its calendars by name, its usual one, and its time zone."""

    rules: Sequence[PromiseRule]
    calendars: Mapping[str, Calendar]
    usual: Calendar
    zone: ZoneInfo

    @property
    def looks_beyond(self) -> bool:
        """Whether a policy looks at more than kind and priority."""
        return self.looks_at_matter or self.looks_at_agreements

    @property
    def looks_at_matter(self) -> bool:
        """Whether a policy looks at the category, the customer's tier or the team."""
        return any(rule.categories or rule.tiers or rule.calendar == TEAM_CALENDAR for rule in self.rules)

    @property
    def looks_at_agreements(self) -> bool:
        """Whether a policy looks at agreements."""
        return any(rule.agreements for rule in self.rules)


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
    return Norms(desk.firm.promises, desk.calendars, desk.hours, desk.firm.zone)


def norms_in(reader: Reader) -> Norms:
    """The norms as they stand in the desk now, what this transaction changed included. Raises BadValue where the firm's calendar is gone."""
    firm, calendars = read_firm(reader), read_calendars(reader)
    if firm.calendar not in calendars:
        raise no_calendar(firm.calendar, calendars)
    return Norms(firm.promises, calendars, calendars[firm.calendar], firm.zone)


def policy_of(norms: Norms, reader: Reader, ticket: Promised) -> Policy:
    """The policy of a ticket. Raises BadValue where no rule covers it."""
    concerns = Concerns(ticket.category_id, ticket.customer_id, ticket.premises_id, ticket.team_id)
    return policy_for(norms, reader, ticket.kind, ticket.priority, concerns, ticket.promised_from)


def policy_for(
    norms: Norms, reader: Reader, kind: str, priority: str, concerns: Concerns, since: datetime
) -> Policy:
    """The policy of a matter that may be no ticket yet; of agreements those count that run on the day of `since`.

    Raises BadValue where no rule covers it.
    """
    category = tier = calendar = None
    if norms.looks_at_matter:
        category, tier, calendar = reader.rows(MATTER, concerns._asdict())[0]
    agreements: tuple[str, ...] = ()
    if norms.looks_at_agreements:
        asked = {**concerns._asdict(), "day": since.astimezone(norms.zone).date().isoformat()}
        agreements = tuple(row[0] for row in reader.rows(AGREEMENTS_ON, asked))
    matter = Matter(kind, priority, category or "", tier or "", agreements)
    return Policy(choose(norms.rules, matter), with_team(norms, calendar or ""))


def with_team(norms: Norms, team_calendar: str) -> Mapping[str, Calendar]:
    """The calendars, with that of a team under the name by which promises call it."""
    return {**norms.calendars, TEAM_CALENDAR: norms.calendars.get(team_calendar, norms.usual)}
