"""Damaged desks for the tests of salvage, and what came out of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from servicedesk.desk import Desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.callbacks import NewCallback, plan
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.drafts import save
from servicedesk.operations.salvaging import Salvaged, TableOut, salvage
from servicedesk.operations.tickets import NewTicket
from tests.support import ACCOUNT, HOSTILE, START, settle

PAGE = 4096
LONG = "长 text over many pages 😀 " * 1_000
Place = tuple[str, tuple[Any, ...]]


def worked_on(desk: Desk) -> Path:
    """The file of a desk with 80 tickets, three customers and calls, all in one file; each test damages it."""
    for name, phone in (("王小明", "13800138000"), ("Chen Jie", "13912348000"), (HOSTILE, "021-55558000")):
        create(desk, NewCustomer(name=name, phones=[phone], premises=["3-2-501"]))
    for number in range(80):
        tickets.open_ticket(
            desk, NewTicket(f"爆管漏水 {number}", customer=1 + number % 3, description=HOSTILE)
        )
        handling.note(desk, number + 1, f"note {number} 😀")
    handling.reply(desk, 5, LONG)
    plan(desk, NewCallback(customer=1, at=START, reason="Say when"))
    save(desk, "ticket.new", {"subject": HOSTILE})
    settle(desk.store.path)
    return desk.store.path


def rows(path: Path) -> dict[Place, tuple[Any, ...]]:
    """Every row of a desk but the head of its chain."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            (table, row[:2] if table in {"draft", "calendar_day", "ticket_link"} else row[:1]): row
            for (table,) in tables
            if not table.startswith(("sqlite_", "search_", "alembic"))
            for row in connection.execute(f"SELECT * FROM {table}")
            if row[0] != "chain.head"
        }


def bring_out(path: Path) -> tuple[Salvaged, dict[Place, tuple[Any, ...]]]:
    target = path.with_name("new.sqlite")
    before = path.read_bytes()
    done = salvage(path, target, ACCOUNT)
    assert path.read_bytes() == before
    assert target.stat().st_mode & 0o777 == 0o600
    return done, rows(target)


def table_of(done: Salvaged, name: str) -> TableOut:
    return next(table for table in done.tables if table.table == name)


def states(done: Salvaged) -> dict[str, str]:
    return {check.name: check.state for check in checkup(done.path)}


def leaf_pages(path: Path, table: str) -> list[int]:
    """The pages on which the rows of a table stand, by number."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    data = path.read_bytes()
    return list(_leaves(data, root))


def _leaves(data: bytes, number: int) -> Iterator[int]:
    page = data[(number - 1) * PAGE : number * PAGE]
    if page[0] == 0x0D:
        yield number
        return
    cells = range(int.from_bytes(page[3:5], "big"))
    places = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big") for cell in cells]
    for child in [
        *(int.from_bytes(page[at : at + 4], "big") for at in places),
        int.from_bytes(page[8:12], "big"),
    ]:
        yield from _leaves(data, child)


@contextmanager
def changed(path: Path) -> Iterator[bytearray]:
    """The bytes of the file, written back as the test leaves them."""
    data = bytearray(path.read_bytes())
    yield data
    path.write_bytes(data)


def blank(data: bytearray, number: int) -> None:
    data[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
