"""Desks that take long to make, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.store.database import store_at
from tests.operations.damaged import worked_on
from tests.support import ACCOUNT, START


@pytest.fixture(scope="session")
def worked_on_desk(made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk with work on it."""
    path = Path(shutil.copy(made_desk, tmp_path_factory.mktemp("worked_on") / "desk.sqlite"))
    return worked_on(open_desk(store_at(path), account=ACCOUNT, clock=FrozenClock(START)))


@pytest.fixture
def damaged(worked_on_desk: Path, tmp_path: Path) -> Path:
    """The file of a desk with work on it; each test damages it."""
    return Path(shutil.copy(worked_on_desk, tmp_path / "worked_on.sqlite"))


@pytest.fixture
def damaged_desk(damaged: Path) -> Desk:
    """The same desk, open for more work before it is damaged."""
    return open_desk(store_at(damaged), account=ACCOUNT, clock=FrozenClock(START))
