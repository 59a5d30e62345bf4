"""What a file can be called: told before anything is opened, by the name that was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.file_names import file_named, refuse_no_name
from servicedesk.problems import BadValue

NO_NAMES = ["\0", "a\0b.sqlite", "漏" * 200, "x" * 5_000, "y/" * 3_000 + "y", "half \ud800"]


@pytest.mark.parametrize("name", NO_NAMES, ids=lambda name: ascii(name[:8]))
def test_what_no_file_can_be_called_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(BadValue) as refused:
        file_named(name)
    assert name[:8] in refused.value.message
    assert len(refused.value.message) < 160


@pytest.mark.parametrize(
    "name", ["desk.sqlite", "漏水 😀", "a?b#c%00", "file:///x", "~nobody here/x", ".", "\x1b[2J"]
)
def test_any_other_name_is_a_name(tmp_path: Path, name: str) -> None:
    assert file_named(name) == Path(name)
    assert file_named(str(tmp_path / "nowhere" / name)) == tmp_path / "nowhere" / name


def test_a_tilde_is_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert file_named("~/desk.sqlite") == tmp_path / "desk.sqlite"


def test_a_name_must_leave_room_for_what_stands_beside_it(tmp_path: Path) -> None:
    refuse_no_name(tmp_path / ("x" * 240), ".part")
    with pytest.raises(BadValue, match="No file can be called"):
        refuse_no_name(tmp_path / ("x" * 252), ".part")
