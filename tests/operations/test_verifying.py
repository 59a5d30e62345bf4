"""From whom each thing is and when the customer confirmed it: read off the history, kept where it cannot be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer, numbers
from servicedesk.lookups.origins import Origin, origin_lines, origins
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.erasing import erase
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.own_fields import NewField, add
from servicedesk.operations.premises import NewPlace, move_in
from servicedesk.operations.premises import new as new_place
from servicedesk.operations.undo import undo_last
from servicedesk.operations.verifying import verify
from servicedesk.problems import BadValue, NotFound, Refused
from tests.customer_lists import bring_in, people, whats
from tests.operations.test_undo import is_whole

ROW = ("A1", "王小明", "13800138000", "1980-02-29", "现代")
HEADINGS = ("客户编号", "姓名", "手机", "生日", "风格")


@pytest.fixture
def styled(desk: Desk) -> Desk:
    add(desk, NewField("Style", "choice", choices="Modern=现代; Classic=古典", chinese="风格"))
    return desk


@pytest.fixture
def wang(styled: Desk, tmp_path: Path) -> int:
    """王小明, brought in by kunden.csv."""
    fates = bring_in(styled, people(tmp_path / "kunden.csv", ROW, headings=HEADINGS))[1]
    return fates[0].number or 0


def told(desk: Desk, number: int) -> dict[str, str]:
    return {one.field: one.told.shown for one in origins(desk, number)}


def confirmed(desk: Desk, number: int) -> set[str]:
    return {one.field for one in origins(desk, number) if one.verified_at is not None}


def of(desk: Desk, number: int, field: str) -> Origin:
    return next(one for one in origins(desk, number) if one.field == field)


def test_each_thing_tells_from_whom_it_is(styled: Desk, wang: int, clock: FrozenClock) -> None:
    clock.at += timedelta(days=2)
    edit(styled, wang, {"birthday": "1980-03-01"}, told_by="客户")
    edit(styled, wang, {"emails": "w@x.cn"}, told_by="her daughter")
    edit(styled, wang, {"preferences": "pets=dog"})
    move_in(styled, wang, new_place(styled, NewPlace("3-2-501")).number)
    assert told(styled, wang) == {
        "name": "import kunden.csv", "phone": "import kunden.csv", "email": "her daughter",
        "premises": "entered by Li Na", "birthday": "the customer", "preferences": "entered by Li Na",
        "style": "import kunden.csv",
    }  # fmt: skip
    assert of(styled, wang, "birthday").at == clock.at
    assert of(styled, wang, "phone").by == "li.na"
    clock.at += timedelta(days=3)
    lines = list(origin_lines(styled, origins(styled, wang)))
    assert "birthday: the customer, 2026-11-25; confirmed 3 days ago" in lines
    assert lines[-1] == "the rest: import kunden.csv, 2026-11-23; not confirmed yet"


def test_who_rings_says_it_herself(desk: Desk) -> None:
    number = create(desk, NewCustomer(name="Ann", phones=["13800138000"], source="phone")).number
    assert told(desk, number) == {"name": "the customer", "phone": "the customer"}
    assert confirmed(desk, number) == {"name", "phone"}


def test_an_undone_change_leaves_the_source_of_before(styled: Desk, wang: int) -> None:
    edit(styled, wang, {"birthday": "1980-03-01", "style": "古典"}, told_by="customer")
    undo_last(styled)
    assert told(styled, wang)["birthday"] == told(styled, wang)["style"] == "import kunden.csv"
    assert confirmed(styled, wang) == set()


def test_a_customer_confirms_some_or_all_and_a_change_ends_it(styled: Desk, wang: int) -> None:
    before = customer(styled, wang).row.version
    assert verify(styled, wang, ["电话", "Style"]).fields == ("phone", "Style")
    assert confirmed(styled, wang) == {"phone", "style"}
    assert customer(styled, wang).row.version == before
    assert verify(styled, wang).fields == ("name", "phone", "birthday", "Style")
    assert verify(styled, wang).already
    edit(styled, wang, {"style": "古典", "phones": "13800138000; 13900139000", "birthday": ""})
    assert confirmed(styled, wang) == {"name", "phone"}
    assert [one.verified_at is None for one in origins(styled, wang) if one.field == "phone"] == [False, True]
    undo_last(styled)
    assert confirmed(styled, wang) == {"name", "phone", "birthday", "style"}
    undo_last(styled)
    assert confirmed(styled, wang) == {"phone", "style"}
    assert is_whole(styled)


def test_what_is_not_there_cannot_be_confirmed(styled: Desk, wang: int) -> None:
    with pytest.raises(Refused, match="premises"):
        verify(styled, wang, ["premises"])
    with pytest.raises(BadValue, match="drone"):
        verify(styled, wang, ["drone"])
    with pytest.raises(NotFound):
        verify(styled, 99)


def test_files_to_confirm_are_found_by_the_oldest_of_all_they_say(
    styled: Desk, wang: int, clock: FrozenClock
) -> None:
    clock.at += timedelta(days=400)
    ann = create(styled, NewCustomer(name="Ann", phones=["13900139000"], emails=["a@x.cn"])).number
    assert list(numbers(styled, "unverified:>365d")) == [wang]
    verify(styled, wang, ["name", "phone", "birthday"])
    assert list(numbers(styled, "未确认:>365d")) == [wang]
    verify(styled, wang)
    assert list(numbers(styled, "unverified:>365d")) == []
    assert sorted(numbers(styled, "unverified:today")) == [wang, ann]
    clock.at += timedelta(days=30)
    verify(styled, ann, ["phone"])
    assert sorted(numbers(styled, "unverified:>20d")) == [wang, ann]
    verify(styled, ann)
    assert list(numbers(styled, "unverified:>20d")) == [wang]
    assert list(numbers(styled, "unverified:<20d")) == [ann]


def test_a_list_does_not_overwrite_what_was_confirmed_and_the_file_says_so(
    styled: Desk, wang: int, tmp_path: Path, clock: FrozenClock
) -> None:
    verify(styled, wang, ["birthday", "style"])
    clock.at += timedelta(minutes=1)
    path = people(
        tmp_path / "new.csv", ("A1", "王小明", "13800138000", "1980-03-01", "古典"), headings=HEADINGS
    )
    fates = bring_in(styled, path)[1]
    assert (whats(fates), fates[0].why) == (
        ["unchanged"],
        "kept as the customer confirmed it: birthday, Style",
    )
    assert of(styled, wang, "birthday").differing == "new.csv says 1980-03-01"
    assert of(styled, wang, "style").differing == "new.csv says Classic"
    with styled.store.reading() as reader:
        events = reader.rows("SELECT count(*) FROM event")[0][0]
    bring_in(styled, path)
    with styled.store.reading() as reader:
        assert reader.rows("SELECT count(*) FROM event")[0][0] == events
    clock.at += timedelta(minutes=1)
    verify(styled, wang, ["birthday"])
    assert of(styled, wang, "birthday").differing == ""
    edit(styled, wang, {"style": "古典"}, told_by="customer")
    assert of(styled, wang, "style").differing == ""


def test_joined_files_tell_the_source_of_each_and_parted_ones_their_own(
    styled: Desk, wang: int, clock: FrozenClock
) -> None:
    ann = create(styled, NewCustomer(name="王晓明", emails=["a@x.cn"], own={"style": "classic"})).number
    verify(styled, wang)
    before = origins(styled, wang), origins(styled, ann)
    merge(styled, wang, ann, take=["风格"])
    assert told(styled, ann) == {
        "name": "entered by Li Na", "email": "entered by Li Na", "phone": "import kunden.csv",
        "birthday": "import kunden.csv", "style": "import kunden.csv",
    }  # fmt: skip
    assert of(styled, ann, "style").shown == "Modern"
    assert confirmed(styled, ann) == {"phone", "birthday", "style"}
    unmerge(styled, wang)
    assert (origins(styled, wang), origins(styled, ann)) == before
    merge(styled, ann, wang)
    assert of(styled, wang, "style").shown == "Modern"
    edit(styled, wang, {"style": "古典"})
    assert unmerge(styled, ann).kept == ()
    assert [of(styled, number, "style").shown for number in (wang, ann)] == ["Classic", "Classic"]


def test_a_value_changed_after_the_merge_stays_and_is_told(styled: Desk, wang: int) -> None:
    ann = create(styled, NewCustomer(name="王晓明")).number
    merge(styled, wang, ann)
    edit(styled, ann, {"style": "古典"})
    assert unmerge(styled, wang).kept == ("Style",)
    assert (of(styled, ann, "style").shown, of(styled, wang, "style").shown) == ("Classic", "Modern")


def test_an_erased_person_leaves_neither_values_nor_sources(styled: Desk, wang: int) -> None:
    verify(styled, wang)
    erase(styled, wang, "asked for it")
    assert origins(styled, wang) == ()
    with styled.store.reading() as reader:
        assert reader.rows("SELECT * FROM customer_field") == []
        assert reader.rows("SELECT name_verified_at FROM customer") == [(None,)]
    with pytest.raises(Refused):
        verify(styled, wang)
