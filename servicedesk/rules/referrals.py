"""Who recommends us: ranked by what became of those they sent (R037, R045)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.rules.codes import STAGES, label

STAYED = ("new", "active", "existing")


class Sent(NamedTuple):
    """Somebody who came through a promoter, and the stage it came to."""

    promoter: int
    number: int
    stage: str


class Worth(NamedTuple):
    """What a promoter brought: how many straight, how many counting those whom they sent in turn, and their stages."""

    promoter: int
    sent: int
    reached: int
    became: Mapping[str, int]

    @property
    def stayed(self) -> int:
        """How many of those sent straight are customers now."""
        return sum(self.became.get(stage, 0) for stage in STAYED)


def ranked(sent: Iterable[Sent]) -> list[Worth]:
    """Promoters, best first: by how many stayed, then by how many they sent and reached."""
    of: dict[int, list[Sent]] = {}
    for one in sent:
        of.setdefault(one.promoter, []).append(one)
    found = [
        Worth(promoter, len(those), len(_below(promoter, of)), Counter(one.stage for one in those))
        for promoter, those in of.items()
    ]
    return sorted(found, key=lambda worth: (-worth.stayed, -worth.sent, -worth.reached, worth.promoter))


def steps(promoter: int, sent: Iterable[Sent]) -> list[tuple[int, int]]:
    """Everybody reached through a promoter with how many steps away, nearest first; nobody twice, loop or not."""
    of: dict[int, list[Sent]] = {}
    for one in sent:
        of.setdefault(one.promoter, []).append(one)
    return list(_below(promoter, of).items())


def became_words(became: Mapping[str, int]) -> str:
    """What became of those sent: `2 active customer, 1 prospect`."""
    order = [*STAGES, *(stage for stage in became if stage not in STAGES)]
    return _(", ").join(f"{became[stage]} {label('stage', stage)}" for stage in order if became.get(stage))


def _below(promoter: int, of: Mapping[int, Sequence[Sent]]) -> dict[int, int]:
    found: dict[int, int] = {}
    at, step = [promoter], 0
    while at:
        step += 1
        at = [one.number for number in at for one in of.get(number, ()) if one.number not in found]
        at = [number for number in dict.fromkeys(at) if number != promoter]
        found.update(dict.fromkeys(at, step))
    return found
