"""Desks to be treated badly: one is made with work on it, and each round of a trial gets a copy of its own."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk

ACCOUNT = "uid:4242"
STAFF = "li.na"
# Monday, 23 November 2026, 10:00 in Shanghai.
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def make_desk(path: Path) -> Desk:
    """A property desk with three staff, four customers (one joined into another), a field of its own, tickets in every state, calls owed, a need, and a saved queue."""
    from servicedesk.operations import (
        agreements,
        contacts,
        firm,
        handling,
        merging,
        needs,
        own_fields,
        saved_queues,
        saved_segments,
        staff,
        tasks,
        tickets,
    )
    from servicedesk.operations.callbacks import NewCallback, plan
    from servicedesk.operations.customers import NewCustomer, create
    from servicedesk.operations.setup import NewDesk, set_up
    from servicedesk.operations.tickets import NewTicket, open_ticket
    from servicedesk.store.database import store_at

    new = NewDesk(
        pack="property", firm="Maple Court 枫林苑", timezone="Asia/Shanghai", staff="Li Na", practice=True
    )
    desk = set_up(store_at(path), new, ACCOUNT, FrozenClock(START))
    for name in ("Chen Jing", "Zhou Qiang"):
        staff.add(desk, staff.NewStaff(name=name))
    firm.add_team(desk, firm.NewTeam("Night shift", code="night"))
    firm.add_category(desk, firm.NewCategory("Garden", code="garden"))
    saved_queues.add(desk, saved_queues.NewQueue("Leaks", "is:open 漏水"))
    saved_segments.add(desk, saved_segments.NewSegment("Regulars", "tag:regular"))
    own_fields.add(desk, own_fields.NewField("Hobby", code="hobby"))
    for name, phone in (
        ("王小明", "138 0013 8000"),
        ("Chen Jie", "13912348000"),
        ("Sunrise", "021-55558000"),
    ):
        create(desk, NewCustomer(name=name, phones=[phone], premises=["3-2-501"]))
    agreements.new(desk, agreements.NewAgreement(customer=1))
    needs.note(desk, needs.NewNeed("Quiet pumps", customer=1))
    for number in range(1, 9):
        open_ticket(desk, NewTicket(f"爆管漏水 {number}", customer=1 + number % 3))
        plan(
            desk, NewCallback(customer=1 + number % 3, at=START + timedelta(hours=number), reason="Say when")
        )
    tasks.add(desk, 1, "Order the part")
    tickets.resolve(desk, 6, "Tap replaced")
    tickets.close(desk, 6)
    tickets.resolve(desk, 7, "Valve closed")
    tickets.cancel(desk, 8, "Moved away")
    handling.wait(desk, 5, waiting_for="customer")
    contacts.log_contact(desk, contacts.NewContact(caller="Somebody", text="any news?"))
    merging.merge(
        desk, create(desk, NewCustomer(name="Sunrise Foods", phones=["021-55558001"])).number, into=3
    )
    settle(path)
    return desk


def settle(path: Path) -> None:
    """Everything stands in the file itself, so that the file alone is the desk."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Copies:
    """Copies of one settled desk, each under a name of its own; the one before is thrown away."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template, self._folder = template, folder
        self._made = 0
        self.path = self.renew()

    def renew(self) -> Path:
        """A copy that nobody has touched."""
        for old in self._folder.glob("desk-*.sqlite*"):
            old.unlink()
        self._made += 1
        self.path = self._folder / f"desk-{self._made}.sqlite"
        shutil.copy(self._template, self.path)
        return self.path


def complaints(path: Path) -> list[str]:
    """What `doctor` finds broken in a desk."""
    from servicedesk.operations.checkup import checkup

    return [f"doctor: {check.name}: {check.detail}" for check in checkup(path) if check.state == "bad"]
