"""Files as people have them: every usual writing is read, and what is no table of tickets is refused."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from servicedesk.desk import Desk
from servicedesk.operations.importing.mending import check_target, write_refused
from servicedesk.operations.importing.run import ImportRequest, import_tickets, prepare, rehearse
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from tests.imports import CLOSED, HEADINGS, OPEN, bring_in, counts, rows, sheet
from tests.support import as_role


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("gb18030", ","),
        ("gbk", "\t"),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
    ],
)
def test_every_usual_writing_of_a_file_is_read(
    desk: Desk, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [("标题", "内容"), ("漏水；很急", '第一行\n第二行，“引号”"x"'), ("灯不亮", "")]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    bring_in(desk, path)
    assert rows(desk, "SELECT subject, description FROM ticket") == lines[1:]


def test_western_accents_are_not_taken_for_chinese(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("subject\nCafé fermé à Zürich\n".encode("cp1252"))
    bring_in(desk, path)
    assert rows(desk, "SELECT subject FROM ticket") == [("Café fermé à Zürich",)]


def test_a_workbook_is_read_with_its_dates_below_a_title(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["二月投诉汇总"])
    page.append([])
    page.append(["编号", "主题", "时间", "详情"])
    page.append([17.0, "=漏水", datetime.fromisoformat("2019-01-14 13:30:05"), "\n\t\t 内容 \n"])
    page["B4"].data_type = "s"
    page.append([18, "灯", "2019/2/28 11:25:05", None])
    book.save(tmp_path / "a.xlsx")
    assert counts(bring_in(desk, tmp_path / "a.xlsx")) == (2, 0, 0, 0)
    assert rows(desk, "SELECT external_id, subject, description, opened_at FROM ticket") == [
        ("17", "=漏水", "内容", "2019-01-14 05:30:05.000000"),
        ("18", "灯", "", "2019-02-28 03:25:05.000000"),
    ]


def test_an_order_of_day_and_month_that_nothing_proves_must_be_said(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("a", "03/04/2022"), headings=("subject", "date"))
    with pytest.raises(BadValue, match="03/04/2022"):
        prepare(desk, ImportRequest(path))
    bring_in(desk, path, order="dmy")
    assert rows(desk, "SELECT opened_at FROM ticket") == [("2022-04-02 16:00:00.000000",)]


def test_refused_rows_are_written_out_mended_and_imported(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("1", "", *OPEN[2:]), CLOSED)
    prepared = prepare(desk, ImportRequest(path))
    done = import_tickets(desk, prepared)
    with pytest.raises(BadValue):
        check_target(path, path)
    mended = tmp_path / "mend.csv"
    write_refused(prepared.table, done.refused, mended)
    text = mended.read_text("utf-8-sig")
    assert text.splitlines()[0] == ",".join([*HEADINGS, "refused_because"])
    assert "It has no subject" in text
    mended.write_text(text.replace("1,,", "1,有标题了,"), "utf-8")
    assert counts(bring_in(desk, mended)) == (1, 0, 0, 0)
    assert [entry.name for entry in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Refused),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused),
        (b"PK\x03\x04 no workbook", BadValue),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0", BadValue),
        ("名字,数目\n王,1\n".encode(), BadValue),
        (b'subject\n"never closed\n' + b"x" * 17_000_000, BadValue),
    ],
)
def test_a_file_that_is_no_table_of_tickets_is_refused(
    desk: Desk, tmp_path: Path, content: bytes, problem: type[Exception]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(problem):
        prepare(desk, ImportRequest(path))


def test_a_missing_file_and_a_missing_right_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        prepare(desk, ImportRequest(tmp_path / "none.csv"))
    path = sheet(tmp_path / "a.csv", OPEN)
    prepared = prepare(desk, ImportRequest(path))
    for refuse in (prepare, rehearse, import_tickets):
        with pytest.raises(NotPermitted):
            refuse(as_role(desk, "receptionist"), prepared if refuse is not prepare else ImportRequest(path))  # type: ignore[operator]


@pytest.mark.parametrize(
    "name", ["\0", "utf\0", "rot13", "base64", "hex", "undefined", "utf-9", "漏水", "\ud800", "locale"]
)
def test_what_turns_no_bytes_into_text_is_no_encoding(desk: Desk, tmp_path: Path, name: str) -> None:
    path = sheet(tmp_path / "a.csv", OPEN)
    with pytest.raises(BadValue) as refused:
        prepare(desk, ImportRequest(path, encoding=name))
    assert name in refused.value.message
