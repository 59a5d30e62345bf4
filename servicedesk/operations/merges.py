"""What was joined with what: the merges that hold a family of files together, read back from their events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from servicedesk.operations.change import Change
from servicedesk.store.changes import RowChange, Values
from servicedesk.store.queries.merging import FORMER_NAMES_SINCE, MERGED_BY, STAYS, TAKEN_OFF_SINCE, UNDER
from servicedesk.store.restore import net

Place = tuple[str, int]  # a row by table and number


@dataclass(frozen=True)
class Merge:
    """One merge that stands: what it moved, what was the loser's own, the values it left and what lay beneath."""

    event: int
    loser: int
    into: int
    changes: tuple[RowChange, ...] = ()
    own: frozenset[Place] = frozenset()
    beneath: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    left: Mapping[str, Any] = field(default_factory=dict)
    added: Mapping[str, list[str]] = field(default_factory=dict)

    def before(self, table: str, number: int) -> Values:
        """What a row held before this merge, of what it changed."""
        return next(
            (
                change.before or {}
                for change in self.changes
                if (change.table, change.key[0]) == (table, number)
            ),
            {},
        )

    def made(self, table: str) -> Iterator[int]:
        """The rows of a table that this merge added."""
        return (change.key[0] for change in self.changes if change.table == table and change.before is None)


@dataclass(frozen=True)
class Family:
    """All files that were joined into one, `root`, however many steps away, and their merges by loser."""

    root: int
    merges: Mapping[int, Merge]

    @property
    def live(self) -> frozenset[int]:
        """The events of the merges that stand."""
        return frozenset(merge.event for merge in self.merges.values())

    def above(self, number: int) -> set[int]:
        """The files that a file was joined into, step by step."""
        found: set[int] = set()
        while number in self.merges:
            number = self.merges[number].into
            found.add(number)
        return found

    def under(self, number: int) -> set[int]:
        """A file and all that were joined into it."""
        return {number} | {loser for loser in self.merges if number in self.above(loser)}

    def into(self, number: int) -> Iterator[Merge]:
        """The merges of files straight into this one."""
        return (merge for merge in self.merges.values() if merge.into == number)

    def owners(self) -> dict[Place, int]:
        """Which file brought which row; where several did, the last that did."""
        in_order = sorted(self.merges.values(), key=lambda merge: merge.event)
        return {place: merge.loser for merge in in_order for place in merge.own}


def family_of(work: Change, number: int) -> Family:
    """The family that a file belongs to; alone it is its own root."""
    [(root,)] = work.reader.rows(STAYS, {"number": number})
    losers = work.reader.rows(UNDER, {"number": root})
    return Family(root, {loser: _merge(work, loser, into) for loser, into in losers})


def former_names_since(work: Change, family: Family, merge: Merge) -> set[int]:
    """The rows that were made since a merge because a file of its family got another name."""
    bodies = work.reader.rows(FORMER_NAMES_SINCE, {"number": family.root, "event": merge.event})
    changes = (change for (body,) in bodies for change in json.loads(body).get("changes", ()))
    return {
        change["key"][0]
        for change in changes
        if change["table"] == "former_name" and change["before"] is None
    }


def edits_since(work: Change, family: Family, merge: Merge) -> Iterator[RowChange]:
    """What edits of the files of a family changed since a merge, the newest first."""
    for (body,) in work.reader.rows(TAKEN_OFF_SINCE, {"number": family.root, "event": merge.event}):
        for change in json.loads(body).get("changes", ()):
            yield RowChange(**change)


def _merge(work: Change, loser: int, into: int) -> Merge:
    rows = work.reader.rows(MERGED_BY, {"number": loser})
    event, text = rows[0] if rows else (0, None)
    if text is None:
        return Merge(event, loser, into)
    body = json.loads(text)
    return Merge(
        event,
        loser,
        into,
        tuple(net(RowChange(**change) for change in body["changes"])),
        frozenset((table, number) for table, number in body.get("own", ())),
        body.get("beneath", {}),
        body.get("left", {}),
        body.get("added", {}),
    )
