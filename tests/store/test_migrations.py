"""An older desk is brought up to date as a whole, under a lock, after a copy; or it is left as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import DatabaseProblem
from servicedesk.store import database, schema
from servicedesk.store.backup import prove
from servicedesk.store.migrations import run
from tests.support import ACCOUNT

NEXT = """
import sqlite3
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("ticket", sa.Column("summary", sa.String, nullable=False, server_default="none"))
    {then}
"""
Later = Callable[[str], None]


@pytest.fixture
def later(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Makes this the next version of the program: its one migration more adds a column, then does as told."""

    def add(then: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(Path(run.__file__).parent, folder)
        (folder / "versions" / "0002_next.py").write_text(NEXT.format(then=then))
        monkeypatch.setattr(run, "__file__", str(folder / "run.py"))
        for module in (database, schema):
            monkeypatch.setattr(module, "SCHEMA_VERSION", 2)

    return add


def state(path: Path) -> tuple[int, bool]:
    """The schema's version, and whether the new column is there."""
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        columns = {row[1] for row in connection.execute("PRAGMA table_info(ticket)")}
    return version, "summary" in columns


def test_an_older_desk_is_copied_and_brought_up_to_date(desk: Desk, later: Later) -> None:
    events = prove(desk.store.path)
    later("pass")
    assert open_desk(desk.store.path, account=ACCOUNT).firm.name == desk.firm.name
    assert state(desk.store.path) == (2, True)
    copy = desk.store.path.with_name("desk-before-schema-2.sqlite")
    assert state(copy) == (1, False)
    assert prove(copy) == events


def test_a_migration_that_fails_half_way_leaves_nothing_behind(desk: Desk, later: Later) -> None:
    later('op.execute("UPDATE nowhere SET x = 1")')
    with pytest.raises(DatabaseProblem, match="no such table"):
        open_desk(desk.store.path, account=ACCOUNT)
    assert state(desk.store.path) == (1, False)


def test_an_upgrade_that_breaks_what_points_to_what_leaves_the_desk_as_it_was(
    desk: Desk, later: Later
) -> None:
    open_ticket(desk, NewTicket("漏水", caller="Somebody"))
    later('op.execute("UPDATE ticket SET customer_id = 4711")')
    with pytest.raises(DatabaseProblem, match="left as it was"):
        open_desk(desk.store.path, account=ACCOUNT)
    assert state(desk.store.path) == (1, False)


def test_nobody_writes_while_a_desk_is_brought_up_to_date(desk: Desk, later: Later) -> None:
    path = str(desk.store.path)
    later(f'sqlite3.connect({path!r}, timeout=0).execute("BEGIN IMMEDIATE")')
    with pytest.raises(DatabaseProblem, match="busy"):
        open_desk(desk.store.path, account=ACCOUNT)
    assert state(desk.store.path) == (1, False)
