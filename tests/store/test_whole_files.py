"""A file has its name only when it is whole: what dies at work leaves nothing that looks finished."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from servicedesk.desk import Desk, open_desk
from servicedesk.operations.backup import backup
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.problems import Refused
from servicedesk.store.backup import bring_back
from servicedesk.store.whole_files import made_whole
from tests.support import ACCOUNT

DIES = 9


def _write_late(target: Path) -> None:
    with made_whole(target) as part:
        part.write_text("mine")
        target.write_text("theirs")


def die_in(module: str, function: str, work: str) -> None:
    """Runs `work` in a process that is gone, without a goodbye, as soon as it comes to that function."""
    code = f"import os, {module}\n{module}.{function} = lambda *_given: os._exit({DIES})\n{work}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == DIES


def test_a_file_gets_its_name_last(tmp_path: Path) -> None:
    target = tmp_path / "new" / "desk.sqlite"
    with made_whole(target) as part:
        part.write_text("half")
        assert not target.exists()
        part.write_text("whole")
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), made_whole(tmp_path / "desk.sqlite") as part:
        part.write_text(str(1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_somebody_took_meanwhile_stays_theirs(tmp_path: Path) -> None:
    target = tmp_path / "desk.sqlite"
    with pytest.raises(Refused, match="something at"):
        _write_late(target)
    assert target.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_what_may_be_written_over_is_there_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    target.write_text("old")
    with made_whole(target, over=True) as part:
        part.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


def test_a_set_up_that_was_killed_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    work = f"servicedesk.operations.setup.set_up({str(path)!r}, servicedesk.operations.setup.NewDesk(), 'a')"
    die_in("servicedesk.operations.setup", "_make_first_staff", work)
    assert not path.exists()
    assert set_up(path, NewDesk(firm="枫林苑"), ACCOUNT).firm.name == "枫林苑"


def test_a_backup_that_was_killed_has_no_name(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "kept.sqlite"
    work = (
        "from pathlib import Path\n"
        f"servicedesk.store.backup.copy_desk(Path({str(desk.store.path)!r}), Path({str(target)!r}))"
    )
    die_in("servicedesk.store.backup", "prove", work)
    assert not target.exists()
    assert backup(desk, target).path == target


def test_a_lost_desk_is_brought_back_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    kept = backup(desk, tmp_path / "kept.sqlite").path
    live = tmp_path / "lost" / "desk.sqlite"
    work = (
        "from pathlib import Path\n"
        f"servicedesk.store.backup.bring_back(Path({str(kept)!r}), Path({str(live)!r}))"
    )
    die_in("servicedesk.store.backup", "_pour", work)
    assert not live.exists()
    bring_back(kept, live)
    assert open_desk(live, account=ACCOUNT).firm.name == desk.firm.name
    with closing(sqlite3.connect(live)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def left(path: Path, hours: float) -> Path:
    """A file that was last written to so long ago."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("half")
    then = time.time() - hours * 3600
    os.utime(path, (then, then))
    return path


def test_what_a_killed_try_left_goes_the_next_time_once_it_is_a_day_old(tmp_path: Path) -> None:
    target = tmp_path / "枫林 [苑].sqlite"
    for ending in ("", "-journal", "-wal", "-shm"):
        left(tmp_path / f"{target.name}.0a1b2c3d.part{ending}", hours=25)
    stay = {
        left(tmp_path / f"{target.name}.0a1b2c3e.part", hours=23),
        left(tmp_path / "other.sqlite.0a1b2c3d.part", hours=99),
        left(tmp_path / f"{target.name}.notes.0a1b2c3d.part", hours=99),
        left(tmp_path / f"{target.name}.0a1b2c3d.part.txt", hours=99),
        left(tmp_path / f"{target.name}.part", hours=99),
    }
    folder = tmp_path / f"{target.name}.0a1b2c3f.part"
    folder.mkdir()
    os.utime(folder, (0, 0))
    with made_whole(target) as part:
        part.write_text("whole")
    assert set(tmp_path.iterdir()) == {target, folder, *stay}


def test_what_a_killed_backup_left_goes_with_the_next_one(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "kept.sqlite"
    work = (
        "from pathlib import Path\n"
        f"servicedesk.store.backup.copy_desk(Path({str(desk.store.path)!r}), Path({str(target)!r}))"
    )
    die_in("servicedesk.store.backup", "prove", work)
    parts = list(tmp_path.glob("kept.sqlite.*.part*"))
    assert parts
    for part in parts:
        os.utime(part, (0, 0))
    backup(desk, target)
    assert list(tmp_path.glob("kept.sqlite*")) == [target]
