"""A list of any length is gone through in portions: neither its import nor its undo holds more of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customers
from servicedesk.operations import import_events
from servicedesk.operations.importing import preparing
from servicedesk.operations.importing.customers.run import ImportRequest, import_customers, prepare, rehearse
from servicedesk.operations.importing.text_files import TextFile
from servicedesk.operations.undo import undo_last
from tests.customer_lists import people

PORTION, ROWS = 5, 30


class Held(list[Any]):
    """A list that can be watched."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


class Watch:
    """How many of the lists that went through it are alive at once, at most."""

    def __init__(self) -> None:
        self._alive: WeakSet[Held] = WeakSet()
        self.most = self.all = 0

    def of(self, made: list[Any]) -> Held:
        held = Held(made)
        self._alive.add(held)
        self.most, self.all = max(self.most, len(self._alive)), self.all + 1
        return held


def test_no_more_than_two_portions_are_held_at_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows_read, events_read = Watch(), Watch()
    rows: Callable[[TextFile], Iterator[list[str]]] = TextFile.rows
    changes_of = import_events.changes_of
    monkeypatch.setattr(TextFile, "rows", lambda file: map(rows_read.of, rows(file)))
    monkeypatch.setattr(import_events, "changes_of", lambda row: events_read.of(changes_of(row)))
    monkeypatch.setattr(preparing, "PORTION", PORTION)
    monkeypatch.setattr(import_events, "PORTION", PORTION)
    listed = [(f"A{number}", f"王{number}", f"138001{number:05d}", f"8-{number}") for number in range(ROWS)]
    path = people(tmp_path / "a.csv", *listed, headings=("客户编号", "姓名", "手机", "房号"))
    prepared = prepare(desk, ImportRequest(path))
    rehearse(desk, prepared)
    assert import_customers(desk, prepared).created == ROWS
    assert rows_read.all > 3 * ROWS
    undo_last(desk)
    assert customers(desk) == []
    assert events_read.all == 2 * ROWS
    assert max(rows_read.most, events_read.most) <= 2 * PORTION + 2
