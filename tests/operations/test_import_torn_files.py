"""Files that were torn on the way: each is refused with a clear problem, and the desk stays as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from servicedesk.desk import Desk
from servicedesk.operations.importing.run import ImportRequest, prepare
from servicedesk.problems import BadValue


def torn(path: Path, part: str, text: bytes) -> Path:
    """A workbook in which one part says something else."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["subject"])
    book.active.append(["漏水"])
    whole = path.with_name("whole.xlsx")
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
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
