"""Needs are noted, edited, met and dropped; they go where their ticket and their customer go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import needs as lookup
from servicedesk.lookups.card import card, timeline
from servicedesk.lookups.need_counts import counts
from servicedesk.lookups.needs import Wanted
from servicedesk.lookups.ticket_file import ticket_file
from servicedesk.lookups.timelines import told
from servicedesk.operations import customers, merging, needs, tickets
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.erasing import erase
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.needs import NewNeed
from servicedesk.operations.relations import merge as merge_tickets
from servicedesk.operations.saved_segments import NewSegment
from servicedesk.operations.saved_segments import add as add_segment
from servicedesk.operations.standing import fix_tier
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, Conflict, NotFound, Refused
from tests.support import ACCOUNT, HOSTILE


@pytest.fixture
def wang(desk: Desk) -> int:
    return customers.create(desk, NewCustomer("王小明", phones=("13800138000",))).number


@pytest.fixture
def chen(desk: Desk) -> int:
    return customers.create(desk, NewCustomer("Chen Jie")).number


def opened(desk: Desk, customer: int | None, category: str = "water_power", kind: str = "repair") -> int:
    new = NewTicket(
        "漏水", customer=customer, caller="" if customer else "somebody", category=category, kind=kind
    )
    return open_ticket(desk, new).ticket.number


def test_what_a_ticket_tells_is_direct_and_takes_its_customer_and_category(desk: Desk, wang: int) -> None:
    number = opened(desk, wang)
    row = needs.note(desk, NewNeed(HOSTILE, ticket=number)).need
    assert (row.customer_number, row.ticket, row.category, row.kind) == (
        wang,
        number,
        "water_power",
        "direct",
    )
    assert row.words == HOSTILE
    assert [need.number for need in ticket_file(desk, number).needs] == [row.number]
    assert [need.number for need in card(desk, wang).needs] == [row.number]


def test_what_is_noticed_of_a_customer_is_latent(desk: Desk, wang: int) -> None:
    row = needs.note(
        desk, NewNeed(" 静音泵 ", wang, need_class="体验性", level="安全", impact="高", category="水电")
    ).need
    assert (row.kind, row.need_class, row.level, row.impact) == ("latent", "experience", 2, 3)
    assert (row.words, row.category, row.state, row.noted_by) == ("静音泵", "water_power", "open", "li.na")


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (NewNeed("x"), BadValue),
        (NewNeed(" \n ", 1), BadValue),
        (NewNeed("x", 99), NotFound),
        (NewNeed("x", ticket=99), NotFound),
        (NewNeed("x", 1, need_class="big"), BadValue),
        (NewNeed("x", 1, level="6"), BadValue),
        (NewNeed("x", 1, impact="4"), BadValue),
        (NewNeed("x", 1, category="nothing"), NotFound),
        (NewNeed("x", 2, ticket=1), Refused),
        (NewNeed("x", 1, ticket=2), Refused),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, wang: int, chen: int, new: NewNeed, problem: type[Exception]
) -> None:
    opened(desk, wang)
    opened(desk, None)
    with pytest.raises(problem):
        needs.note(desk, new)
    assert lookup.needs(desk) == []


def test_an_unknown_callers_need_goes_into_the_file_that_is_found(desk: Desk, wang: int, chen: int) -> None:
    number = opened(desk, None)
    row = needs.note(desk, NewNeed("x", ticket=number)).need
    assert row.customer_number is None
    tickets.edit(desk, number, {"customer": str(wang)})
    assert [need.number for need in card(desk, wang).needs] == [row.number]
    tickets.edit(desk, number, {"customer": str(chen)})
    assert card(desk, wang).needs == ()
    assert [need.number for need in card(desk, chen).needs] == [row.number]
    undo_last(desk)
    assert [need.number for need in card(desk, wang).needs] == [row.number]


def test_needs_stand_on_the_ticket_that_stays(desk: Desk, wang: int) -> None:
    unknown, known = opened(desk, None), opened(desk, wang)
    first = needs.note(desk, NewNeed("x", ticket=unknown)).need.number
    merge_tickets(desk, unknown, known)
    second = needs.note(desk, NewNeed("y", ticket=unknown)).need.number
    assert [(need.row.ticket, need.row.customer_number) for need in lookup.needs(desk)] == [(known, wang)] * 2
    undo_last(desk)
    undo_last(desk)
    row = lookup.need(desk, first).row
    assert (row.ticket, row.customer_number) == (unknown, None)
    with pytest.raises(NotFound):
        lookup.need(desk, second)


def test_a_need_is_met_with_what_met_it_and_can_stand_again(
    desk: Desk, wang: int, clock: FrozenClock
) -> None:
    number = needs.note(desk, NewNeed("x", wang)).need.number
    clock.at += timedelta(days=2)
    done = needs.met(desk, number, "New pump").need
    assert (done.state, done.done, done.settled_at) == ("met", "New pump", clock.at)
    assert needs.met(desk, number, "New pump").already
    assert needs.drop(desk, number, "of no use").need.state == "dropped"
    with pytest.raises(BadValue):
        needs.drop(desk, number, " ")
    again = needs.reopen(desk, number).need
    assert (again.state, again.done, again.settled_at) == ("open", "", None)
    assert needs.reopen(desk, number).already
    with pytest.raises(NotFound):
        needs.met(desk, 99, "x")


def test_an_edit_changes_fields_and_meets_a_stale_version(desk: Desk, wang: int) -> None:
    row = needs.note(desk, NewNeed("x", wang)).need
    edited = needs.edit(desk, row.number, {"words": "y", "class": "social", "level": "", "impact": "1"}).need
    assert (edited.words, edited.need_class, edited.level, edited.impact) == ("y", "social", None, 1)
    assert needs.edit(desk, row.number, {"words": "y"}).already
    with pytest.raises(Conflict):
        needs.edit(desk, row.number, {"words": "z"}, if_version=row.version)
    with pytest.raises(BadValue):
        needs.edit(desk, row.number, {"score": "9"})


def test_every_verb_is_told_and_taken_back(desk: Desk, wang: int) -> None:
    number = needs.note(desk, NewNeed("静音泵", wang, category="water_power")).need.number
    needs.edit(desk, number, {"impact": "3"})
    needs.met(desk, number, "换了泵")
    lines = [(one.label, one.text) for one in told(desk, timeline(desk, wang)[::-1])][-3:]
    assert lines == [
        ("need noted", "静音泵, latent, functional, Water and electricity"),
        ("need edited", "impact matters → vital"),
        ("need met", "换了泵"),
    ]
    undo_last(desk)
    assert lookup.need(desk, number).row.state == "open"
    undo_last(desk)
    assert lookup.need(desk, number).row.impact == 2
    undo_last(desk)
    with pytest.raises(NotFound):
        lookup.need(desk, number)


def test_the_backlog_puts_first_what_many_good_customers_ask_for(
    desk: Desk, wang: int, chen: int, clock: FrozenClock
) -> None:
    alone = needs.note(desk, NewNeed("alone", chen, impact="3")).need.number
    shared = needs.note(desk, NewNeed("shared", chen, category="water_power", impact="2")).need.number
    golden = needs.note(desk, NewNeed("same", wang, category="水电", impact="2")).need.number
    other = needs.note(
        desk, NewNeed("other", wang, category="水电", need_class="social", impact="1")
    ).need.number
    gone = needs.note(desk, NewNeed("gone", wang, category="水电")).need.number
    needs.met(desk, gone, "done")
    fix_tier(desk, wang, "A", "large")
    told_scores = [(need.number, need.score) for need in lookup.needs(desk)]
    assert told_scores == [(golden, 6.0), (shared, 4.0), (alone, 3.0), (other, 1.5)]
    assert lookup.need(desk, golden).reason == "asked 2 times by 2 customers x impact 2 x tier A 1.5"
    assert (lookup.need(desk, gone).score, lookup.need(desk, gone).reason) == (None, "")
    set_setting(desk, "needs.tier_weights", "A=0.5 B=1")
    again = {
        need.number: need.score for need in lookup.needs(open_desk(desk.store, account=ACCOUNT, clock=clock))
    }
    assert again[golden] == 2.0


def test_the_backlog_is_narrowed_by_every_code_and_by_a_segment(desk: Desk, wang: int, chen: int) -> None:
    first = needs.note(desk, NewNeed("a", wang, need_class="social", category="parking")).need.number
    second = needs.note(desk, NewNeed("b", ticket=opened(desk, chen))).need.number
    needs.drop(desk, second, "no")
    add_segment(desk, NewSegment("Named Wang", "王小明"))
    for wanted, found in (
        (Wanted(need_class="社会性"), [first]),
        (Wanted(kind="latent", category="停车"), [first]),
        (Wanted(state="dropped"), [second]),
        (Wanted(state="", customer=chen), [second]),
        (Wanted(state="", segment="Named Wang"), [first]),
        (Wanted(state=""), [first, second]),
        (Wanted(kind="direct"), []),
    ):
        assert [need.number for need in lookup.needs(desk, wanted)] == found
    for wrong in (Wanted(need_class="big"), Wanted(state="gone")):
        with pytest.raises(BadValue):
            lookup.needs(desk, wrong)
    for unknown in (Wanted(category="nothing"), Wanted(segment="nobody")):
        with pytest.raises(NotFound):
            lookup.needs(desk, unknown)


def test_the_third_ticket_of_one_category_in_ninety_days_suggests_a_need(
    desk: Desk, wang: int, clock: FrozenClock
) -> None:
    first = opened(desk, wang)
    clock.at += timedelta(days=60)
    second = opened(desk, wang)
    opened(desk, wang, "parking")
    tickets.cancel(desk, opened(desk, wang), "wrong number")
    assert lookup.suggested(desk) == []
    clock.at += timedelta(days=29)
    third = opened(desk, wang)
    found = lookup.suggested(desk)
    assert [(one.customer_number, one.tickets) for one in found] == [(wang, (first, second, third))]
    assert found[0].words == "3 tickets about Water and electricity in 90 days: offer an inspection"
    assert card(desk, wang).suggested == tuple(found)
    needs.note(desk, NewNeed("an inspection", wang, category="water_power"))
    assert (lookup.suggested(desk), card(desk, wang).suggested) == ([], ())
    customers.edit(desk, wang, {"archived": "yes"})
    undo_last(desk)
    undo_last(desk)
    assert lookup.suggested(desk) == found
    clock.at += timedelta(days=2)
    assert lookup.suggested(desk) == []


def test_needs_are_counted_by_the_firms_months(desk: Desk, wang: int, clock: FrozenClock) -> None:
    clock.at = clock.at.replace(month=9, day=30, hour=15, minute=59)
    needs.note(desk, NewNeed("late in September", wang, need_class="social"))
    clock.at += timedelta(minutes=2)
    needs.note(desk, NewNeed("October has begun in Shanghai", wang, need_class="social", level="4"))
    needs.note(desk, NewNeed("and again", wang, need_class="social"))
    clock.at = clock.at.replace(month=11, day=23)
    needs.met(desk, needs.note(desk, NewNeed("now", wang, need_class="social")).need.number, "done")
    lines = counts(desk, months=4)
    assert [line.code for line in lines] == ["functional", "emotional", "experience", "social"]
    assert [(one.month, one.needs, one.change) for one in lines[3].months] == [
        ("2026-08", 0, None), ("2026-09", 1, 1), ("2026-10", 2, 1), ("2026-11", 1, -1),
    ]  # fmt: skip
    assert (lines[3].trend, lines[3].total, lines[0].trend) == ("rising", 4, "steady")
    assert [(line.code, line.total) for line in counts(desk, "level")] == [("4", 1), ("", 3)]
    assert [(line.code, line.total) for line in counts(desk, "state")] == [("open", 3), ("met", 1)]
    for wrong in (("size", 6), ("class", 0), ("class", 999)):
        with pytest.raises(BadValue):
            counts(desk, *wrong)


def test_needs_go_with_a_joined_file_and_come_back(desk: Desk, wang: int, chen: int) -> None:
    number = needs.note(desk, NewNeed("x", chen)).need.number
    merging.merge(desk, chen, wang)
    assert lookup.need(desk, number).row.customer_number == wang
    later = needs.note(desk, NewNeed("y", chen)).need
    assert later.customer_number == wang
    merging.unmerge(desk, chen)
    assert [need.number for need in card(desk, chen).needs] == [number]
    assert [need.number for need in card(desk, wang).needs] == [later.number]


def test_an_erased_persons_needs_keep_only_what_is_counted(desk: Desk, wang: int, chen: int) -> None:
    number = needs.note(desk, NewNeed("zrneed", wang, need_class="social", level="4")).need.number
    others = needs.note(desk, NewNeed("quieter than 王小明", chen)).need.number
    done = erase(desk, wang, "asked for it")
    assert [tuple(one) for one in done.mentions] == [("need", others)]
    row = lookup.need(desk, number).row
    assert (row.words, row.state, row.need_class, row.level) == ("[erased]", "dropped", "social", 4)
    for act in (
        lambda: needs.edit(desk, number, {"words": "again"}),
        lambda: needs.met(desk, number, "again"),
        lambda: needs.reopen(desk, number),
    ):
        with pytest.raises(Refused):
            act()
    assert counts(desk)[3].total == 1
