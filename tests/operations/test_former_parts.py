"""What a file said before an edit: it is still found by it, and nobody is rung or looked for there any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups.card import timeline
from servicedesk.lookups.customers import CustomerFile, customer, customers
from servicedesk.lookups.duplicates import duplicates
from servicedesk.lookups.find import Found, find
from servicedesk.lookups.premises import place, place_meant
from servicedesk.lookups.search import search
from servicedesk.lookups.timelines import told
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.erasing import erase
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.premises import edit as edit_place
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue
from tests.operations.test_undo import is_whole, rows_of
from tests.support import HOSTILE

OLD, NEW = "137 0013 7222", "189 0000 1234"


@pytest.fixture
def shan(desk: Desk, clock: FrozenClock) -> int:
    """单雄信, whose file was made yesterday."""
    clock.at -= timedelta(days=1)
    new = NewCustomer("单雄信", phones=(OLD, "95588"), premises=("9-1-102",), role="tenant")
    number = create(desk, new).number
    clock.at += timedelta(days=1)
    return number


def kept(file: CustomerFile) -> tuple[list[str], tuple[str, ...], list[str]]:
    return [one.raw for one in file.phones], file.former_names, [one.raw for one in file.former_phones]


def best(desk: Desk, text: str) -> Found:
    return find(desk, text)[0]


def test_she_is_found_by_the_name_and_number_she_had_and_only_the_new_ones_are_told(
    desk: Desk, shan: int
) -> None:
    edit(desk, shan, {"name": "单大雄", "phones": NEW})
    for text, why in {
        "单雄信": "former_name", "shanxiongxin": "former_name", "sxx": "former_name", "雄信": "former_name",
        "13700137222": "former_phone", "7222": "former_phone", "sdx": "pinyin", "1234": "phone",
    }.items():  # fmt: skip
        found = best(desk, text)
        assert (found.number, found.why, found.phone) == (shan, why, "189 0000 1234"), text
    assert best(desk, "单雄信").called == "单大雄 (former name)"
    assert [hit.number for hit in search(desk, "单雄信") if hit.kind == "customer"] == [shan]
    assert kept(customer(desk, shan)) == ([NEW], ("单雄信",), [OLD, "95588"])
    assert customer(desk, shan).row.phone == "+8618900001234"
    text = told(desk, timeline(desk, shan))[0].text
    assert "name 单雄信 → 单大雄" in text
    assert f"phone − {OLD}" in text


def test_whoever_is_called_so_now_comes_before_who_was_once(desk: Desk, shan: int) -> None:
    edit(desk, shan, {"name": "单大雄", "phones": NEW})
    other = create(desk, NewCustomer("单雄信", phones=(OLD,))).number
    assert other == open_ticket(desk, NewTicket("漏水", phone=OLD)).ticket.customer_number
    for text in ("单雄信", "13700137222", "7222"):
        assert [found.number for found in find(desk, text)] == [other, shan]
    assert duplicates(desk) == []


@pytest.mark.parametrize("name", ["  单 雄信", "单雄信 "])
def test_another_blank_or_case_is_no_other_name(desk: Desk, shan: int, name: str) -> None:
    ann = create(desk, NewCustomer("ann LEE")).number
    edit(desk, ann, {"name": "Ann Lee"})
    edit(desk, shan, {"name": name})
    assert (customer(desk, ann).former_names, customer(desk, shan).former_names) == ((), ())


def test_a_name_taken_again_is_no_former_one(desk: Desk, shan: int) -> None:
    for name in ("单大雄", HOSTILE, "单雄信", "单大雄", "单雄信"):
        edit(desk, shan, {"name": name})
    assert set(customer(desk, shan).former_names) == {"单大雄", HOSTILE.strip()}
    assert best(desk, "单雄信").why == "name"


def test_a_number_given_again_is_hers_again_and_one_slip_of_today_leaves_nothing(
    desk: Desk, shan: int
) -> None:
    edit(desk, shan, {"phones": f"{NEW}5"})
    edit(desk, shan, {"phones": NEW})
    assert kept(customer(desk, shan))[2] == [OLD, "95588"]
    edit(desk, shan, {"phones": OLD})
    assert kept(customer(desk, shan)) == ([OLD], (), [NEW, "95588"])
    assert edit(desk, shan, {"phones": OLD}).already


def test_a_former_number_is_no_handle_and_no_phone(desk: Desk) -> None:
    number = create(desk, NewCustomer(phones=("95588",))).number
    with pytest.raises(BadValue, match="name or a phone"):
        edit(desk, number, {"phones": ""})
    edit(desk, number, {"name": "王", "phones": ""})
    assert [row.number for row in customers(desk, "no:phone")] == [number]
    assert [row.number for row in customers(desk, "phone:95588")] == [number]


def test_a_stay_that_is_taken_off_ends_today_and_one_typed_today_was_a_mistake(desk: Desk, shan: int) -> None:
    flat = place_meant(desk, "9-1-102")
    edit_place(desk, flat, {"pets": "大狗"})
    edit(desk, shan, {"premises": "9-1-99"})
    edit(desk, shan, {"premises": "9-1-999"})
    told_of = [(one.text, one.role, one.until) for one in customer(desk, shan).premises]
    assert told_of == [("9-1-999", "owner", None), ("9-1-102", "tenant", date(2026, 11, 23))]
    seen = place(desk, flat)
    assert [(one.customer_number, one.former) for one in seen.occupants] == [(shan, True)]
    assert seen.row.pets == ""
    assert "premises until 2026-11-23" in told(desk, timeline(desk, shan))[1].text


def test_the_present_tenant_comes_before_the_former_one(desk: Desk, shan: int) -> None:
    now = create(desk, NewCustomer("李强", premises=("9-1-102",))).number
    open_ticket(desk, NewTicket("漏水", customer=shan))
    edit(desk, shan, {"premises": "8-8-888"})
    assert [(found.number, found.why) for found in find(desk, "9-1-102")] == [
        (now, "premises"),
        (shan, "former_premises"),
    ]
    assert find(desk, "9-1-102")[1].premises == "8-8-888"


def test_an_edit_is_taken_back_whole_and_the_desk_is_sound(desk: Desk, shan: int) -> None:
    before = rows_of(desk)
    edit(desk, shan, {"name": "单大雄", "phones": NEW, "premises": "9-1-999"})
    undo_last(desk)
    assert rows_of(desk) == before
    assert best(desk, "7222").why == "phone"
    assert is_whole(desk)


def test_a_writing_mended_since_stays_when_an_older_edit_is_taken_back(desk: Desk, shan: int) -> None:
    edit(desk, shan, {"phones": "95588"})
    operation = timeline(desk, shan)[0].operation
    edit(desk, shan, {"phones": "9 55 88"})
    from servicedesk.operations.undo import undo

    undo(desk, operation)
    assert {one.raw for one in customer(desk, shan).phones} == {OLD, "9 55 88"}


def test_former_parts_go_along_when_files_are_joined_come_back_and_are_erased(desk: Desk, shan: int) -> None:
    edit(desk, shan, {"name": "单大雄", "phones": NEW})
    other = create(desk, NewCustomer("单大雄", phones=(OLD,))).number
    merge(desk, shan, other)
    assert kept(customer(desk, other)) == ([OLD, NEW], ("单雄信",), ["95588"])
    edit(desk, other, {"phones": NEW})
    assert kept(customer(desk, other)) == ([NEW], ("单雄信",), [OLD, "95588"])
    unmerge(desk, shan)
    assert kept(customer(desk, shan)) == ([NEW], ("单雄信",), [OLD, "95588"])
    assert kept(customer(desk, other)) == ([], (), [OLD])
    erase(desk, shan, "asked")
    assert kept(customer(desk, shan)) == ([], (), [])
    assert find(desk, "单雄信") == []
