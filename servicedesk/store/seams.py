"""Where a salvaged desk's history has holes: each is declared in the event `desk.salvaged`, and none besides.

What was lost or altered before a salvage cannot be proved any more. The event states it, is itself a link of
the chain, and names a fingerprint of every row that was kept without proof, so that nothing can change later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from servicedesk.store.database import Reader

SALVAGED = "desk.salvaged"
SELECT_SEAMS = f"""
SELECT event.id, event.recorded_at, event_body.body FROM event JOIN event_body ON event_body.event_id = event.id
WHERE event.kind = '{SALVAGED}' ORDER BY event.id"""


class Seam(NamedTuple):
    """What one salvage declared: ranges of events that are missing, fingerprints of those kept without proof.

    `event` is its own number, `bodies` how many events lost what they had changed.
    """

    event: int
    at: str
    missing: tuple[tuple[int, int], ...]
    unproven: dict[int, str]
    bodies: int

    @property
    def lost(self) -> int:
        """How many events are missing."""
        return sum(last - first + 1 for first, last in self.missing)

    @property
    def is_whole(self) -> bool:
        """Whether every event came out as it was."""
        return not (self.missing or self.unproven or self.bodies)

    def as_facts(self) -> dict[str, Any]:
        """What the event keeps of it."""
        return {
            "missing": [list(pair) for pair in self.missing],
            "unproven": {str(number): print_ for number, print_ in self.unproven.items()},
            "bodies": self.bodies,
        }


def read_seams(reader: Reader) -> list[Seam]:
    """The seams of a desk, oldest first; none on a desk that was never salvaged."""
    return [seam for row in reader.rows(SELECT_SEAMS) for seam in _read(*row)]


def is_missing_as_told(seams: Iterable[Seam], first: int, last: int) -> bool:
    """Whether exactly these events were declared lost afterwards."""
    return any((first, last) in seam.missing and last < seam.event for seam in seams)


def is_unproven_as_told(seams: Iterable[Seam], number: int, row: Sequence[object]) -> bool:
    """Whether this very row was declared to be kept without proof afterwards."""
    told = [seam.unproven[number] for seam in seams if number in seam.unproven and number < seam.event]
    return bool(told) and fingerprint(row) in told


def fingerprint(row: Iterable[object]) -> str:
    """What tells an event row from any other."""
    text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(event: int, at: str, body: str) -> Iterator[Seam]:
    """The seam of an event; a body that was tampered with declares nothing."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        facts = json.loads(body)
        missing = tuple((int(first), int(last)) for first, last in facts["missing"])
        unproven = {int(number): str(print_) for number, print_ in facts["unproven"].items()}
        yield Seam(event, at, missing, unproven, int(facts["bodies"]))
