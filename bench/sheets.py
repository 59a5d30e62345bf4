"""The file that a desk is loaded from: tickets of ten thousand customers, as another system would export them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.words import CHINESE_SHARE, Words, person_name

CUSTOMERS = 10_000
OPEN_SHARE = 0.1
SPAN = timedelta(days=3 * 365)
HEADINGS = (
    "Case ID", "Title", "Description", "Kind", "Category", "Status", "Priority", "Channel", "Customer name",
    "Mobile", "Address", "Created at", "Due date", "First response at", "Resolved at", "Closed at", "Response",
    "Resolution", "Tags", "Assignee", "Team",
)  # fmt: skip
_KINDS = ("repair", "repair", "repair", "request", "enquiry", "complaint", "suggestion")
_CATEGORIES = (
    "water_power",
    "lifts",
    "doors_keys",
    "parking",
    "noise",
    "cleaning",
    "fees",
    "renovation",
    "other",
)
_PRIORITIES = ("normal",) * 7 + ("high", "low", "urgent")
_CHANNELS = ("phone",) * 6 + ("wechat", "counter", "app", "email")
_TEAMS = ("front_desk", "engineering", "engineering", "security", "cleaning")
_OPEN = ("new", "open", "open", "waiting")
_TAGS = ("", "", "", "", "vip", "key handed", "insurance")


class Customer(NamedTuple):
    """Somebody who brings tickets."""

    name: str
    phone: str
    flat: str
    is_chinese: bool


def customer(number: int) -> Customer:
    """One of the ten thousand; the same number is the same person."""
    chinese = number % 5 == 0
    flat = f"{number // 400 + 1}-{number // 100 % 4 + 1}-{number % 100 // 4 + 1:02d}{number % 4 + 1:02d}"
    return Customer(person_name(number, chinese=chinese), f"138{number * 7_919 % 10**8:08d}", flat, chinese)


def write_sheet(
    path: Path, tickets: int, loaded_at: datetime, staff: Sequence[str], *, seed: int = 7
) -> None:
    """Writes the file: `tickets` rows in the order in which they were opened, until the moment they are loaded."""
    random = Random(f"{seed} {tickets}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(random, tickets, loaded_at, staff))


def _rows(random: Random, tickets: int, loaded_at: datetime, staff: Sequence[str]) -> Iterator[Sequence[str]]:
    words = Words(random)
    step = SPAN / tickets
    customers = [customer(number) for number in range(CUSTOMERS)]
    for number in range(tickets):
        opened = loaded_at - SPAN + step * number
        who = random.choice(customers)
        ended = random.random() >= OPEN_SHARE
        resolved = min(opened + timedelta(hours=random.randint(1, 120)), loaded_at) if ended else None
        answered = random.random() < (0.5 if ended else 0.9)
        due = "" if ended else _text(loaded_at + timedelta(minutes=random.randint(60, 30 * 24 * 60)))
        chinese = random.random() < CHINESE_SHARE
        yield (
            f"OLD-{number + 1}",
            words.sentence(4, 10, chinese=chinese),
            words.sentence(8, 20, chinese=chinese) if random.random() < 0.4 else "",
            random.choice(_KINDS),
            random.choice(_CATEGORIES),
            "closed" if ended else random.choice(_OPEN),
            random.choice(_PRIORITIES),
            random.choice(_CHANNELS),
            who.name,
            who.phone,
            who.flat,
            _text(opened),
            due,
            _text(min(opened + timedelta(minutes=20), loaded_at)) if answered else "",
            _text(resolved) if resolved else "",
            _text(min(resolved + timedelta(days=1), loaded_at)) if resolved else "",
            words.sentence(5, 12, chinese=chinese) if answered and random.random() < 0.4 else "",
            words.sentence(5, 12, chinese=chinese) if ended and random.random() < 0.3 else "",
            random.choice(_TAGS),
            random.choice(staff) if random.random() < 0.7 else "",
            random.choice(_TEAMS),
        )


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
