"""Lists of customers with the faults that real ones have: each is met, or told in words that help."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.lookups.customers import customer, customers
from servicedesk.operations.importing.customers.run import ImportRequest, prepare
from servicedesk.operations.importing.mending import free_name, write_refused
from servicedesk.problems import BadValue
from tests.customer_lists import WANG, bring_in, people, whats
from tests.imports import rows


def test_a_cover_sheet_is_passed_over_and_a_sheet_can_be_named(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    cover, listed, other = book.active, book.create_sheet("业主"), book.create_sheet("租户")
    assert cover is not None
    cover.append(["枫林苑业主名册"])
    cover.append(["制表", "2026-03-01"])
    for page, name in ((listed, "王小明"), (other, "李丽")):
        page.append(["姓名", "手机"])
        page.append([name, 13800138000])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert prepare(desk, ImportRequest(path)).written_in == "业主"
    bring_in(desk, path)
    bring_in(desk, path, sheet="租户")
    assert sorted(row.name for row in customers(desk)) == sorted(["王小明", "李丽"])
    assert prepare(desk, ImportRequest(path, sheet="3")).written_in == "租户"
    with pytest.raises(BadValue, match="no sheet 四") as caught:
        prepare(desk, ImportRequest(path, sheet="四"))
    assert "业主, 租户" in caught.value.hint


@pytest.mark.parametrize("lines", [True, False])
def test_what_is_no_record_is_refused_alone(desk: Desk, tmp_path: Path, lines: bool) -> None:
    records = [{"name": "Ann", "phone": "95588"}, 5, {"name": "Bob", "phone": "95589"}]
    path = tmp_path / "a.json"
    text = (
        '{"name": "Ann", "phone": "95588"}\n{"name": \n{"name": "Bob", "phone": "95589"}\n'
        if lines
        else json.dumps(records)
    )
    path.write_text(text, "utf-8")
    done, fates = bring_in(desk, path)
    assert whats(fates) == ["created", "refused", "created"]
    assert ("not JSON" if lines else "5 is no record") in done.refused[0].reason
    path.write_text("[1, 2]", "utf-8")
    with pytest.raises(BadValue):
        prepare(desk, ImportRequest(path))


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8"])
def test_traditional_and_simplified_chinese_are_told_apart(desk: Desk, tmp_path: Path, encoding: str) -> None:
    words = {"big5": ("陳大文", "這是備註：請勿於晚間來電"), "gb18030": ("陈大文", "这是备注：请勿晚间来电")}
    name, note = words.get(encoding, words["big5"])
    path = tmp_path / "a.csv"
    path.write_bytes(f"Name,Phone,Notes\n{name},95588,{note}\n".encode(encoding))
    bring_in(desk, path)
    (row,) = customers(desk)
    assert (row.name, row.note) == (name, note)


def test_a_quotation_mark_after_a_blank_opens_its_cell(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,address,city\n"Ann", "1 Main St, flat 2", "Town"\n', "utf-8")
    bring_in(desk, path)
    assert rows(desk, "SELECT text FROM premises") == [("1 Main St, flat 2, Town",)]


def test_a_name_that_was_guarded_against_spreadsheets_is_the_same_name(desk: Desk, tmp_path: Path) -> None:
    for name in ("=cmd", "'=cmd"):
        _done, fates = bring_in(desk, people(tmp_path / "a.csv", (name, "95588"), headings=("姓名", "电话")))
    assert whats(fates) == ["unchanged"]
    assert [row.name for row in customers(desk)] == ["=cmd"]


@pytest.mark.parametrize(
    ("said", "role"),
    [("产权人", "owner"), ("业主家属", "family"), ("承租人", "tenant"), ("紧急联系人", "contact")],
)
def test_roles_are_read_in_the_words_of_lists(desk: Desk, tmp_path: Path, said: str, role: str) -> None:
    bring_in(
        desk,
        people(tmp_path / "a.csv", ("王", "95588", "8-802", said), headings=("姓名", "电话", "房号", "身份")),
    )
    (row,) = customers(desk)
    assert customer(desk, row.number).premises[0].role == role


def test_a_cell_too_many_is_kept_in_the_mended_file_which_no_later_one_replaces(
    desk: Desk, tmp_path: Path
) -> None:
    path = people(tmp_path / "a.csv", (*WANG, "too many"))
    prepared = prepare(desk, ImportRequest(path))
    done, _fates = bring_in(desk, path)
    target = free_name(path)
    write_refused(prepared.table, done.refused, target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        _headings, row = csv.reader(file)
    assert row[-1] == "too many"
    again, _fates = bring_in(desk, target)
    assert len(again.refused) == 1
    assert free_name(path).name == "a.refused-2.csv"


def test_a_card_keeps_what_no_column_holds_and_names_what_it_does_not(desk: Desk, tmp_path: Path) -> None:
    card = tmp_path / "a.vcf"
    lines = (
        "BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "ORG:Acme;Sales", "TITLE:Head", "TEL:95588", "TEL;TYPE=FAX:95589",
        "ADR:;;1 Main St;Town;;;", "ADR;TYPE=WORK:;;2 High St;Town;;;", "URL:https://x.cn", "IMPP:xmpp:ann@x.cn", "END:VCARD",
    )  # fmt: skip
    card.write_text("\r\n".join(lines) + "\r\n", "utf-8")
    assert prepare(desk, ImportRequest(card)).ignored == ["impp"]
    bring_in(desk, card)
    (row,) = customers(desk)
    told = ["company: Acme Sales", "job title: Head", "fax: 95589", "website: https://x.cn"]
    assert row.note.splitlines() == told
    assert [place.text for place in customer(desk, row.number).premises] == [
        "1 Main St Town",
        "2 High St Town",
    ]


def test_what_is_merged_beside_several_people_is_said_of_each(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["楼栋", "单元", "房号", "姓名", "电话", "备注"])
    for at, (building, room, name) in enumerate(
        [
            ("1栋", 101, "王小明"),
            ("", 102, "李丽"),
            ("", "", ""),
            ("2栋", 101, "张三 [/b]"),
            ("", 102, "赵四"),
        ]
    ):
        page.append([building or None, (building and "1") or None, room or None, name or None, None, None])
        if name:
            page.cell(at + 2, 5, 13800138000 + at)
    for merged in ("A2:A4", "B2:B4", "A5:A6", "B5:B6", "F2:F3"):
        page.merge_cells(merged)
    page["F2"] = "只说王小明"
    path = tmp_path / "a.xlsx"
    book.save(path)
    _done, fates = bring_in(desk, path)
    assert whats(fates) == ["created"] * 4
    lived = {row.name: (customer(desk, row.number).premises[0].text, row.note) for row in customers(desk)}
    assert lived == {
        "王小明": ("1-1-101", "只说王小明"),
        "李丽": ("1-1-102", ""),
        "张三 [/b]": ("2-1-101", ""),
        "赵四": ("2-1-102", ""),
    }


def test_strangers_are_never_put_into_one_flat(desk: Desk, tmp_path: Path) -> None:
    headings = ("幢号", "单元", "门牌号", "姓名", "电话")
    listed = [
        ("1#", "1", "101", "王小明", "13800138000"),
        ("", "", "102", "李丽 [/b]", "13800138001"),
        ("1幢", "1", "101", "王大明", "13800138002"),
        ("2栋", "1", "", "张三", "13800138003"),
        ("2栋", "1", "", "赵四", "13800138004"),
        ("", "", "3-1-102", "陈五", "13800138005"),
    ]
    done, fates = bring_in(desk, people(tmp_path / "a.csv", *listed, headings=headings))
    assert whats(fates) == ["created", "refused", "created", "created", "created", "created"]
    assert done.refused[0].reason.startswith("Room 102 names no building")
    assert [fate.premises for fate in fates] == ["1-1-101", "", "1-1-101", "", "", "3-1-102"]
    assert [fate.row for fate in fates if fate.why.startswith("2-1 names no door")] == [5, 6]
    lived = {
        row.name: [place.text for place in customer(desk, row.number).premises] for row in customers(desk)
    }
    assert lived == {
        "王小明": ["1-1-101"],
        "王大明": ["1-1-101"],
        "张三": [],
        "赵四": [],
        "陈五": ["3-1-102"],
    }
    assert {row.note for row in customers(desk) if row.name == "张三"} == {"premises: 2-1"}


def test_the_units_of_an_english_list_are_flats(desk: Desk, tmp_path: Path) -> None:
    path = people(
        tmp_path / "a.csv",
        ("Block 3", "501", "Ann", "95588"),
        ("", "502", "Bob", "95589"),
        headings=("Building", "Unit No", "Name", "Phone"),
    )
    _done, fates = bring_in(desk, path)
    assert [(fate.what, fate.premises) for fate in fates] == [("created", "3-501"), ("refused", "")]


def test_a_list_is_spoken_of_in_the_words_of_the_language_in_use(desk: Desk, tmp_path: Path) -> None:
    card = tmp_path / "a.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小明\r\nTITLE:经理\r\nEND:VCARD\r\n", "utf-8")
    nameless = people(tmp_path / "a.csv", ("甲", "乙 [/b]"), headings=("天干", "其他"))
    bad = people(tmp_path / "b.csv", ("王五", "abc"), headings=("姓名", "电话"))
    use_language("zh_CN")
    try:
        read = prepare(desk, ImportRequest(card)).read_as
        with pytest.raises(BadValue) as caught:
            prepare(desk, ImportRequest(nameless))
        done, fates = bring_in(desk, bad)
    finally:
        use_language("en")
    assert ("职务 + 昵称 + 传真 + 网址 + 备注", "备注") in read
    assert "--map name=列名" in caught.value.hint
    assert "天干，其他" in caught.value.hint
    assert done.refused[0].reason == fates[0].why == "“abc”不是电话号码"
