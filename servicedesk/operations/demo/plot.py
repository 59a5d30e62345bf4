"""What happens to one ticket of the practice desk: its steps, planned before they are played."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.operations.demo.complaints import COMPLAINTS
from servicedesk.operations.demo.emergencies import EMERGENCIES
from servicedesk.operations.demo.matter import Matter, Told
from servicedesk.operations.demo.names import Household
from servicedesk.operations.demo.repairs import REPAIRS
from servicedesk.operations.demo.requests import REQUESTS

FIRST_HOUR, LAST_HOUR = 7, 21


class Step(NamedTuple):
    """One verb at one moment. `until` is when a promised call or the end of waiting is due."""

    at: datetime
    verb: str
    until: datetime | None = None


@dataclass
class Plot:
    """One ticket: who brings what, who takes it, and what happens when."""

    household: Household
    caller: int
    matter: Matter
    channel: str
    owner: str
    opened_at: datetime
    steps: list[Step] = field(default_factory=list)

    @property
    def told(self) -> Told:
        return self.matter.told(self.household.language)

    def then(self, at: datetime, verb: str, until: datetime | None = None) -> Plot:
        """Adds a step; returns the plot."""
        self.steps.append(Step(at, verb, until))
        return self


class Stage:
    """Where plots come from: the residents, the moment that is now, and the dice."""

    def __init__(self, random: Random, residents: list[Household], now: datetime, zone: ZoneInfo) -> None:
        self.random = random
        self.residents = residents
        self.now = now
        self.zone = zone

    def plot(
        self, matter: Matter, opened_at: datetime, *, owned: bool = True, caller: int | None = None
    ) -> Plot:
        """A new ticket of somebody; `owned` gives it to the colleague whose work it is."""
        if caller is None:
            caller = self.random.randrange(len(self.residents))
        channel = self.random.choices(("phone", "wechat", "counter", "app", "email"), (55, 22, 12, 8, 3))[0]
        owner = self._owner(matter) if owned else ""
        return Plot(self.residents[caller], caller, matter, channel, owner, opened_at)

    def some_matter(self) -> Matter:
        """Anything that residents bring, as often as they bring it."""
        family = self.random.choices((REPAIRS, COMPLAINTS, REQUESTS, EMERGENCIES), (46, 13, 38, 3))[0]
        return self.one_of(family)

    def one_of(self, matters: tuple[Matter, ...]) -> Matter:
        return self.random.choices(matters, [matter.weight for matter in matters])[0]

    def ago(self, least: timedelta, most: timedelta) -> datetime:
        """A moment between `most` and `least` ago, in the daytime if that stretch has any."""
        at = self.now
        for _try in range(24):
            at = self.now - self.between(least, most)
            if FIRST_HOUR <= at.astimezone(self.zone).hour <= LAST_HOUR:
                break
        return at

    def between(self, least: timedelta, most: timedelta) -> timedelta:
        return least + (most - least) * self.random.random()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def _owner(self, matter: Matter) -> str:
        if matter.category in {
            "water_power",
            "leak_flood",
            "lifts",
            "lift_trapped",
            "doors_keys",
            "shared_facilities",
        }:
            return "zhou.wei"
        if matter.kind == "complaint":
            return self.random.choice(("chen.jing", "li.na"))
        return self.random.choices(("li.na", "sun.yue", ""), (5, 3, 2))[0]
