"""Real address books and lists of people: every one comes in, or its bad rows are named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer, customers
from servicedesk.operations.importing.customers.run import (
    Imported,
    ImportRequest,
    import_customers,
    prepare,
)
from servicedesk.operations.importing.files import open_table, text_of
from servicedesk.operations.undo import undo_newest
from servicedesk.rules.vcards import FIELDS, read_vcards
from tests.imports import rows

pytestmark = pytest.mark.proof

DATA = Path(os.environ.get("SERVICEDESK_PROOF_DATA", "."))
CARDS = sorted((DATA / "vcards").glob("*/*.vcf"))
JCARDS = [
    path
    for path in sorted((DATA / "vcards").rglob("*"))
    if path.suffix in {".json", ".jcard", ".jcf"} and '["vcard"' in "".join(path.read_text("utf-8").split())
]
CASES = {
    case["id"]: case for case in json.loads((DATA / "vcards/cn_vcard_cases.json").read_text("utf-8"))["cases"]
}


def bring_in(desk: Desk, path: Path) -> Imported:
    return import_customers(desk, prepare(desk, ImportRequest(path)))


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, case in CASES.items()
        if "name" in case["expected"] and "BEGIN:VCARD" in case.get("vcard", "")
    ],
)
def test_a_phone_export_says_what_its_owner_saw(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    card = next(iter(read_vcards(case["vcard"].encode(case.get("encoding") or "utf-8"))))
    row, expected = dict(zip(FIELDS, card.row, strict=True)), case["expected"]
    assert row["name"] == expected["name"]
    assert [phone for phone in row["phone"].split("; ") if phone] == expected.get(
        "phones", row["phone"].split("; ")
    )
    for field in ("email", "note"):
        assert row[field] == expected.get(field, row[field])
    assert row["company"] == expected.get("org", row["company"])
    assert all(part in row["note"] for part in expected.get("note_contains", ()))


@pytest.mark.parametrize("path", CARDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_address_book_comes_in_or_names_its_bad_cards(desk: Desk, path: Path) -> None:
    done = bring_in(desk, path)
    cards = list(read_vcards(path.read_bytes()))
    said = [card for card in cards if any(card.row)]
    assert done.created + done.joined + done.unchanged + len(done.refused) == len(said)
    again = bring_in(desk, path)
    assert (again.created, again.updated, again.joined, len(again.refused)) == (0, 0, 0, len(done.refused))


def test_every_card_of_every_book_in_one_desk_is_undone_again(desk: Desk) -> None:
    done = [bring_in(desk, path) for path in CARDS]
    assert len(customers(desk)) == sum(one.created for one in done) > 30
    undo_newest(desk, sum(one.operation is not None for one in done))
    assert customers(desk) == []


def test_lists_of_people_and_firms_come_in(desk: Desk) -> None:
    people = bring_in(desk, DATA / "dedupe/febrl1.csv")
    assert people.created + len(people.refused) == 1000
    assert all("not a date" in row.reason for row in people.refused)
    firms = bring_in(desk, DATA / "dedupe/restaurants.csv")
    assert (firms.created + firms.joined + firms.unchanged, firms.refused) == (864, ())
    places = {place for (place,) in rows(desk, "SELECT text FROM premises")}
    assert {"435 s. la cienega blv., los angeles", "6 tullaroop street, willaroo, st james wa 4011"} <= places
    assert not any('"' in place for place in places)
    assert bring_in(desk, DATA / "dedupe/restaurants.csv").operation is None


@pytest.mark.parametrize(
    "path", sorted((DATA / "csv").glob("att4_500_*")), ids=lambda path: path.name.removeprefix("att4_500_")
)
def test_a_list_in_any_encoding_has_the_same_people(desk: Desk, path: Path) -> None:
    columns = {"name": "留言用户", "note": "留言主题", "external_id": "留言编号"}
    done = import_customers(desk, prepare(desk, ImportRequest(path, columns)))
    assert (done.created + done.joined + done.unchanged, len(done.refused)) == (500, 0)
    assert rows(desk, "SELECT name, note FROM customer WHERE external_id = '2549'") == [
        ("A00045581", "A2区景蓉华苑物业管理有问题")
    ]


@pytest.mark.parametrize(
    "path", sorted((DATA / "csv/csv-spectrum/csvs").glob("*.csv")), ids=lambda path: path.stem
)
def test_every_odd_way_of_writing_csv_is_read(path: Path) -> None:
    expected = json.loads((DATA / f"csv/csv-spectrum/json/{path.stem}.json").read_text("utf-8"))
    expected = [expected] if isinstance(expected, dict) else expected
    table = open_table(path, {})
    read = [dict(zip(table.headings, map(text_of, row.cells), strict=True)) for row in table.rows()]
    assert [_told(one) for one in read] == [_told(one) for one in expected]


def _told(record: dict[str, str]) -> dict[str, str]:
    """A record without the blanks around its values; one pair of files differs in this column itself."""
    told = {name: value.strip().replace("\r\n", "\n") for name, value in record.items()}
    return told | dict.fromkeys(told.keys() & {"Contact Phone Number"}, "")


@pytest.mark.parametrize("path", JCARDS, ids=lambda path: path.name)
def test_a_jcard_comes_in(desk: Desk, path: Path) -> None:
    assert bring_in(desk, path).created == 1


def test_the_outlook_header_is_understood(desk: Desk, tmp_path: Path) -> None:
    header = (DATA / "csv/outlook_contacts_header.csv").read_text("utf-8").strip()
    titles = [title.strip('"') for title in header.split(",")]
    values = {"First Name": "Ann", "Last Name": "Smith", "Mobile Phone": "07400123456", "Home Phone": "2025550111",
              "E-mail Address": "ann@x.cn", "Home Street": "1 Main St", "Home City": "Town", "Birthday": "1980-02-29"}  # fmt: skip
    path = tmp_path / "outlook.csv"
    path.write_text(header + "\n" + ",".join(values.get(title, "") for title in titles) + "\n", "utf-8")
    bring_in(desk, path)
    (row,) = customers(desk)
    file = customer(desk, row.number)
    assert (row.name, str(row.birthday), len(file.phones), len(file.emails)) == (
        "Ann Smith",
        "1980-02-29",
        2,
        1,
    )
    assert [place.text for place in file.premises] == ["1 Main St, Town"]
