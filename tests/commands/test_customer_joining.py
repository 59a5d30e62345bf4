"""`customer duplicates`, `merge`, `unmerge` and `apart`, as scripts and people see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CommandLine

PHONE = "138 0013 8000"


@pytest.fixture
def twice(cli: CommandLine) -> None:
    """王小明 as 1 and 王晓明 as 2, with one phone."""
    cli("customer", "new", "王小明", "--phone", PHONE, "--external-id", "A-1", "--tag", "vip")
    cli("customer", "new", "王晓明", "--phone", PHONE, "--premises", "3-2-501")


def test_making_a_likely_second_file_is_said_and_not_refused(cli: CommandLine) -> None:
    cli("customer", "new", "王小明", "--phone", PHONE)
    ran = cli("customer", "new", "王晓明", "--phone", PHONE)
    assert (ran.code, ran.out) == (0, "2\n")
    assert "C1 王小明: same pinyin, same phone" in ran.err
    assert "same person" not in cli("customer", "new", "Ann Lee", "--phone", PHONE).err


def test_duplicates_are_listed_with_score_and_reasons(cli: CommandLine, twice: None) -> None:
    (pair,) = cli("customer", "duplicates", "--json").json
    assert pair["a"] == {"number": 1, "name": "王小明"}
    assert pair["b"] == {"number": 2, "name": "王晓明"}
    assert 0.5 <= pair["score"] <= 1
    assert pair["reasons"] == ["same_pinyin", "same_phone"]
    assert cli("customer", "duplicates").lines == [
        ["1", "王小明", "2", "王晓明", str(pair["score"]), "same_pinyin same_phone"]
    ]
    assert cli("customer", "duplicates", "--score", "0.99", "--json").json == []
    assert cli("customer", "duplicates", "--json-fields", "who").code == 2


def test_a_file_is_joined_with_chosen_fields_and_told_by_both(cli: CommandLine, twice: None) -> None:
    ran = cli("customer", "merge", "C1", "--into", "C2", "--take", "name=C1", "--json")
    assert ran.code == 0
    assert "Customer 1 joined into 2" in ran.err
    assert (ran.json["number"], ran.json["name"], ran.json["tags"]) == (2, "王小明", ["vip"])
    assert cli("customer", "show", "1", "--json").json["merged_into"] == {"number": 2, "name": "王小明"}
    shown = cli("customer", "show", "2", "--json").json
    assert (shown["merged_into"], shown["joined"]) == (None, [{"number": 1, "name": "王小明"}])
    assert cli("customer", "list", "--ids").out == "2\n"
    assert cli("customer", "find", "C1", "--ids").out == "2\n"
    assert cli("customer", "duplicates", "--json").json == []


def test_joining_again_says_so_and_is_no_mistake(cli: CommandLine, twice: None) -> None:
    cli("customer", "merge", "1", "--into", "2")
    ran = cli("customer", "merge", "1", "--into", "2")
    assert (ran.code, "already joined" in ran.err) == (0, True)


def test_a_file_is_separated_weeks_later_and_what_stays_is_told(cli: CommandLine, twice: None) -> None:
    cli("ticket", "new", "漏水", "--customer", "1")
    cli("customer", "merge", "1", "--into", "2", "--take", "name=1")
    cli("ticket", "new", "门禁", "--customer", "1")
    cli("customer", "edit", "2", "--set", "name=王先生")
    ran = cli("customer", "unmerge", "1", "--json")
    assert (ran.code, ran.json["number"]) == (0, 1)
    assert "Customer 1 separated from 2" in ran.err
    assert "Changed since, so it stays in 2: name" in ran.err
    assert [
        ticket["customer"]["number"] for ticket in cli("ticket", "list", "--sort", "number", "--json").json
    ] == [1, 2]
    assert cli("customer", "unmerge", "1").code == 1


def test_files_known_apart_are_not_listed_again(cli: CommandLine, twice: None) -> None:
    ran = cli("customer", "apart", "C2", "C1")
    assert (ran.code, ran.err) == (0, "Customers 1 and 2 are remembered as two people\n")
    assert "already" in cli("customer", "apart", "1", "2").err
    assert cli("customer", "duplicates").out == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("merge", "1", "--into", "1"), 1),
        (("merge", "1", "--into", "99"), 3),
        (("merge", "99", "--into", "1"), 3),
        (("merge", "1", "--into", "2", "--take", "name=3"), 2),
        (("merge", "1", "--into", "2", "--take", "phones=1"), 2),
        (("merge", "1", "--into", "2", "--take", "=1"), 2),
        (("merge", "1", "--into", "2", "--if-version", "9"), 5),
        (("merge", "1"), 2),
        (("unmerge", "99"), 3),
        (("apart", "1", "1"), 1),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_code(
    cli: CommandLine, twice: None, arguments: tuple[str, ...], code: int
) -> None:
    ran = cli("customer", *arguments)
    assert ran.code == code
    assert ran.err
    assert len(cli("customer", "list", "--ids").out.split()) == 2


def test_several_files_are_one_step_for_undo(cli: CommandLine, twice: None) -> None:
    cli("customer", "new", "Xiaoming Wang", "--phone", PHONE)
    assert cli("customer", "merge", "-", "--into", "2", stdin="1\n3\n").code == 0
    assert cli("customer", "list", "--ids").out == "2\n"
    assert cli("undo").code == 0
    assert len(cli("customer", "list", "--ids").out.split()) == 3


def test_a_row_with_the_number_of_a_joined_file_goes_to_the_one_that_stays(
    cli: CommandLine, twice: None, tmp_path: Path
) -> None:
    cli("customer", "merge", "1", "--into", "2")
    cli("customer", "new", "王小明", "--birthday", "1980-02-29")
    cli("customer", "merge", "2", "--into", "3")
    sheet = tmp_path / "people.csv"
    sheet.write_text("external_id,name,phone,email\nA-1,王小明,13800138000,wang@example.com\n", "utf-8")
    ran = cli("customer", "import", str(sheet), "--yes", "--json")
    assert (ran.code, ran.json["created"], ran.json["updated"]) == (0, 0, 1)
    assert cli("customer", "show", "3", "--json").json["emails"] == ["wang@example.com"]
    assert cli("customer", "unmerge", "1", "--json").json["external_id"] == "A-1"
