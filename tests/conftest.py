"""A real desk in a real file, with a clock that stands still until a test moves it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.i18n import use_language
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.store.database import store_at
from tests.support import ACCOUNT, START, CommandLine, settle

# How long an example takes says something of the machine and nothing of the program.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a test that waits for the disk or a screen leaves one free."""
    return (os.cpu_count() or 1) * 3 // 2 + 1


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees this machine's settings, and each starts in English."""
    for name in ("SERVICEDESK_DATABASE", "SERVICEDESK_STAFF", "SERVICEDESK_LANG", "SERVICEDESK_NOW"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SERVICEDESK_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # what a crash writes stays here
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a fresh property desk, made once and copied for every test."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    new = NewDesk(
        pack="property", firm="Maple Court 枫林苑", timezone="Asia/Shanghai", staff="Li Na", practice=True
    )
    set_up(store_at(path), new, ACCOUNT, FrozenClock(START))
    settle(path)
    return path


@pytest.fixture
def clock() -> FrozenClock:
    """Ten o'clock on a Monday morning; set `.at` to move it."""
    return FrozenClock(START)


@pytest.fixture
def desk(made_desk: Path, tmp_path: Path, clock: FrozenClock) -> Desk:
    """A fresh desk of the property pack, opened as its administrator Li Na."""
    path = Path(shutil.copy(made_desk, tmp_path / "desk.sqlite"))
    return open_desk(store_at(path), account=ACCOUNT, clock=clock)


@pytest.fixture
def cli(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The headless door on the test's desk, as Li Na, at the test's frozen time."""
    monkeypatch.setenv("SERVICEDESK_DATABASE", str(desk.store.path))
    monkeypatch.setenv("SERVICEDESK_STAFF", "li.na")
    monkeypatch.setenv("SERVICEDESK_NOW", START.isoformat())
    return CommandLine()
