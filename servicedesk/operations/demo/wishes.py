"""What the residents of the practice desk need, and who of them came through whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import Desk
from servicedesk.operations import customers, needs
from servicedesk.operations.needs import NewNeed

if TYPE_CHECKING:
    from servicedesk.operations.demo.play import Player

WAYS = ("web", "sign", "partner", "word_of_mouth")
KNOWN_FOR_LONG = 4  # one in so many
RECOMMENDED, HEARD = 9, 24


class Wish(NamedTuple):
    """A need that several residents have, and how many days ago each said so."""

    english: str
    chinese: str
    need_class: str
    category: str
    impact: str
    level: str
    days_ago: tuple[int, ...]
    met: tuple[str, str] = ("", "")


WISHES = (
    Wish("parcels taken in while at work", "上班时间有人代收快递", "functional", "other", "3", "", (52, 33, 20, 9, 2)),
    Wish("a lamp by the bicycle shed", "自行车棚旁装一盏灯", "functional", "shared_facilities", "2", "2", (47, 26, 6)),
    Wish("to hear the day before when water is cut", "停水前一天得到通知", "experience", "water_power", "3", "2", (40, 12)),
    Wish("somebody to look in on an old mother", "有人看望独居的老母亲", "emotional", "", "3", "3", (18,)),
    Wish("a say in what is planted in the yard", "参与决定院子里种什么", "social", "", "1", "4", (30, 4)),
    Wish(
        "the visitors' bay marked out", "划出访客车位", "functional", "parking", "2", "", (55,),
        ("Bay marked out and a sign put up", "已划线并立牌"),
    ),
)  # fmt: skip


class Wishes:
    """What is wished, in the order of time; each is noted in the desk's language of somebody by chance."""

    def __init__(self, random: Random, customers: Sequence[int], now: datetime) -> None:
        self._random, self._customers = random, customers
        said = (
            (now - timedelta(days=days), place) for place, one in enumerate(WISHES) for days in one.days_ago
        )
        self._coming = sorted(said)
        self._next: Wish | None = None

    def due_before(self, at: datetime) -> Iterator[datetime]:
        """The moments of the wishes before a moment; `say` notes the one just given."""
        while self._coming and self._coming[0][0] < at:
            said_at, place = self._coming.pop(0)
            self._next = WISHES[place]
            yield said_at

    def say(self, desk: Desk) -> None:
        """Notes the wish whose moment it is, and meets it at once where that was done since."""
        one = self._next
        assert one is not None
        chinese = desk.firm.language == "zh_CN"
        new = NewNeed(
            one.chinese if chinese else one.english,
            self._random.choice(self._customers),
            need_class=one.need_class,
            category=one.category,
            impact=one.impact,
            level=one.level,
        )
        noted = needs.note(desk, new).need
        if done := one.met[chinese]:
            needs.met(desk, noted.number, done)


def recommend(player: Player, random: Random, now: datetime) -> None:
    """Some residents came through others, and some say how they heard of the office."""
    player.clock.at = now
    desk = player.desks["li.na"]
    known = random.sample(list(player.customers), 1 + RECOMMENDED + HEARD)
    for place, number in enumerate(known[1 : RECOMMENDED + 1]):
        customers.edit(desk, number, {"referred_by": str(known[place // 2])})
    for number in known[RECOMMENDED + 1 :]:
        customers.edit(desk, number, {"heard_of_us": random.choice(WAYS)})


def remember(player: Player, now: datetime) -> None:
    """Since when some residents live here was known before there was a desk."""
    desk = player.desks["li.na"]
    for place, number in enumerate(player.customers[::KNOWN_FOR_LONG]):
        customers.edit(desk, number, {"since": f"{now.year - 1 - place % 8}-{1 + place % 12:02}-15"})
