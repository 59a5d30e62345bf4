"""The firm's own fields: made and edited, read with an example, asked for in queries, undone, exported and imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.lookups.customer_query import query_fields
from servicedesk.lookups.customers import CustomerFile, customer, numbers
from servicedesk.lookups.own_fields import fields_in_use, own_fields
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.own_fields import RESERVED, NewField, add, switch_off
from servicedesk.operations.own_fields import edit as edit_field
from servicedesk.operations.undo import undo, undo_last
from servicedesk.packs import PACKS, load
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from servicedesk.reports.customer_export import as_csv, columns_of
from servicedesk.reports.customer_export import as_json as as_json_file
from servicedesk.rules.own_fields import as_json
from servicedesk.rules.query import explain, parse
from tests.customer_lists import bring_in, people, whats
from tests.store.test_plans import LARGE
from tests.support import HOSTILE, as_role
from tests.watching import watching

STYLES = "Modern=现代; New Chinese=新中式; Nordic"


@pytest.fixture
def estate(desk: Desk) -> Desk:
    """The desk with fields of every kind."""
    add(desk, NewField("Style", "choice", choices=STYLES, chinese="装修风格", wanted=True))
    add(
        desk,
        NewField("Facilities", "choices", choices="School=学校; Metro=地铁; Park=公园", chinese="小区配套"),
    )
    add(desk, NewField("Area", "range", unit="m²", chinese="意向面积", code="area"))
    add(desk, NewField("购房预算", "range", unit="万元", code="budget"))
    add(desk, NewField("Rooms", "number"))
    add(desk, NewField("Viewing day", "date", code="viewing"))
    add(desk, NewField("Has a loan", "yes_no", chinese="贷款", code="loan"))
    return desk


def said(desk: Desk, number: int) -> dict[str, object]:
    return shown_of(customer(desk, number))


def shown_of(file: CustomerFile) -> dict[str, object]:
    return {one.field.code: as_json(one.field, one.text) for one in file.own}


def made(desk: Desk, **own: str) -> int:
    return create(desk, NewCustomer(name="王小明", own=own)).number


def test_a_value_of_each_kind_is_kept_and_told_to_programs(estate: Desk) -> None:
    number = made(
        estate, style="现代", facilities="地铁、School", area="80-100㎡", budget="200万以上", rooms="3",
        viewing="2026-12-01", loan="是", number_plates=HOSTILE,
    )  # fmt: skip
    assert said(estate, number) == {
        "number_plates": HOSTILE,
        "style": "modern",
        "facilities": ["school", "metro"],
        "area": {"from": 80, "to": 100},
        "budget": {"from": 200, "to": None},
        "rooms": 3,
        "viewing": "2026-12-01",
        "loan": True,
    }
    shown = {one.field.code: one.shown for one in customer(estate, number).own}
    assert (shown["area"], shown["budget"], shown["facilities"]) == (
        "80-100 m²",
        "from 200 万元",
        "School, Metro",
    )
    use_language("zh_CN")
    assert {one.field.label: one.shown for one in customer(estate, number).own}["小区配套"] == "学校，地铁"


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("style", "工业风", "Modern, New Chinese, Nordic"),
        ("facilities", "school; pool", "School"),
        ("area", "big", "80-100 m²"),
        ("rooms", "three", "3"),
        ("viewing", "someday", "2026-11-25"),
        ("loan", "perhaps", "yes or no"),
        ("number_plates", "x" * 501, "note"),
    ],
)
def test_a_bad_value_is_refused_with_an_example(estate: Desk, field: str, text: str, hint: str) -> None:
    number = made(estate)
    with pytest.raises(BadValue) as refused:
        edit(estate, number, {field: text})
    assert hint in refused.value.hint
    assert said(estate, number) == {}


def test_values_are_changed_taken_away_and_undone(estate: Desk) -> None:
    number = made(estate, style="modern", rooms="3")
    edit(estate, number, {"装修风格": "新中式", "rooms": "", "area": "90"})
    assert said(estate, number) == {"style": "new_chinese", "area": {"from": 90, "to": 90}}
    assert edit(estate, number, {"style": "New Chinese"}).already
    undo_last(estate)
    assert said(estate, number) == {"style": "modern", "rooms": 3}
    with pytest.raises(BadValue, match="no_such"):
        edit(estate, number, {"no_such": "x"})


def test_a_field_that_is_off_is_not_shown_and_what_it_held_comes_back(estate: Desk) -> None:
    number = made(estate, style="modern")
    assert switch_off(estate, "装修风格")[1] is False
    assert switch_off(estate, "style")[1] is True
    assert said(estate, number) == {}
    with pytest.raises(BadValue):
        edit(estate, number, {"style": "nordic"})
    edit_field(estate, "style", {"active": "yes"})
    assert said(estate, number) == {"style": "modern"}


def test_words_of_a_list_keep_their_codes_and_a_kind_in_use_stays(estate: Desk) -> None:
    number = made(estate, style="modern")
    field = edit_field(estate, "style", {"choices": "Contemporary=现代; Classic=古典"})
    assert [choice.code for choice in field.choices] == ["modern", "classic"]
    assert customer(estate, number).own[0].shown == "Contemporary"
    with pytest.raises(Refused):
        edit_field(estate, "style", {"kind": "text"})
    edit_field(estate, "rooms", {"kind": "range"})


@pytest.mark.parametrize(
    "new",
    [
        NewField(" "),
        NewField("Colour", "choice"),
        NewField("Colour", "text", unit="m²"),
        NewField("Colour", "text", choices="a; b"),
        NewField("Colour", "drone"),
        NewField("Colour", code="phone"),
        NewField("Colour", code="silent"),
        NewField("Colour", code="a.b"),
    ],
)
def test_a_field_that_cannot_be_is_refused(desk: Desk, new: NewField) -> None:
    before = own_fields(desk)
    with pytest.raises(BadValue):
        add(desk, new)
    assert own_fields(desk) == before


def test_names_are_taken_once_and_only_the_firm_makes_fields(desk: Desk) -> None:
    with pytest.raises(Refused):
        add(desk, NewField("车牌号"))
    with pytest.raises(Refused):
        edit_field(desk, "move_in_date", {"name_en": "number plates"})
    with pytest.raises(NotFound):
        switch_off(desk, "drone")
    with pytest.raises(NotPermitted):
        add(as_role(desk, "receptionist"), NewField("Colour"))


QUERIES = [
    ("style:modern", [1]), ("装修风格:新中式", [2]), ("style:现代,新中式", [1, 2]), ("not:style:modern", [2, 3]),
    ("area:90", [1]), ("area:>100", [2]), ("area:<80", [3]), ("area:100..200", [1, 2]), ("意向面积:95平米", [1]),
    ("budget:>250", [1, 2]), ("购房预算:<150万", [3]), ("facilities:park,metro", [1, 3]), ("小区配套:学校", [1]),
    ("rooms:3", [1]), ("rooms:>=4", [2]), ("viewing:<30d", [1]), ("viewing:>2026-12-31", [2]), ("loan:是", [1]),
    ("missing:style", [3]), ("缺少:装修风格,rooms", [3]), ("missing:phone", [1, 2, 3]), ("number_plates:粤b", [3]),
]  # fmt: skip


@pytest.fixture
def three(estate: Desk) -> Desk:
    made(
        estate, style="modern", area="80-100", budget="200-300", facilities="metro; school", rooms="3",
        viewing="2026-12-01", loan="yes",
    )  # fmt: skip
    made(
        estate, style="new chinese", area="120以上", budget="500", rooms="5", viewing="2027-03-01", loan="no"
    )
    made(estate, area="50-70", budget="100", facilities="park", number_plates="粤B 12345")
    return estate


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_a_query_asks_the_firms_own_fields(three: Desk, query: str, found: list[int]) -> None:
    with watching() as seen:
        assert sorted(numbers(three, query)) == found
    of_values = [step for one in seen for step in one.plan if "customer_field" in step]
    assert all("INDEX" in step for step in of_values)
    assert [step for one in seen for step in one.walks if step in LARGE - {"SCAN c"}] == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("style:modern", "Style Modern"),
        ("area:>90", "Area more than 90 m²"),
        ("area:80..100", "Area from 80 to 100 m²"),
        ("-facilities:park", "not Facilities Park"),
        ("viewing:<7d", "Viewing day within 7 days"),
        ("missing:style,phone", "file lacks Style or phone"),
        ("unverified:365d", "last confirmed more than 365 days ago"),
    ],
)
def test_a_query_is_said_in_words(estate: Desk, query: str, words: str) -> None:
    known = query_fields(estate)
    assert explain(parse(query, known), known) == words


def test_an_unknown_field_names_the_firms_own_as_well(estate: Desk) -> None:
    with pytest.raises(BadValue) as refused:
        numbers(estate, "stile:modern")
    assert "Did you mean style:?" in refused.value.hint
    assert "facilities" in refused.value.hint


def test_what_is_taken_out_comes_in_again(three: Desk, tmp_path: Path) -> None:
    names = ["external_id", "name", *(field.code for field in fields_in_use(three))]
    for number in (1, 2, 3):
        edit(three, number, {"external_id": f"A{number}"})
    files = [customer(three, number) for number in (1, 2, 3)]
    before = [shown_of(file) for file in files]
    assert set(columns_of(three)) >= set(names)
    (tmp_path / "a.json").write_bytes(as_json_file(three, files, names))
    assert whats(bring_in(three, tmp_path / "a.json")[1]) == ["unchanged"] * 3
    (tmp_path / "a.csv").write_bytes(as_csv(three, files, names))
    assert whats(bring_in(three, tmp_path / "a.csv")[1]) == ["unchanged"] * 3
    for number in (1, 2, 3):
        edit(three, number, dict.fromkeys(before[number - 1], ""))
    done, fates = bring_in(three, tmp_path / "a.csv")
    assert whats(fates) == ["updated"] * 3
    assert [said(three, number) for number in (1, 2, 3)] == before
    undo(three, done.operation or 0)
    assert said(three, 1) == {}


def test_a_list_names_the_fields_in_either_language_and_a_bad_value_refuses_its_row(
    estate: Desk, tmp_path: Path
) -> None:
    path = people(
        tmp_path / "a.csv", ("A1", "王小明", "现代", "80-100", "2026/12/1"), ("A2", "李丽", "工业风", "", ""),
        ("A1", "王小明", "新中式", "", ""), headings=("客户编号", "姓名", "装修风格", "Area", "viewing"),
    )  # fmt: skip
    done, fates = bring_in(estate, path)
    assert whats(fates) == ["created", "refused", "updated"]
    assert "Known are: Modern" in done.refused[0].reason
    number = fates[0].number or 0
    assert said(estate, number) == {
        "style": "new_chinese", "area": {"from": 80, "to": 100}, "viewing": "2026-12-01",
    }  # fmt: skip
    edit(estate, number, {"style": "nordic"})
    assert [fate.why for fate in bring_in(estate, path)[1] if fate.row == 2] == [
        "kept as it stands here: Style"
    ]


@pytest.mark.parametrize("name", PACKS)
def test_the_fields_of_a_pack_can_be_made_and_are_in_both_languages(desk: Desk, name: str) -> None:
    for field in own_fields(desk):
        switch_off(desk, field.code)
    for field in load(name).fields:
        assert field.code not in RESERVED
        assert field.en.isascii()
        assert not field.zh.isascii()
        if name != "property":
            row = add(desk, NewField(field.en, field.kind, field.unit_en, field.choices, chinese=field.zh))
            assert all(choice.en.isascii() and not choice.zh.isascii() for choice in row.choices)
