"""`ticket import` as a script sees it: counts, reasons, codes, and nothing written without being asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CommandLine

TEXT = "case_id,title,opened_at,colour\n1,漏水,2025-01-02,red\n2,,2025-01-02,blue\n3,[/b],2025-02-30,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_counts_and_refused_rows_are_json_and_the_code_says_that_some_were_refused(
    cli: CommandLine, file: Path
) -> None:
    ran = cli("ticket", "import", str(file), "--yes", "--json")
    assert ran.code == 1
    assert (ran.json["created"], ran.json["updated"], ran.json["unchanged"]) == (1, 0, 0)
    assert [row["row"] for row in ran.json["refused"]] == [3, 4]
    assert "2025-02-30" in ran.json["refused"][1]["reason"]
    assert ran.json["ignored"] == ["colour"]
    assert "colour" in ran.err
    assert [ticket["subject"] for ticket in cli("ticket", "list", "--json").json] == ["漏水"]


def test_a_pipe_gets_the_counts_and_talk_names_the_rows(cli: CommandLine, file: Path) -> None:
    ran = cli("ticket", "import", str(file), "--yes")
    assert ran.lines == [["created", "1"], ["updated", "0"], ["unchanged", "0"], ["refused", "2"]]
    assert "row 3: It has no subject" in ran.err
    assert "servicedesk undo" in ran.err


def test_a_dry_run_says_the_same_and_writes_nothing(cli: CommandLine, file: Path) -> None:
    ran = cli("ticket", "import", str(file), "--dry-run", "--json")
    assert (ran.code, ran.json["created"], len(ran.json["refused"])) == (1, 1, 2)
    assert cli("ticket", "list", "--json").json == []


def test_nobody_can_be_asked_in_a_pipe_so_yes_must_be_said(cli: CommandLine, file: Path) -> None:
    ran = cli("ticket", "import", str(file))
    assert ran.code == 2
    assert "--yes" in ran.err
    assert cli("ticket", "list", "--json").json == []


def test_a_mended_file_of_refused_rows_comes_in_next(cli: CommandLine, file: Path, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    cli("ticket", "import", str(file), "--yes", "--refused", str(refused))
    mended = refused.read_text("utf-8-sig").replace("2,,", "2,有标题,").replace("2025-02-30", "2025-02-28")
    refused.write_text(mended, "utf-8")
    assert cli("ticket", "import", str(refused), "--yes").code == 0
    assert cli("ticket", "import", str(file), "--yes", "--refused", str(file)).code == 2


def test_columns_and_values_may_be_said(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("what;when\n漏水;3/4/2025\n", "utf-8")
    said = ("--map", "subject=what", "--map", "opened_at=2", "--set", "kind=complaint")
    doubtful = cli("ticket", "import", str(path), "--yes", *said)
    assert doubtful.code == 2
    assert "--date-order" in doubtful.err
    assert cli("ticket", "import", str(path), "--yes", *said, "--date-order", "dmy").code == 0
    ticket = cli("ticket", "show", "1", "--json").json
    assert (ticket["kind"], ticket["opened_at"]) == ("complaint", "2025-04-03T00:00:00+08:00")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nothing.csv", "--yes"), 3),
        (("FILE", "--yes", "--map", "colour=title"), 2),
        (("FILE", "--yes", "--map", "subject=nowhere"), 2),
        (("FILE", "--yes", "--map", "subject"), 2),
        (("FILE", "--yes", "--date-order", "ymd"), 2),
        (("FILE", "--yes", "--encoding", "klingon"), 2),
        (("FILE", "--yes", "--map", "subject="), 2),
    ],
)
def test_what_cannot_be_meant_has_its_code(
    cli: CommandLine, file: Path, words: tuple[str, ...], code: int
) -> None:
    ran = cli("ticket", "import", *(str(file) if word == "FILE" else word for word in words))
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip()


def test_a_receptionist_may_not_import(cli: CommandLine, file: Path) -> None:
    assert cli("staff", "new", "王芳", "--role", "receptionist").code == 0
    ran = cli("--as", "王芳", "ticket", "import", str(file), "--yes")
    assert ran.code == 4
