"""`servicedesk report`, as cron and a script see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.operations import tickets
from servicedesk.operations.tickets import NewTicket
from tests.support import CommandLine


def test_the_bare_noun_and_list_say_which_reports_there_are(cli: CommandLine) -> None:
    assert cli("report").lines == [["daily", "Daily report", "text md csv json"]]
    assert cli("report").out == cli("report", "list").out
    assert cli("report", "list", "--json").json == [
        {"name": "daily", "title": "Daily report", "formats": ["text", "md", "csv", "json"]}
    ]


def test_the_daily_report_of_a_day_in_every_format(desk: Desk, cli: CommandLine) -> None:
    tickets.open_ticket(desk, NewTicket("漏水", caller="?"))
    text = cli("report", "daily")
    assert (text.code, text.err) == (0, "")
    assert "as at 2026-11-23 10:00" in text.out
    made = cli("report", "daily", "--format", "json").json
    assert {one["code"]: one["value"] for one in made["measures"]}["opened"] == 1
    assert cli("report", "daily", "--json").json == made
    assert cli("report", "daily", "--json-fields", "date,as_at").json == {
        "date": "2026-11-23",
        "as_at": "2026-11-23T10:00:00+08:00",
    }
    yesterday = cli("report", "daily", "--date", "yesterday", "--format", "csv")
    assert ",2026-11-22," in yesterday.out.splitlines()[0] + yesterday.out.splitlines()[1]
    assert cli("report", "daily", "--date", "2026-11-22", "--format", "csv").out == yesterday.out
    assert cli("report", "daily", "--format", "md").out.startswith("# Maple Court")


def test_output_onto_a_folder_names_the_file_also_when_nothing_counts(
    cli: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    ran = cli("report", "daily", "--date", "yesterday", "--format", "csv", "--output", str(folder))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.strip() == f"Report written to {folder / 'daily-2026-11-22.csv'}"
    first = (folder / "daily-2026-11-22.csv").read_bytes()
    cli("report", "daily", "--date", "yesterday", "--format", "csv", "--output", str(folder))
    assert (folder / "daily-2026-11-22.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("weekly",), 2, "later version"),
        (("wekly",), 2, "There is no report wekly"),
        (("daily", "--format", "xlsx"), 2, "later version"),
        (("daily", "--format", "pdf"), 2, "no report format"),
        (("daily", "--format", "csv", "--json"), 2, "Several formats"),
        (("daily", "--date", "2026-02-30"), 2, "2026-02-30"),
        (("daily", "--date", "tomorrow"), 2, "not begun"),
        (("daily", "--json-fields", "weather"), 2, "no field weather"),
        (("daily", "--output", "/no/such/folder/x.txt"), 1, "no folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    cli: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = cli("report", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
