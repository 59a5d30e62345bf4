"""Which events lost their bodies by erasure: the event of each erasure names them, and none besides may lack one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from servicedesk.store.chain import ERASES_BODIES
from servicedesk.store.database import Reader

Ranges = list[list[int]]

SELECT_ERASURES = f"""
SELECT event_body.body FROM event JOIN event_body ON event_body.event_id = event.id
WHERE event.kind IN ({", ".join(repr(kind) for kind in ERASES_BODIES)}) ORDER BY event.id"""
SELECT_BODILESS = """
SELECT id FROM event WHERE NOT EXISTS (SELECT 1 FROM event_body WHERE event_body.event_id = event.id)"""


def as_ranges(numbers: Iterable[int]) -> Ranges:
    """Ascending numbers as pairs of first and last."""
    ranges: Ranges = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def told_erased(bodies: Iterable[tuple[str]]) -> set[int]:
    """The events that erasures name, read from the bodies of `SELECT_ERASURES`."""
    return {number for (body,) in bodies for number in _named(body)}


def undeclared(reader: Reader) -> list[int]:
    """Events without a body that no erasure names."""
    lacking = [row[0] for row in reader.rows(SELECT_BODILESS)]
    if not lacking:
        return []
    told = told_erased(reader.rows(SELECT_ERASURES))
    return [number for number in lacking if number not in told]


def _named(body: str) -> Iterator[int]:
    """What one erasure names; a body that was tampered with names nothing."""
    with suppress(ValueError, TypeError, KeyError):
        for first, last in json.loads(body)["bodies"]:
            yield from range(int(first), int(last) + 1)
