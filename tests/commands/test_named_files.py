"""Names of files on the command line: one that no file can have is told as such, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CommandLine

NEW = ("ticket", "new", "漏水", "--unknown")
PLACES = [
    ("--database", "{}", "setup"),
    ("--database", "{}", "ticket", "list"),
    ("--database", "{}", *NEW),
    ("backup", "{}"),
    ("restore", "{}"),
    ("doctor", "--salvage", "{}"),
    ("report", "daily", "--output", "{}"),
    ("config", "set", "database", "{}", "--personal"),
    ("ticket", "note", "1", "--file", "{}"),
    ("ticket", "import", "{}", "--yes"),
    ("ticket", "import", "rows.csv", "--yes", "--refused", "{}"),
]
WRITTEN = [("backup", "{}"), ("doctor", "--salvage", "{}"), ("report", "daily", "--output", "{}")]


@pytest.fixture
def here(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a table in it, beside a desk with one ticket."""
    assert cli(*NEW).code == 0
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "rows.csv").write_text("subject\n灯不亮\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "name", ["\0", "a\0b", "漏" * 200, "x" * 5_000], ids=["nul", "nul inside", "long", "endless"]
)
@pytest.mark.parametrize("words", PLACES, ids=lambda words: " ".join(words)[:40])
def test_a_name_that_no_file_can_have_is_told_and_nothing_is_done(
    cli: CommandLine, here: Path, words: tuple[str, ...], name: str
) -> None:
    ran = cli(*(word.format(name) for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "No file can be called " in ran.err
    assert len(ran.err) < 400
    assert [file.name for file in here.iterdir()] == ["rows.csv"]
    assert cli("ticket", "list", "--ids").out == "1\n"


@pytest.mark.parametrize("words", WRITTEN, ids=lambda words: words[0])
def test_a_name_with_no_room_for_what_stands_beside_it_is_told_as_too_long(
    cli: CommandLine, here: Path, words: tuple[str, ...]
) -> None:
    ran = cli(*(word.format("n" * 250) for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "No file can be called nnn" in ran.err
    assert [file.name for file in here.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize("name", ["file:copy.sqlite", "file:///copy.sqlite", "file:copy.sqlite?mode=memory"])
@pytest.mark.parametrize(
    "words", [("backup", "{}"), ("doctor", "--salvage", "{}")], ids=["backup", "salvage"]
)
def test_a_path_is_a_path_also_where_the_database_would_read_an_address(
    cli: CommandLine, here: Path, words: tuple[str, ...], name: str
) -> None:
    assert cli(*(word.format(name) for word in words)).code == 0
    made = (here / name).resolve()
    assert sorted(path.resolve() for path in here.rglob("*.sqlite*")) == [made]
    assert cli("--database", str(made), "ticket", "list", "--ids").out == "1\n"


def test_a_desk_may_be_called_like_an_address(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVICEDESK_STAFF")
    at = ("--database", "file:desk.sqlite")
    assert CommandLine()(*at, "setup").code == 0
    assert CommandLine()(*at, *NEW).out == "1\n"
    assert CommandLine()(*at, "ticket", "list", "--ids").out == "1\n"
    assert (here / "file:desk.sqlite").is_file()


@pytest.mark.parametrize(
    ("name", "said"), [(".", "a folder"), ("..", "a folder"), ("nowhere/x.csv", "no folder nowhere")]
)
def test_where_the_refused_rows_cannot_go_nothing_is_imported(
    cli: CommandLine, here: Path, name: str, said: str
) -> None:
    ran = cli("ticket", "import", "rows.csv", "--yes", "--refused", name)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert cli("ticket", "list", "--ids").out == "1\n"
    assert [file.name for file in here.iterdir()] == ["rows.csv"]
