"""Files that were torn on the way: each is refused with a clear problem, and the desk stays as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from servicedesk.desk import Desk
from servicedesk.operations.importing import workbooks
from servicedesk.operations.importing.run import ImportRequest, prepare
from servicedesk.problems import BadValue, Refused

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>subject</t></is></c></row>%s</sheetData></worksheet>'
)


def torn(path: Path, part: str, text: bytes) -> Path:
    """A workbook in which one part says something else."""
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
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1_000)
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
