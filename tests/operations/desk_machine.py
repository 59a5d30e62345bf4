"""What any state machine of the desk needs: two people at one desk, the plain model, and the comparison of both."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis.stateful import RuleBasedStateMachine

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import queues, tickets
from servicedesk.lookups.search import search
from servicedesk.operations import staff
from servicedesk.operations.checkup import checkup
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.problems import Problem
from servicedesk.rules.promises import Matter, choose, due_times
from servicedesk.store.database import store_at
from tests.operations.desk_reading import read
from tests.operations.desk_world import OPEN, Already, Key, Refusal, Things, World
from tests.support import ACCOUNT, START

NEWEST = "SELECT coalesce(max(operation), 0) FROM event"


@cache
def _template() -> tempfile.TemporaryDirectory[str]:
    """A fresh desk with two people, made once; it goes when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="desk-model-", ignore_cleanup_errors=True)
    path = Path(folder.name) / "desk.sqlite"
    new = NewDesk(pack="property", firm="Maple Court", timezone="Asia/Shanghai", staff="Li Na", practice=True)
    desk = set_up(store_at(path), new, ACCOUNT, FrozenClock(START))
    staff.add(desk, staff.NewStaff(name="Chen Jing", role="supervisor"))
    return folder


class DeskMachine(RuleBasedStateMachine):
    """Two people work on one desk; every operation is done on the desk and in the plain model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True)
        path = Path(self.folder.name) / "desk.sqlite"
        with (
            closing(sqlite3.connect(Path(_template().name) / "desk.sqlite")) as source,
            closing(sqlite3.connect(path)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
        self.clock = FrozenClock(START)
        store = store_at(path)
        self.people = [
            open_desk(store, account=ACCOUNT, staff=name, clock=self.clock) for name in ("li.na", "chen.jing")
        ]
        self.desk = self.people[0]
        self.world = World()
        self.words = (f"qz{number}qz 漏水 [/b]" for number in count())
        self.waited: set[int] = set()
        self.steps_done = 0

    def word(self) -> str:
        """A text that stands nowhere else."""
        return next(self.words)

    def some(self, kind: str, pick: int) -> int:
        """One of what there is of a kind; picked by any number."""
        there = sorted(self.world.keys(kind))
        return there[pick % len(there)]

    def has(self, kind: str) -> bool:
        return bool(self.world.keys(kind))

    def soon(self, hours: int) -> datetime:
        return self.clock.at + timedelta(hours=hours)

    def act(
        self,
        expected: Callable[[], Things],
        operation: Callable[[Desk], Any],
        *,
        desk: Desk | None = None,
        learn: Callable[[Any], Things] | None = None,
    ) -> Any:
        """Does one thing in both worlds. `learn` tells, of the answer, what no model can know: numbers, times."""
        acting, before = desk or self.desk, self.newest()
        self.steps_done += 1
        try:
            after = dict(expected())
        except (Refusal, Already) as why:
            self._nothing(why, operation, acting, before)
            return None
        answer = operation(acting)
        after |= learn(answer) if learn else {}
        assert self.newest() > before, "it was done without an event"
        self.world.did(self.newest(), acting.actor.handle, after)
        self.compare(after)
        self.clock.at += timedelta(seconds=1)  # no two things happen at one moment
        return answer

    def newest(self) -> int:
        """The newest operation."""
        with self.desk.store.reading() as reader:
            return int(reader.rows(NEWEST)[0][0])

    def compare(self, keys: Things) -> None:
        """What was touched is on the desk as it is in the model."""
        for key in keys:
            expected = self.world.things.get(key)
            found = read(self.desk, key, expected)
            assert found == expected, f"{key}: the desk has {found}, the model {expected}"

    def adopt(self, keys: set[Key]) -> None:
        """Takes over how things stand, where both outcomes are right."""
        self.world.put({key: read(self.desk, key, self.world.things.get(key)) for key in keys})

    def _nothing(self, why: Exception, operation: Callable[[Desk], Any], desk: Desk, before: int) -> None:
        """What is so already is answered so; what must be refused is. Neither writes."""
        if isinstance(why, Already):
            assert operation(desk).already
        else:
            with pytest.raises(Problem):
                operation(desk)
        assert self.newest() == before, "wrote what it refused"

    def teardown(self) -> None:
        try:
            self.compare(dict(self.world.things))
            self._lists_agree()
            self._search_agrees()
            self._promises_agree()
            assert [check for check in checkup(self.desk.store.path) if check.state == "bad"] == []
        finally:
            self.folder.cleanup()

    def _lists_agree(self) -> None:
        now = {number: self.world.ticket(number) for number in self.world.keys("ticket")}
        open_now = {number: one for number, one in now.items() if one.status in OPEN}
        assert set(tickets.numbers(self.desk, "is:any")) == set(now)
        expected = {
            "all_open": len(open_now),
            "unassigned": sum(one.assignee is None for one in open_now.values()),
            "mine": sum(one.assignee == self.desk.actor.handle for one in open_now.values()),
            "waiting": sum(one.status == "waiting" for one in open_now.values()),
            "urgent": sum(one.priority == "urgent" for one in open_now.values()),
            "escalated": sum(one.escalated for one in open_now.values()),
        }
        counted = {queue.code: number for queue, number in queues.counted(self.desk)}
        assert {code: counted[code] for code in expected} == expected

    def _search_agrees(self) -> None:
        words = [key[1] for key in self.world.things if key[0] == "said"]
        for number in self.world.keys("ticket"):
            unique = self.world.ticket(number).subject.split()[0]
            assert [hit.number for hit in search(self.desk, unique) if hit.kind == "ticket"] == [number]
        for step in self.world.steps:
            for kind, text in step.before:
                if kind == "said" and text not in words:
                    assert search(self.desk, str(text).split()[0]) == []

    def _promises_agree(self) -> None:
        """The due time of a list is the earliest unmet promise, and promises follow from kind and priority."""
        for row in tickets.tickets(self.desk, "is:any"):
            one = self.world.ticket(row.number)
            first = None if one.answered else row.first_response_due_at
            unmet = [due for due in (first, row.next_update_due_at, row.resolution_due_at) if due]
            rests = one.status == "waiting" and one.waiting_for == "customer"
            due = None if one.status not in OPEN else one.waiting_until if rests else min(unmet, default=None)
            assert row.due_at == due, row.number
            if row.number not in self.waited:
                rule = choose(self.desk.firm.promises, Matter(one.kind, one.priority))
                promised = due_times(rule, self.desk.calendars, one.promised_from)
                assert row.first_response_due_at == promised.first_response_due_at
                assert row.resolution_due_at == promised.resolution_due_at
