"""Customers from spreadsheets and phones: each once, work done here never overwritten, all of it undone as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer, customers
from servicedesk.lookups.find import find
from servicedesk.lookups.search import search
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.importing.customers.run import ImportRequest, prepare
from servicedesk.operations.undo import undo
from servicedesk.problems import BadValue, NotPermitted
from tests.customer_lists import HEADINGS, WANG, bring_in, people, whats
from tests.support import HOSTILE, as_role


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


def test_an_import_is_undone_as_one_and_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    here = create(desk, NewCustomer(name="王小明", phones=("13800138000",)))
    before = customer(desk, here.number)
    done, _fates = bring_in(desk, people(tmp_path / "a.csv", WANG, ("", "李丽", "13900139000", *[""] * 6)))
    assert done.operation is not None
    undo(desk, done.operation)
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
