"""Agreements with customers and about premises: their days, renewal, the card, joining and erasure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.agreements import agreement, agreements
from servicedesk.lookups.premises import place, place_meant
from servicedesk.operations.agreements import NewAgreement, edit, end, new
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.erasing import erase
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.premises import NewPlace, move_in
from servicedesk.operations.premises import edit as edit_place
from servicedesk.operations.premises import new as new_place
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, Conflict, NotFound, Refused
from tests.support import HOSTILE

MONDAY = date(2026, 11, 23)


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", premises=("3-2-501",))).number


@pytest.mark.parametrize(
    ("start", "last", "state", "is_due"),
    [
        (-30, None, "running", False),
        (-30, 0, "running", True),
        (-30, 30, "running", True),
        (-30, 31, "running", False),
        (-30, -1, "ran_out", True),
        (1, 10, "coming", True),
    ],
)
def test_what_ends_soon_or_ran_out_is_up_for_renewal(
    desk: Desk, wang: int, start: int, last: int | None, state: str, is_due: bool
) -> None:
    ends = None if last is None else MONDAY + timedelta(last)
    made = new(desk, NewAgreement(customer=wang, start=MONDAY + timedelta(start), end=ends)).agreement
    assert made.state(MONDAY) == state
    assert [row.number for row in agreements(desk, due=30)] == ([made.number] if is_due else [])
    assert end(desk, made.number, max(MONDAY, made.starts_on)).agreement.state(MONDAY) == "ended"
    assert agreements(desk, due=30) == agreements(desk) == []
    assert [row.number for row in agreements(desk, ended=True)] == [made.number]
    assert end(desk, made.number).already


def test_an_agreement_needs_somebody_or_some_place_and_days_in_order(desk: Desk, wang: int) -> None:
    with pytest.raises(BadValue):
        new(desk, NewAgreement())
    with pytest.raises(BadValue):
        new(desk, NewAgreement(customer=wang, end=date(2026, 1, 1)))
    with pytest.raises(NotFound):
        new(desk, NewAgreement(premises=999))
    made = new(desk, NewAgreement(premises=place_meant(desk, "3-2-501"), note=HOSTILE)).agreement
    with pytest.raises(BadValue):
        edit(desk, made.number, {"end": "2020-01-01"})
    with pytest.raises(BadValue):
        edit(desk, made.number, {"price": "1"})
    with pytest.raises(BadValue):
        end(desk, made.number, date(2020, 1, 1))
    assert agreement(desk, made.number) == made
    assert edit(desk, made.number, {"note": HOSTILE}).already


def test_an_edit_is_kept_told_and_taken_back(desk: Desk, wang: int) -> None:
    made = new(desk, NewAgreement(customer=wang, end=date(2026, 12, 1))).agreement
    renewed = edit(desk, made.number, {"end": "2027-12-01", "services": "保洁"}, if_version=1).agreement
    assert (renewed.ends_on, renewed.services) == (date(2027, 12, 1), "保洁")
    with pytest.raises(Conflict):
        edit(desk, made.number, {"end": ""}, if_version=1)
    undo_last(desk)
    assert agreement(desk, made.number).ends_on == date(2026, 12, 1)
    undo_last(desk)
    with pytest.raises(NotFound):
        agreement(desk, made.number)


def test_a_place_names_its_agreements_and_keeps_them_when_people_move(desk: Desk, wang: int) -> None:
    flat = place_meant(desk, "3-2-501")
    made = new(desk, NewAgreement("management", wang, flat)).agreement
    assert place(desk, flat).agreements == (made,)
    end(desk, made.number)
    assert place(desk, flat).agreements == ()


def test_agreements_go_along_when_files_are_joined_and_come_back(desk: Desk, wang: int) -> None:
    other = create(desk, NewCustomer("王小明")).number
    made = new(desk, NewAgreement(customer=wang)).agreement.number
    merge(desk, wang, other)
    assert agreement(desk, made).customer_number == other
    unmerge(desk, wang)
    assert agreement(desk, made).customer_number == wang


def test_a_place_that_was_hers_alone_is_forgotten_with_its_history(desk: Desk) -> None:
    her = create(desk, NewCustomer("王小明")).number
    house = new_place(desk, NewPlace("王府花园七号", note="主人怕狗叫")).number
    edit_place(desk, house, {"pets": "黑色獒犬一只"})
    move_in(desk, her, house)
    erase(desk, her, "asked for it")
    raw = desk.store.path.read_bytes()
    assert [word for word in ("王府花园七号", "主人怕狗叫", "黑色獒犬一只") if word.encode() in raw] == []


def test_an_erased_persons_agreements_keep_their_days_and_no_words(desk: Desk, wang: int) -> None:
    number = new(
        desk,
        NewAgreement(
            "lease",
            wang,
            place_meant(desk, "3-2-501"),
            services="保洁",
            reference="HT-2026-7",
            note="王小明押金",
        ),
    ).agreement.number
    erase(desk, wang, "asked for it")
    left = agreement(desk, number)
    assert (left.kind, left.starts_on, left.services, left.reference, left.note) == (
        "lease",
        MONDAY,
        "",
        "",
        "",
    )
    raw = desk.store.path.read_bytes()
    assert not any(word.encode() in raw for word in ("HT-2026-7", "王小明押金", "3-2-501"))
    with pytest.raises(Refused):
        new(desk, NewAgreement(customer=wang))
