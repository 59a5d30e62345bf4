"""Who sent whom: kept, counted, joined and erased like everything else of a customer, and never in a circle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import customers as lists
from servicedesk.lookups.card import card
from servicedesk.lookups.referrals import heard, promoters, referred
from servicedesk.operations import customers
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.erasing import erase
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.standing import compute
from servicedesk.operations.undo import undo, undo_last
from servicedesk.problems import BadValue, NotFound, Refused


def filed(desk: Desk, name: str, by: int | str = "", way: str = "") -> int:
    return customers.create(desk, NewCustomer(name, referred_by=str(by), heard_of_us=way)).number


@pytest.fixture
def four(desk: Desk) -> list[int]:
    """王小明 sent Ann, who sent 单雪; Bob came by himself."""
    wang = filed(desk, "王小明")
    ann = filed(desk, "Ann", f"C{wang}", "朋友介绍")
    return [wang, ann, filed(desk, "单雪", ann), filed(desk, "Bob", way="my aunt [/b]")]


def test_a_chain_is_told_from_both_ends(desk: Desk, four: list[int]) -> None:
    wang, ann, shan, bob = four
    assert card(desk, shan).chain == ((ann, "Ann"), (wang, "王小明"))
    assert card(desk, wang).sent == ((ann, "Ann"),)
    assert [(one.number, one.by[0], one.step) for one in referred(desk, wang)] == [
        (ann, wang, 1),
        (shan, ann, 2),
    ]
    assert (card(desk, bob).chain, card(desk, bob).sent, referred(desk, bob)) == ((), (), [])
    with pytest.raises(NotFound):
        referred(desk, 99)


def test_promoters_come_best_first_with_what_became_of_those_they_sent(desk: Desk, four: list[int]) -> None:
    wang, ann, _shan, bob = four
    for number in (filed(desk, "x", bob), filed(desk, "y", bob)):
        customers.edit(desk, number, {"stage": "lapsed"})
    found = [(one.number, one.sent, one.stayed, one.reached, dict(one.became)) for one in promoters(desk)]
    assert found == [
        (wang, 1, 1, 2, {"new": 1}), (ann, 1, 1, 1, {"new": 1}), (bob, 2, 0, 2, {"lapsed": 2}),
    ]  # fmt: skip


def test_how_customers_heard_of_us_is_counted_in_codes_and_in_words_of_their_own(
    desk: Desk, four: list[int]
) -> None:
    counted = {(one.way, one.customers) for one in heard(desk)}
    assert counted == {("word_of_mouth", 2), ("my aunt [/b]", 1), ("", 1)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("referred:1", ["Ann"]), ("referred:C1,2", ["Ann", "单雪"]), ("介绍人:C2", ["单雪"]), ("-referred:1 heard:口碑", []),
        ("heard:word_of_mouth", ["Ann"]), ("has:referral", ["Ann", "王小明"]), ("has:推荐 referred:1", ["Ann"]),
    ],
)  # fmt: skip
def test_a_query_finds_who_was_sent_and_who_sends(
    desk: Desk, four: list[int], query: str, found: list[str]
) -> None:
    assert [row.name for row in lists.customers(desk, query)] == found


def test_a_chain_that_would_lead_back_is_refused(desk: Desk, four: list[int]) -> None:
    wang, _ann, shan, _bob = four
    with pytest.raises(Refused, match=f"C{shan} came to us through C{wang}") as refused:
        customers.edit(desk, wang, {"referred_by": str(shan)})
    assert f"customer referrals {wang}" in refused.value.hint
    with pytest.raises(Refused, match="itself"):
        customers.edit(desk, wang, {"referred_by": str(wang)})
    with pytest.raises(NotFound):
        customers.edit(desk, wang, {"referred_by": "99"})
    with pytest.raises(BadValue):
        customers.edit(desk, wang, {"referred_by": "Ann"})
    assert customers.edit(desk, shan, {"referred_by": ""}).customer.referred_by is None


def test_joined_files_are_one_promoter_and_part_as_they_were(desk: Desk, four: list[int]) -> None:
    wang, ann, shan, bob = four
    merge(desk, ann, bob)
    assert card(desk, shan).chain == ((bob, "Bob"), (wang, "王小明"))
    assert card(desk, bob).file.row.referred_by == wang
    assert [row.name for row in lists.customers(desk, f"referred:{ann}")] == ["单雪"]
    assert [(one.number, one.reached) for one in promoters(desk)] == [(wang, 2), (bob, 1)]
    with pytest.raises(Refused):
        customers.edit(desk, wang, {"referred_by": str(bob)})
    unmerge(desk, ann)
    assert card(desk, bob).file.row.referred_by is None
    assert card(desk, shan).chain == ((ann, "Ann"), (wang, "王小明"))


def test_joining_the_ends_of_a_chain_makes_no_circle(desk: Desk, four: list[int]) -> None:
    wang, ann, shan, _bob = four
    merge(desk, wang, shan)
    assert card(desk, shan).file.row.referred_by is None
    assert card(desk, ann).chain == ((shan, "单雪"),)
    assert [one.number for one in promoters(desk)] == [shan]
    unmerge(desk, wang)
    assert card(desk, shan).chain == ((ann, "Ann"), (wang, "王小明"))


def test_a_circle_that_undoing_closes_is_read_without_end(desk: Desk, four: list[int]) -> None:
    wang, ann, shan, _bob = four
    customers.edit(desk, ann, {"referred_by": ""})
    with desk.store.reading() as reader:
        cut = reader.rows("SELECT max(operation) FROM event")[0][0]
    customers.edit(desk, wang, {"referred_by": str(shan)})
    undo(desk, cut)
    assert card(desk, wang).chain == ((shan, "单雪"), (ann, "Ann"))
    assert len(promoters(desk)) == 3
    assert [one.number for one in referred(desk, wang)] == [ann, shan]


def test_a_customer_sent_to_us_contributes_to_the_standing(
    desk: Desk, four: list[int], clock: FrozenClock
) -> None:
    wang = four[0]
    log_contact(desk, NewContact(wang, "hello"))
    moved = {one.number: one.facts["scores"] for one in compute(desk, dry_run=True)}
    assert ["contribution", 2, 1] in moved[wang]
    clock.at += timedelta(days=400)
    moved = {one.number: one.facts["scores"] for one in compute(desk, dry_run=True)}
    assert ["contribution", 1, 0] in moved[wang]


def test_an_erased_promoter_is_nobodys_any_more(desk: Desk, four: list[int]) -> None:
    wang, ann, _shan, bob = four
    erase(desk, wang, "asked for it")
    assert (card(desk, ann).chain, [one.number for one in promoters(desk)]) == ((), [ann])
    erase(desk, bob, "asked for it")
    assert ("my aunt [/b]", 1) not in {(one.way, one.customers) for one in heard(desk)}


def test_an_edit_is_undone(desk: Desk, four: list[int]) -> None:
    wang, _ann, _shan, bob = four
    customers.edit(desk, bob, {"referred_by": str(wang), "heard_of_us": "网上"})
    row = card(desk, bob).file.row
    assert (row.referred_by, row.referred_by_name, row.heard_of_us) == (wang, "王小明", "web")
    undo_last(desk)
    assert (card(desk, bob).file.row.referred_by, card(desk, bob).file.row.heard_of_us) == (
        None,
        "my aunt [/b]",
    )
