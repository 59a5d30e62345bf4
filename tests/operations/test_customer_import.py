"""Customers from spreadsheets and phones: each once, work done here never overwritten, all of it undone as one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer, customers
from servicedesk.lookups.find import find
from servicedesk.lookups.search import search
from servicedesk.operations import import_events
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.importing.customers.run import ImportRequest, prepare
from servicedesk.operations.undo import undo
from servicedesk.problems import BadValue, NotPermitted
from tests.customer_lists import HEADINGS, WANG, bring_in, people, whats
from tests.imports import rows
from tests.support import HOSTILE, as_role


def tables(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """What an import of customers writes into, versions aside."""
    columns = {
        "customer": "id, name, external_id, tags, note",
        "premises": "id, text",
        "occupancy": "customer_id, premises_id, role",
        "phone": "customer_id, number",
        "email": "customer_id, address",
        "former_name": "customer_id, name",
    }
    return {
        table: rows(desk, f"SELECT {names} FROM {table} ORDER BY 1, 2") for table, names in columns.items()
    }


def test_a_row_becomes_a_whole_file(desk: Desk, tmp_path: Path) -> None:
    done, fates = bring_in(desk, people(tmp_path / "a.csv", WANG))
    assert (done.created, whats(fates)) == (1, ["created"])
    (row,) = customers(desk)
    file = customer(desk, row.number)
    assert (row.external_id, row.name, str(row.birthday), row.tags, row.note) == (
        "A1", "王小明", "1980-02-29", ("vip",), "[/b] 😀",
    )  # fmt: skip
    assert [(phone.number, phone.extension) for phone in file.phones] == [
        ("+8613800138000", ""),
        ("+861062771114", "802"),
    ]
    assert [email.address for email in file.emails] == ["wang@x.cn"]
    assert [(place.text, place.role) for place in file.premises] == [("8-802", "owner")]
    assert row.source == "import"
    assert [hit.number for hit in find(desk, "wxm")] == [row.number]
    assert [hit.number for hit in find(desk, "8000")] == [row.number]


def test_the_same_list_twice_creates_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    path = people(
        tmp_path / "a.csv", WANG, ("", "李丽", "13800138000", *[""] * 6), ("", "赵六", "", *[""] * 6)
    )
    bring_in(desk, path)
    done, fates = bring_in(desk, path)
    assert whats(fates) == ["unchanged"] * 3
    assert done.operation is None
    assert len(customers(desk)) == 3


def test_a_household_shares_a_phone_and_keeps_two_files(desk: Desk, tmp_path: Path) -> None:
    _done, fates = bring_in(
        desk,
        people(
            tmp_path / "a.csv",
            ("", "王小明", "13800138000", *[""] * 6),
            ("", "李丽", "138 0013 8000", *[""] * 6),
        ),
    )
    assert whats(fates) == ["created", "created"]


def test_a_row_joins_a_file_by_phone_and_name_and_adds_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    here = create(desk, NewCustomer(name="王小明", phones=("13800138000",), tags="old"))
    done, fates = bring_in(desk, people(tmp_path / "a.csv", WANG))
    assert (done.joined, whats(fates), fates[0].number) == (1, ["joined"], here.number)
    file = customer(desk, here.number)
    assert (file.row.external_id, file.row.tags, len(file.phones)) == ("A1", ("old", "vip"), 2)


def test_two_rows_of_one_person_make_one_file_with_both_flats(desk: Desk, tmp_path: Path) -> None:
    second = ("", "王小明", "13800138000", "", "9-101", "", "", "", "")
    _done, fates = bring_in(desk, people(tmp_path / "a.csv", WANG, second))
    assert whats(fates) == ["created", "joined"]
    (row,) = customers(desk)
    assert [place.text for place in customer(desk, row.number).premises] == ["8-802", "9-101"]


def test_another_number_elsewhere_is_another_customer(desk: Desk, tmp_path: Path) -> None:
    other = ("A2", *WANG[1:])
    _done, fates = bring_in(desk, people(tmp_path / "a.csv", WANG, other))
    assert whats(fates) == ["created", "created"]


def test_a_later_list_changes_what_nobody_changed_here(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, people(tmp_path / "a.csv", WANG))
    (row,) = customers(desk)
    edit(desk, row.number, {"note": "typed here"})
    later = ("A1", "王晓明", *WANG[2:6], "1981/2/28", "VIP", "from the list")
    done, fates = bring_in(desk, people(tmp_path / "b.csv", later))
    assert (done.updated, whats(fates)) == (1, ["updated"])
    assert "note" in fates[0].why
    now = customer(desk, row.number).row
    assert (now.name, str(now.birthday), now.note) == ("王晓明", "1981-02-28", "typed here")
    assert [hit.number for hit in find(desk, "王晓明")] == [row.number]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "", "", "a@b.cn", *[""] * 5), "neither a name nor a phone"),
        (("", "王五", "abc", *[""] * 6), "not a phone number"),
        (("", "王五", "", "nobody", *[""] * 5), "not an e-mail"),
        (("", "王五", "", "", "", "", "1980/2/30", "", ""), "not a date"),
        (("", "王五", "", "", "", "", "2999/1/1", "", ""), "cannot be a birthday"),
        (("", "王五", "", "", "", "landlord", "", "", ""), "landlord"),
        (("", "五" * 201, *[""] * 7), "longer than 200"),
        (("", "王五", *[""] * 7, "more"), "10 cells"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_keeps_no_other_back(
    desk: Desk, tmp_path: Path, row: tuple[str, ...], why: str
) -> None:
    done, _fates = bring_in(desk, people(tmp_path / "a.csv", row, WANG))
    assert (done.created, len(done.refused)) == (1, 1)
    assert why in done.refused[0].reason


@pytest.mark.parametrize("portion", [1, 2, 1_000])
def test_an_import_is_undone_as_one_and_leaves_no_trace(
    desk: Desk, tmp_path: Path, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_events, "PORTION", portion)
    here = create(desk, NewCustomer(name="王小明", phones=("13800138000",), premises=("1-101",)))
    before, stood = customer(desk, here.number), tables(desk)
    more = (
        ("", "李丽", "13900139000", "", "8-802；8-803", "", "", "", ""),
        ("", "李丽", "13900139000", "", "8-804", "租户", "", "", "x"),
        ("", "赵六", "", "", "8-804", "", "", "", ""),
        ("A1", "王大明", "13800138000", "", "9-101", "", "", "more", ""),
    )
    done, _fates = bring_in(desk, people(tmp_path / "a.csv", WANG, *more))
    assert (done.created, done.joined, done.updated) == (2, 2, 1)
    assert done.operation is not None
    undo(desk, done.operation)
    assert tables(desk) == stood
    after = customer(desk, here.number)
    assert (after.phones, after.emails, after.premises) == (before.phones, before.emails, before.premises)
    assert after.row._replace(version=0) == before.row._replace(version=0)
    assert [row.number for row in customers(desk)] == [here.number]
    assert not find(desk, "13900139000")
    assert not search(desk, "8-802")
    assert {
        check.state
        for check in checkup(desk.store.path, desk.clock)
        if check.name in {"search", "history", "links"}
    } == {"ok"}


def test_names_and_addresses_in_parts_are_put_together(desk: Desk, tmp_path: Path) -> None:
    headings = (
        "First Name",
        "Last Name",
        "Company",
        "Home Street",
        "Home City",
        "Mobile Phone",
        "Home Phone",
    )
    path = people(
        tmp_path / "a.csv",
        ("Ann", "Smith", "Acme", "1 Main St", "Town", "07400123456", "2025550111"),
        ("小明", "王", "", "", "", "13800138000", ""),
        ("", "", "Acme", "", "", "95588", ""),
        headings=headings,
    )
    bring_in(desk, path)
    found = {row.name: customer(desk, row.number) for row in customers(desk)}
    assert set(found) == {"Ann Smith", "王小明", "Acme"}
    assert [place.text for place in found["Ann Smith"].premises] == ["1 Main St, Town"]
    assert len(found["Ann Smith"].phones) == 2
    assert (found["Acme"].row.kind, found["王小明"].row.kind) == ("company", "person")


def test_json_of_this_program_and_vcards_come_in(desk: Desk, tmp_path: Path) -> None:
    records = [
        {
            "name": HOSTILE,
            "phones": [{"number": "+8613800138000", "raw": "138 0013 8000"}],
            "tags": ["a", "b"],
        }
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    bring_in(desk, path, columns={"phone": "phones"})
    (row,) = customers(desk)
    assert (row.phone, row.tags) == ("+8613800138000", ("a", "b"))
    card = tmp_path / "a.vcf"
    card.write_bytes(b"BEGIN:VCARD\nFN:Ann\nTEL:95588\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\n")
    done, fates = bring_in(desk, card)
    assert whats(fates) == ["created", "refused"]
    assert "ends inside" in done.refused[0].reason


def test_a_file_without_names_or_phones_is_not_begun(desk: Desk, tmp_path: Path) -> None:
    path = people(tmp_path / "a.csv", ("1", "2"), headings=("colour", "size"))
    with pytest.raises(BadValue, match="name or a phone"):
        prepare(desk, ImportRequest(path))
    with pytest.raises(NotPermitted):
        prepare(as_role(desk, "receptionist"), ImportRequest(people(tmp_path / "b.csv", WANG)))


def test_headings_are_known_in_both_languages(desk: Desk, tmp_path: Path) -> None:
    english = (
        "Customer ID",
        "Full name",
        "Mobile",
        "E-mail",
        "Address",
        "Role",
        "Date of birth",
        "Labels",
        "Remarks",
    )
    for headings in (HEADINGS, english):
        prepared = prepare(desk, ImportRequest(people(tmp_path / "a.csv", WANG, headings=headings)))
        assert list(prepared.ignored) == []


def test_a_stage_is_read_in_either_language_and_another_word_stays(desk: Desk, tmp_path: Path) -> None:
    rows = (("甲", "流失"), ("乙", "our own word"))
    bring_in(desk, people(tmp_path / "a.csv", *rows, headings=("姓名", "阶段")))
    assert {row.name: row.stage for row in customers(desk)} == {"甲": "lapsed", "乙": "our own word"}


def test_flats_of_several_buildings_stay_apart(desk: Desk, tmp_path: Path) -> None:
    headings = ("姓名", "楼栋", "单元", "房号")
    path = people(tmp_path / "a.csv", ("甲", 3, 2, 501), ("乙", 5, 1, 501), headings=headings)
    prepared = prepare(desk, ImportRequest(path))
    assert (prepared.ignored, prepared.read_as[-1]) == ([], ("楼栋 + 单元 + 房号", "premises"))
    bring_in(desk, path)
    assert rows(desk, "SELECT text FROM premises ORDER BY id") == [("3-2-501",), ("5-1-501",)]
    assert whats(bring_in(desk, path)[1]) == ["unchanged"] * 2


def test_what_has_no_column_of_its_own_is_kept_in_the_note(desk: Desk, tmp_path: Path) -> None:
    headings = ("Customer ID", "Name", "Company", "Job title", "Fax", "City", "Notes", "Shoe size")
    ann = ("A1", "Ann", "Acme [/b]", "Head", "555 0100", "Town", "likes tea", "38")
    path = people(tmp_path / "a.csv", ann, headings=headings)
    assert prepare(desk, ImportRequest(path)).ignored == ["Shoe size"]
    bring_in(desk, path)
    (row,) = customers(desk)
    lines = ["likes tea", "company: Acme [/b]", "job title: Head", "fax: 555 0100", "city: Town"]
    assert row.note.splitlines() == lines
    edit(desk, row.number, {"note": "typed here"})
    assert whats(bring_in(desk, path)[1]) == ["unchanged"]
    later = ("A1", "Ann", "Bmce", *ann[3:])
    assert whats(bring_in(desk, people(tmp_path / "b.csv", later, headings=headings))[1]) == ["updated"]
    note = customer(desk, row.number).row.note
    assert note.splitlines()[0] == "typed here"
    assert "company: Bmce" in note
    last = ("A1", "Ann", "Cmce", *ann[3:])
    bring_in(desk, people(tmp_path / "c.csv", last, headings=headings))
    assert customer(desk, row.number).row.note == f"{note}\ncompany: Cmce"


def test_a_role_that_the_list_changes_follows_and_one_given_here_stays(desk: Desk, tmp_path: Path) -> None:
    def said(role: str) -> tuple[str, ...]:
        return ("A1", "王小明", "13800138000", "", "8-802", role, "", "", "")

    bring_in(desk, people(tmp_path / "a.csv", said("租户")))
    _done, fates = bring_in(desk, people(tmp_path / "b.csv", said("产权人")))
    (row,) = customers(desk)
    assert (whats(fates), "role" in fates[0].why) == (["updated"], True)
    assert customer(desk, row.number).premises[0].role == "owner"
    edit(desk, row.number, {"premises": "8-802 (family)"})
    _done, fates = bring_in(desk, people(tmp_path / "c.csv", said("承租人")))
    assert (whats(fates), fates[0].why) == (["unchanged"], "kept as it stands here: role")
    assert customer(desk, row.number).premises[0].role == "family"


def test_a_row_that_joins_tells_by_what_it_was_known_and_what_it_brings(desk: Desk, tmp_path: Path) -> None:
    create(desk, NewCustomer(name="王小明", phones=("13800138000",), note="here"))
    _done, fates = bring_in(desk, people(tmp_path / "a.csv", WANG))
    assert fates[0].why.startswith("known by phone and name; brings ")
    assert fates[0].why.endswith("kept as it stands here: note")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800138000 13900139000", ["+8613800138000", "+8613900139000"]),
        ("138 0013 8000 / 139 0013 9000", ["+8613800138000", "+8613900139000"]),
        ("62771114/62771115", ["62771114", "62771115"]),
        ("138 0013 8000 139 0013 9000", ["+8613800138000", "+8613900139000"]),
        ("1.3800138000E+10", ["+8613800138000"]),
        ("+86 138 0013 8000", ["+8613800138000"]),
    ],
)
def test_phones_are_read_as_people_and_spreadsheets_write_them(
    desk: Desk, tmp_path: Path, cell: str, numbers: list[str]
) -> None:
    done, _fates = bring_in(desk, people(tmp_path / "a.csv", ("王", cell), headings=("姓名", "手机")))
    assert done.refused == ()
    found = [number for (number,) in rows(desk, "SELECT number FROM phone ORDER BY position")]
    assert [number.removeprefix("+86") for number in found] == [n.removeprefix("+86") for n in numbers]


def test_a_number_cut_short_refuses_its_row_and_a_mistyped_one_is_named(desk: Desk, tmp_path: Path) -> None:
    cells = ("1.38E+10", "1380013800", "138001380012", "1380013800X", "13800138000")
    path = people(tmp_path / "a.csv", *(("王", cell) for cell in cells), headings=("姓名", "手机"))
    done, fates = bring_in(desk, path)
    assert "cut the number 1.38E+10 short" in done.refused[0].reason
    assert ["mistyped" in fate.why for fate in fates] == [False, True, True, True, False]
