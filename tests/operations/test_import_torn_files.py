"""Files that were torn on the way: each is refused with a clear problem, and the desk stays as it is."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as XlsxWriter

from servicedesk.desk import Desk
from servicedesk.operations.importing import sheets, workbooks
from servicedesk.operations.importing.run import ImportRequest, prepare
from servicedesk.problems import BadValue, Refused

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>subject</t></is></c></row>%s</sheetData></worksheet>'
)


def torn(path: Path, part: str, text: bytes, whole: Path | None = None) -> Path:
    """A workbook in which one part says something else."""
    if whole is None:
        book = Workbook()
        assert book.active is not None
        book.active.append(["subject"])
        book.active.append(["漏水"])
        whole = path.with_name("whole.xlsx")
        book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, text if name == part else source.read(name))
    return path


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/styles.xml", b"<styleSheet><fills><fill/></fills></styleSheet>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        ("xl/workbook.xml", b""),
    ],
)
def test_a_workbook_with_a_torn_part_is_refused(desk: Desk, tmp_path: Path, part: str, text: bytes) -> None:
    with pytest.raises(BadValue, match="is not a workbook that can be read"):
        prepare(desk, ImportRequest(torn(tmp_path / "a.xlsx", part, text)))


def test_a_row_beyond_the_last_is_not_counted_up_to(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 1_000)
    sheet = SHEET % b'<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    with pytest.raises(BadValue, match="is not a workbook that can be read"):
        prepare(desk, ImportRequest(torn(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)))


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(desk: Desk, tmp_path: Path) -> None:
    sheet = SHEET % b"".join(
        [b'<row r="2"><c r="A2" t="inlineStr"><is><t>', b"x" * 33_000_000, b"</t></is></c></row>"]
    )
    path = torn(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert path.stat().st_size < 100_000
    with pytest.raises(Refused, match="33 MB"):
        prepare(desk, ImportRequest(path))


def test_blank_rows_by_the_thousand_are_read_without_being_kept(tmp_path: Path) -> None:
    line = '<row r="{row}" ht="15" customHeight="1"><c r="A{row}" s="1"/></row>'
    blank = "".join(line.format(row=row) for row in range(2, 6_000))
    sheet = SHEET % (blank + '<row r="6000"><c r="B6000"><v>7</v></c></row>').encode()
    with sheets.sheets_of(torn(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)) as found:
        rows = next(found).rows()
        assert next(rows) == ["subject"]
        tracemalloc.start()
        try:
            assert [row for row in rows if row] == [[None, 7]]
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert most < 400_000, "each row kept would take more"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            '<row r="1"><c><v>1</v></c></row><row r="0"><c><v>2</v></c></row><row><c><v>3</v></c></row>',
            [1, 2, 3],
        ),
        ('<row r="2"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>', [None, 1, 2]),
        ('<row r="3.0"><c><v>1</v></c></row><row/><row><c/></row>', [None, None, 1]),
    ],
)
def test_no_row_is_lost_whatever_number_it_names(tmp_path: Path, rows: str, read: list[int | None]) -> None:
    sheet = SHEET.split(b"<row")[0] + rows.encode() + b"</sheetData></worksheet>"
    book = workbooks.Workbook(torn(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet))
    assert [row[0] if row else None for row in book.rows()] == read


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="XFE2"><v>1</v></c>',
        "<c/>" * 16_385,
        '<c r="A2" t="s"><v>-1</v></c>',
        '<c r="A2" t="s"><v>7</v></c>',
        '<c r="K2"><v>1</v></c>',
    ],
)
def test_cells_that_no_spreadsheet_has_are_not_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: str
) -> None:
    monkeypatch.setattr(sheets, "MOST_GAPS", 9)
    sheet = SHEET % f'<row r="2">{cells}</row>'.encode()
    with pytest.raises(BadValue, match="is not a workbook that can be read"):
        prepare(desk, ImportRequest(torn(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet)))


def test_a_part_that_is_read_whole_is_never_large(desk: Desk, tmp_path: Path) -> None:
    styles = b"<styleSheet>" + b"<a/>" * 2_100_000 + b"</styleSheet>"
    with pytest.raises(BadValue, match="is not a workbook that can be read"):
        prepare(desk, ImportRequest(torn(tmp_path / "a.xlsx", "xl/styles.xml", styles)))


def test_shared_texts_are_read_without_what_says_how_they_are_spoken(tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    with XlsxWriter(whole) as book:
        page = book.add_worksheet()
        page.write_column(0, 0, ["subject", "漏水"])
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>subject</t></si>'
        "<si><r><rPr><b/></rPr><t>漏</t></r><r><t>水 </t></r><rPh sb='0' eb='1'><t>lou</t></rPh></si></sst>"
    ).encode()
    path = torn(tmp_path / "a.xlsx", "xl/sharedStrings.xml", texts, whole)
    assert list(workbooks.Workbook(path).rows()) == [["subject"], ["漏水 "]]


def test_what_a_workbook_lacks_in_style_is_not_told(
    desk: Desk, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    prepare(desk, ImportRequest(torn(tmp_path / "a.xlsx", "xl/styles.xml", b"<styleSheet/>")))
    assert [str(warning.message) for warning in recwarn] == []


def test_a_workbook_that_names_no_sheets_is_told_as_such(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
    with pytest.raises(BadValue, match="not a workbook that can be read"):
        prepare(desk, ImportRequest(path))
