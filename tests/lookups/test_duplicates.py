"""Files that look alike are named with a score and reasons; households, firms and files known apart are not."""

from __future__ import annotations

from datetime import date

from servicedesk.desk import Desk
from servicedesk.lookups.duplicates import Typed, duplicates, like
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.merging import merge, not_the_same, unmerge
from tests.support import HOSTILE

PHONE = "138 0013 8000"


def filed(desk: Desk, name: str, *phones: str, **more: object) -> int:
    return create(desk, NewCustomer(name=name, phones=phones, **more)).number  # type: ignore[arg-type]


def found(desk: Desk) -> list[tuple[int, int]]:
    return [(pair.a.number, pair.b.number) for pair in duplicates(desk)]


def test_one_person_filed_twice_is_found_with_the_reasons(desk: Desk) -> None:
    filed(desk, "王小明", PHONE, premises=["3栋2单元501室"])
    filed(desk, "王晓明", "+86 138-0013-8000", premises=["3-2-501"])
    filed(desk, HOSTILE)
    (pair,) = duplicates(desk)
    assert (pair.a.name, pair.b.name) == ("王小明", "王晓明")
    assert pair.reasons == ("same_pinyin", "same_phone", "same_premises")
    assert 0.5 <= pair.score <= 1


def test_a_household_shares_phone_and_flat_and_is_not_one_person(desk: Desk) -> None:
    for name in ("王小明", "王小红", "李娜"):
        filed(desk, name, PHONE, premises=["3-2-501"])
    assert found(desk) == []


def test_firms_at_one_switchboard_differ_by_name(desk: Desk) -> None:
    for name in ("旭日食品有限公司", "旭日物流有限公司", "旭日食品"):
        filed(desk, name, "010-62771114", kind="company")
    assert found(desk) == [(1, 3)]


def test_files_known_apart_are_not_named_again_not_even_under_another_number(desk: Desk) -> None:
    first, second, third = (filed(desk, "王小明", PHONE) for _file in range(3))
    not_the_same(desk, first, second)
    assert found(desk) == [(1, 3), (2, 3)]
    merge(desk, third, second)
    assert found(desk) == []
    unmerge(desk, third)
    assert found(desk) == [(1, 3)]


def test_joined_files_are_left_out(desk: Desk) -> None:
    first, second = (filed(desk, "王小明", PHONE) for _file in range(2))
    assert found(desk) == [(1, 2)]
    merge(desk, first, second)
    assert found(desk) == []


def test_while_typing_the_likely_file_is_named(desk: Desk) -> None:
    number = filed(desk, "王小明", PHONE, premises=["3-2-501"], emails=["Wang@example.com"])
    filed(desk, "王小红", PHONE, premises=["3-2-501"])
    for typed in (
        Typed("王晓明", phones=["13800138000"]),
        Typed("Wang Xiaoming", premises=["3-2-501"]),
        Typed("王小明", emails=["wang@EXAMPLE.com"]),
    ):
        assert [one.number for one in like(desk, typed)] == [number]


def test_a_name_in_characters_names_the_file_in_latin_letters(desk: Desk) -> None:
    number = filed(desk, "Wang Xiaoming", birthday="1980-02-29")
    filed(desk, "Wang Dawei", birthday="1980-02-29")
    assert [one.number for one in like(desk, Typed("王晓明", birthday=date(1980, 2, 29)))] == [number]


def test_what_was_typed_only_in_part_names_nobody(desk: Desk) -> None:
    filed(desk, "王小明", PHONE)
    for typed in (Typed(), Typed("王小明"), Typed("王", phones=["13"]), Typed(HOSTILE, premises=['"* OR'])):
        assert like(desk, typed) == []
