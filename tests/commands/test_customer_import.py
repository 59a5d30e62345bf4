"""`customer import` as scripts and administrators use it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from tests.customer_lists import WANG, people
from tests.support import CommandLine

BAD = ("", "王五", "abc", *[""] * 6)


def test_an_import_tells_counts_and_reasons_and_is_undone_as_one(
    desk: Desk, cli: CommandLine, tmp_path: Path
) -> None:
    path = people(tmp_path / "a.csv", WANG, BAD)
    ran = cli("customer", "import", str(path), "--yes")
    assert ran.code == 1
    assert ran.lines == [
        ["created", "1"],
        ["updated", "0"],
        ["joined", "0"],
        ["unchanged", "0"],
        ["refused", "1"],
    ]
    assert "row 3: 'abc' is not a phone number\n" in ran.err
    assert cli("undo").code == 0
    assert cli("customer", "list").out == ""


def test_rows_are_told_one_by_one_before_anything_is_written(
    desk: Desk, cli: CommandLine, tmp_path: Path
) -> None:
    path = people(tmp_path / "a.csv", WANG, BAD)
    ran = cli("customer", "import", str(path), "--dry-run", "--rows")
    assert [line[:3] for line in ran.lines] == [["2", "created", "王小明"], ["3", "refused", "王五"]]
    read = cli("customer", "import", str(path), "--dry-run", "--rows", "--json").json
    told = {"row": 2, "what": "created", "who": "王小明", "number": None, "why": "", "premises": "8-802"}
    assert read["rows"][0] == told
    assert read["refused"] == [{"row": 3, "reason": "'abc' is not a phone number"}]
    assert (read["columns"]["phone"], read["created"], read["joined"]) == ("手机", 1, 0)
    assert cli("customer", "list").out == ""


def test_refused_rows_are_mended_and_imported_again(desk: Desk, cli: CommandLine, tmp_path: Path) -> None:
    path, refused = people(tmp_path / "a.csv", WANG, BAD), tmp_path / "refused.csv"
    cli("customer", "import", str(path), "--yes", "--refused", str(refused))
    with refused.open(encoding="utf-8-sig", newline="") as file:
        headings, row = csv.reader(file)
    assert (headings[-1], row[1], row[-1]) == ("refused_because", "王五", "'abc' is not a phone number")
    refused.write_text(refused.read_text("utf-8-sig").replace("abc", "13900139000"), "utf-8")
    assert cli("customer", "import", str(refused), "--yes").code == 0
    assert len(cli("customer", "list").lines) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_every_usual_way_of_writing_a_list_is_read(
    desk: Desk, cli: CommandLine, tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "a.csv"
    text = (
        separator.join(["姓名", "手机", "房号"])
        + "\n"
        + separator.join(["王小明", "13800138000", "8-802"])
        + "\n"
    )
    path.write_bytes(text.encode(encoding))
    assert cli("customer", "import", str(path), "--yes").code == 0
    assert cli("customer", "find", "王小明", "--json").json[0]["premises"] == ["8-802"]


def test_nobody_to_ask_is_a_usage_error(desk: Desk, cli: CommandLine, tmp_path: Path) -> None:
    ran = cli("customer", "import", str(people(tmp_path / "a.csv", WANG)))
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert cli("customer", "import", str(tmp_path / "none.csv"), "--yes").code == 3


def test_a_list_may_stand_on_standard_input(desk: Desk, cli: CommandLine) -> None:
    assert cli("customer", "import", "-", "--yes", stdin="姓名,手机\n王小明,13800138000\n").code == 0
    assert cli("customer", "import", "-", "--yes", stdin='[{"name": "Ann", "phone": "95588"}]').code == 0
    assert {row["name"] for row in cli("customer", "list", "--json").json} == {"王小明", "Ann"}


def test_columns_that_make_one_flat_are_told(desk: Desk, cli: CommandLine, tmp_path: Path) -> None:
    path = people(tmp_path / "a.csv", ("甲", 3, 2, 501), headings=("姓名", "楼栋", "单元", "房号"))
    ran = cli("customer", "import", str(path), "--dry-run")
    assert "楼栋 + 单元 + 房号 → premises" in ran.err
    ran = cli("customer", "import", str(path), "--dry-run", "--map", "name")
    assert (ran.code, "--map name=COLUMN" in ran.err) == (2, True)
