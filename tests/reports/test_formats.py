"""A report in every format, with whatever people typed in it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.operations import tickets
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.tickets import NewTicket
from servicedesk.problems import BadValue, Refused
from servicedesk.reports import files
from servicedesk.reports.daily import daily
from servicedesk.reports.files import FORMATS, check_format, rendered, save
from servicedesk.reports.values import Report
from servicedesk.reports.words import width, wrapped
from tests.support import ACCOUNT, HOSTILE

TODAY = date(2026, 11, 23)


@pytest.fixture
def report(desk: Desk, clock: FrozenClock) -> Report:
    tickets.open_ticket(desk, NewTicket(f"{HOSTILE} | <b>*x*</b>", caller="王小明", kind="complaint"))
    tickets.open_ticket(desk, NewTicket("short", caller="Li", kind="complaint"))
    clock.at += timedelta(hours=1)
    return daily(desk, TODAY)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_control_characters_out_and_each_is_the_same_again(report: Report, form: str) -> None:
    text = rendered(report, form)
    assert text == rendered(report, form)
    assert text.endswith("\n")
    assert "\x1b" not in text
    if form in {"text", "md"}:
        assert "\u202e" not in text


def test_text_lines_up_whatever_the_script(report: Report) -> None:
    lines = rendered(report, "text").splitlines()
    assert lines[0] == "Maple Court 枫林苑  Daily report"
    assert lines[1] == "2026-11-23 Mon, as at 2026-11-23 11:00 (Asia/Shanghai)"
    start = lines.index("Overdue tickets: 2") + 1
    ends = {width(line[: line.index("2026-11-23")]) for line in lines[start + 1 : start + 3]}
    assert len(ends) == 1
    assert "What the numbers mean" in lines
    assert any("First response in time" in line and "of 2, few" in line for line in lines)


@pytest.mark.parametrize(
    "text", ["Of the first responses, given in time or not.", "按时给出的首次回复所占比例，不含历史。", ""]
)
def test_definitions_are_broken_at_blanks_and_between_characters(text: str) -> None:
    lines = list(wrapped(text, 12))
    assert all(0 < width(line) <= 12 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_markdown_keeps_typed_text_text(report: Report) -> None:
    text = rendered(report, "md")
    assert text.startswith("# Maple Court 枫林苑 Daily report\n")
    assert "\\[/b\\]" in text
    assert "\\| \\<b\\>\\*x\\*\\</b\\>" in text
    assert "| Opened | 2 |  |" in text


def test_csv_is_a_line_a_number(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(report, "csv"))))
    assert [row["code"] for row in rows][: len(report.measures)] == [one.code for one in report.measures]
    told = {row["code"]: (row["label"], row["value"], row["unit"]) for row in rows}
    assert told["open_by_age.0-1.open"] == ("Open by age, less than 1 day: Open", "2", "count")
    assert told["opened_by_channel.phone.satisfaction"][1:] == ("", "score")
    assert told["opened_by_category.none.opened"][1] == "2"
    assert (rows[0]["date"], rows[0]["value"], rows[0]["unit"]) == ("2026-11-23", "2", "count")


def test_json_is_the_contract(report: Report) -> None:
    whole = json.loads(rendered(report, "json"))
    assert list(whole)[:5] == ["report", "date", "as_at", "timezone", "measures"]
    assert (whole["report"], whole["date"], whole["timezone"]) == ("daily", "2026-11-23", "Asia/Shanghai")
    assert whole["as_at"] == "2026-11-23T11:00:00+08:00"
    named = ["code", "label", "value", "unit", "count", "target", "definition"]
    assert all(list(one)[:7] == named for one in whole["measures"])
    assert whole["overdue_tickets"][0]["subject"] == f"{HOSTILE} | <b>*x*</b>"
    assert whole["totals"]["overdue_tickets"] == 2


def test_the_firms_motto_stands_at_the_head(desk: Desk) -> None:
    set_setting(desk, "firm.motto", "  以客户为中心\n[/b] heart ")
    report = daily(open_desk(desk.store, account=ACCOUNT, clock=desk.clock), TODAY)
    assert rendered(report, "text").splitlines()[1] == "以客户为中心 [/b] heart"
    assert rendered(report, "md").splitlines()[2] == "> 以客户为中心 \\[/b\\] heart"
    assert json.loads(rendered(report, "json"))["motto"] == "以客户为中心 [/b] heart"


def test_formats_are_known_or_said_to_come(report: Report) -> None:
    assert check_format(" CSV ") == "csv"
    with pytest.raises(BadValue, match="later version"):
        check_format("xlsx")
    with pytest.raises(BadValue, match="no report format"):
        check_format("pdf")


def test_a_folder_gets_a_named_file_and_a_file_is_replaced_whole(report: Report, tmp_path: Path) -> None:
    assert save(report, "csv", str(tmp_path)) == tmp_path / "daily-2026-11-23.csv"
    assert (tmp_path / "daily-2026-11-23.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,date")
    file = tmp_path / "today.txt"
    file.write_text("old", "utf-8")
    assert save(report, "text", str(file)) == file
    assert file.read_text("utf-8") == rendered(report, "text")
    with pytest.raises(Refused, match="no folder"):
        save(report, "md", str(tmp_path / "none" / "x.md"))
    assert not list(tmp_path.glob(".*.md.*"))


def test_a_failure_leaves_the_old_file_and_nothing_else(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "out" / "today.json"
    file.parent.mkdir()
    file.write_text("old", "utf-8")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Refused, match="No space"):
        save(report, "json", str(file))
    assert [path.name for path in file.parent.iterdir()] == ["today.json"]
    assert file.read_text("utf-8") == "old"
