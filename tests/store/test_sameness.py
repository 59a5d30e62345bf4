"""The file of a desk exchanged under the program: nothing is saved into a ghost or into another desk."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets
from servicedesk.operations.drafts import save
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.problems import DatabaseProblem
from servicedesk.store.backup import copy_desk
from servicedesk.store.database import store_at
from servicedesk.store.sessions import write_session
from tests.screens.work import a_ticket
from tests.support import ACCOUNT, START


def other_desk(path: Path) -> Path:
    """Another firm's desk."""
    set_up(store_at(path), NewDesk(firm="Other", staff="Zhou"), ACCOUNT, FrozenClock(START))
    return path


def whole(path: Path) -> Path:
    """The file with everything in it, and no log beside it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_nothing_is_saved_into_a_file_that_was_renamed_and_work_goes_on_when_it_is_back(desk: Desk) -> None:
    a_ticket(desk)
    away = desk.store.path.rename(desk.store.path.with_name("away.sqlite"))
    with pytest.raises(DatabaseProblem):
        a_ticket(desk)
    away.rename(desk.store.path)
    assert a_ticket(desk) == 2


def test_nothing_is_saved_when_a_copy_of_the_desk_took_its_place(desk: Desk) -> None:
    a_ticket(desk)
    copy = desk.store.path.with_name("copy.sqlite")
    copy_desk(desk.store.path, copy)
    copy.replace(desk.store.path)
    for act in (lambda: a_ticket(desk), lambda: save(desk, "ticket:new", {"subject": "x"})):
        with pytest.raises(DatabaseProblem, match="exchanged"):
            act()
    with pytest.raises(DatabaseProblem, match="exchanged"):
        tickets.ticket(desk, 1)
    assert a_ticket(open_desk(desk.store.path, account=ACCOUNT, clock=desk.clock)) == 2


def test_nothing_is_saved_into_another_desk_copied_over_this_one(desk: Desk, tmp_path: Path) -> None:
    a_ticket(desk)
    other = whole(other_desk(tmp_path / "other.sqlite"))
    whole(desk.store.path)
    shutil.copyfile(other, desk.store.path)
    with pytest.raises(DatabaseProblem, match="Another desk"):
        tickets.ticket(desk, 1)
    with pytest.raises(DatabaseProblem):
        a_ticket(desk)


def test_a_file_exchanged_in_the_middle_of_a_change_takes_nothing(desk: Desk) -> None:
    path = desk.store.path
    with pytest.raises(DatabaseProblem, match="exchanged"), write_session(path):  # noqa: PT012
        copy = path.with_name("copy.sqlite")
        shutil.copyfile(path, copy)
        copy.replace(path)
