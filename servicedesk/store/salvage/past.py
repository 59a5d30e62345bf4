"""Rows that are lost from their tables, made again from the history: it holds every change before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from servicedesk.store.chain import HEAD_KEY
from servicedesk.store.changes import FOLLOWING
from servicedesk.store.salvage.source import Values
from servicedesk.store.salvage.target import Target

Place = tuple[str, tuple[Any, ...]]
_KEPT_APART = {"event", "event_body"}


class Past(NamedTuple):
    """The rows that the history names and the new desk lacks, and those it says were taken away."""

    lacking: dict[Place, Values]
    gone: set[Place]


def read_past(target: Target) -> Past:
    """Plays every kept event over the rows that are not there, oldest first."""
    lacking: dict[Place, Values] = {}
    gone: set[Place] = set()
    there: set[Place] = set()
    for change in _changes(target):
        table, key = change["table"], tuple(change["key"])
        place = (table, key)
        if place in there or table not in target.forms or table in _KEPT_APART or key == (HEAD_KEY,):
            continue
        if place not in lacking and place not in gone and target.has(target.forms[table], key):
            if len(there) < _MOST_KNOWN:
                there.add(place)
            continue
        _play(lacking, gone, place, change["after"])
    return Past(lacking, gone)


_MOST_KNOWN = 100_000


def _play(lacking: dict[Place, Values], gone: set[Place], place: Place, after: Values | None) -> None:
    if after is None:
        lacking.pop(place, None)
        gone.add(place)
        return
    gone.discard(place)
    stands = lacking.setdefault(place, {})
    stands.update(after)
    if "version" not in after and isinstance(stands.get("version"), int) and set(after) - FOLLOWING:
        stands["version"] += 1  # type: ignore[operator]


def _changes(target: Target) -> Iterator[dict[str, Any]]:
    for (body,) in target.connection.execute("SELECT body FROM event_body ORDER BY event_id"):
        found = json.loads(body)
        changes = found.get("changes") if isinstance(found, dict) else None
        yield from filter(_is_change, changes if isinstance(changes, list) else ())


def _is_change(found: object) -> bool:
    """A body whose event is lost is not proved, and may hold anything."""
    match found:
        case {"table": str(), "key": [*key], "before": dict() | None, "after": dict() | None}:
            return all(isinstance(part, int | str) for part in key)
    return False
