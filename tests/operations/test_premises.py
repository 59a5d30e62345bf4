"""Premises outlive their occupants: the tree, moving in and out, and what a new tenant inherits."""

from __future__ import annotations

from datetime import date

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import card as cards
from servicedesk.lookups import customers as files
from servicedesk.lookups.find import find
from servicedesk.lookups.premises import place, place_meant, premises
from servicedesk.lookups.search import search
from servicedesk.lookups.tickets import tickets
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.customers import edit as edit_customer
from servicedesk.operations.merging import merge, unmerge
from servicedesk.operations.premises import NewPlace, Placed, edit, move_in, move_out, new
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, Conflict, NotFound, Refused
from tests.support import HOSTILE

FLAT = "3-2-501"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def wang(desk: Desk) -> int:
    made = NewCustomer("王小明", ("13800138000",), premises=(FLAT,), role="tenant", note=f"欠费 {HOSTILE}")
    return create(desk, made).number


@pytest.fixture
def flat(desk: Desk, wang: int) -> int:
    assert wang
    return place_meant(desk, FLAT)


def test_places_stand_in_a_tree(desk: Desk) -> None:
    site = new(desk, NewPlace("枫林苑", kind="site")).number
    house = new(desk, NewPlace("枫林苑 3栋", site, "building", access="门禁 1234#")).number
    flat = new(desk, NewPlace("枫林苑 3栋 501", house, pets=HOSTILE)).number
    seen = place(desk, flat)
    assert seen.path == ((site, "枫林苑"), (house, "枫林苑 3栋"))
    assert (seen.row.parent, seen.row.pets) == ("枫林苑 3栋", HOSTILE.strip())
    assert [row.number for row in place(desk, site).below] == [house]
    assert place(desk, house).row.access == "门禁 1234#"


def test_a_place_cannot_stand_in_itself(desk: Desk) -> None:
    site = new(desk, NewPlace("A", kind="site")).number
    house = new(desk, NewPlace("B", site)).number
    for wrong in (site, house):
        with pytest.raises(BadValue):
            edit(desk, site, {"in": str(wrong)})
    assert edit(desk, house, {"in": ""}) == Placed(house)
    assert place(desk, house).path == ()


@pytest.mark.parametrize(
    ("said", "problem"), [("", BadValue), ("３－２－５０１", Refused), (FLAT, Refused), ("x" * 301, BadValue)]
)
def test_a_name_is_needed_and_is_had_once(desk: Desk, flat: int, said: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        new(desk, NewPlace(said))
    with pytest.raises(problem):
        edit(desk, new(desk, NewPlace("other")).number, {"text": said})
    assert place(desk, flat).row.text == FLAT


def test_a_stale_edit_is_a_conflict_and_an_unknown_field_a_bad_value(desk: Desk, flat: int) -> None:
    edit(desk, flat, {"keys": "前台"}, if_version=1)
    assert edit(desk, flat, {"keys": "前台"}).already
    with pytest.raises(Conflict):
        edit(desk, flat, {"keys": "x"}, if_version=1)
    with pytest.raises(BadValue):
        edit(desk, flat, {"colour": "red"})
    with pytest.raises(NotFound):
        edit(desk, 999, {"note": "x"})


@pytest.mark.parametrize("said", ["501", "3栋2单元501室", FLAT, "３－２－５０１"])
def test_a_place_is_found_by_any_fragment_and_written_otherwise(desk: Desk, flat: int, said: str) -> None:
    new(desk, NewPlace("8-1-202"))
    assert [row.number for row in premises(desk, said)] == [flat]
    if said != "501":  # a number alone is P501 or a whole name, never a part of one
        assert place_meant(desk, said) == flat


def test_a_place_is_meant_by_its_number_or_it_is_asked_which(desk: Desk, flat: int) -> None:
    new(desk, NewPlace("3-2-502"))
    assert place_meant(desk, f"P{flat}") == flat
    with pytest.raises(Refused) as several:
        place_meant(desk, "3-2-5")
    assert f"P{flat} {FLAT}" in several.value.hint
    for unknown in ("nowhere", "501", ""):
        with pytest.raises(NotFound):
            place_meant(desk, unknown)


def test_a_new_tenant_inherits_the_place_and_never_the_last_tenants_notes(
    desk: Desk, wang: int, flat: int
) -> None:
    edit(desk, flat, {"access": "水表在门后", "note": "老旧水管", "pets": "大狗"})
    leak = open_ticket(desk, NewTicket("漏水", customer=str(wang), premises=FLAT)).ticket.number
    done = move_out(desk, wang, flat)
    assert len(done.notes) == 2
    assert "老旧水管" in done.notes[1]
    zhao = create(desk, NewCustomer("赵新来")).number
    move_in(desk, zhao, flat, "租户", MONDAY)

    seen = place(desk, flat)
    assert [(one.customer_number, one.role, one.until) for one in seen.occupants] == [
        (zhao, "tenant", None),
        (wang, "tenant", MONDAY),
    ]
    assert [ticket.number for ticket in seen.tickets] == [leak]
    assert (seen.row.access, seen.row.note, seen.row.pets) == ("水表在门后", "老旧水管", "")
    file = cards.card(desk, zhao).file
    assert (file.row.note, file.row.do_not, file.row.premises) == ("", "", FLAT)
    assert [place.note for place in file.premises] == ["老旧水管"]
    assert "欠费" in files.customer(desk, wang).row.note
    assert "欠费" not in repr(seen)


def test_who_has_left_is_shown_as_former_and_not_offered_as_living_there(
    desk: Desk, wang: int, flat: int
) -> None:
    move_in(desk, wang, new(desk, NewPlace("8-1-202")).number, "owner")
    move_out(desk, wang, flat, date(2026, 11, 1))
    file = files.customer(desk, wang)
    assert [(one.text, one.former) for one in file.premises] == [("8-1-202", False), (FLAT, True)]
    assert file.row.premises == "8-1-202"
    assert [one.text for one in file.present_premises] == ["8-1-202"]
    assert files.customers(desk, f"premises:{FLAT}") == []
    assert [hit.number for hit in find(desk, FLAT)] == [wang]  # a former address still finds
    ticket = open_ticket(desk, NewTicket("where?", customer=str(wang))).ticket
    assert ticket.premises == "8-1-202"


def test_one_who_left_everything_has_no_premises(desk: Desk, wang: int, flat: int) -> None:
    move_out(desk, wang, flat)
    assert files.customer(desk, wang).row.premises is None
    assert [row.number for row in files.customers(desk, "no:premises")] == [wang]
    assert open_ticket(desk, NewTicket("call", customer=str(wang))).ticket.premises is None


def test_an_edit_of_the_list_of_premises_leaves_former_stays_alone(desk: Desk, wang: int, flat: int) -> None:
    move_out(desk, wang, flat)
    edit_customer(desk, wang, {"premises": "8-1-202 (tenant)"})
    edit_customer(desk, wang, {"premises": f"{FLAT} (owner)"})
    told = [(one.text, one.role, one.former) for one in files.customer(desk, wang).premises]
    assert told == [(FLAT, "owner", False), (FLAT, "tenant", True)]


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 10, 31)])
def test_a_stay_ends_neither_tomorrow_nor_before_it_began(
    desk: Desk, wang: int, flat: int, day: date
) -> None:
    move_in(desk, wang, flat, "tenant", date(2026, 11, 1))
    with pytest.raises(BadValue):
        move_out(desk, wang, flat, day)


def test_moving_twice_is_so_already_and_a_stranger_does_not_live_there(
    desk: Desk, wang: int, flat: int
) -> None:
    assert move_in(desk, wang, flat, "tenant").already
    assert not move_out(desk, wang, flat).already
    assert move_out(desk, wang, flat).already
    with pytest.raises(Refused):
        move_out(desk, create(desk, NewCustomer("x")).number, flat)
    with pytest.raises(BadValue):
        move_in(desk, wang, flat, "king")


@pytest.mark.parametrize(("who_stays", "pets"), [("family", "猫"), ("owner", "")])
def test_pets_go_with_the_last_of_the_household(
    desk: Desk, wang: int, flat: int, who_stays: str, pets: str
) -> None:
    move_in(desk, create(desk, NewCustomer("x")).number, flat, who_stays)
    edit(desk, flat, {"pets": "猫"})
    move_out(desk, wang, flat)
    assert place(desk, flat).row.pets == pets


def test_moving_and_editing_can_be_taken_back(desk: Desk, wang: int, flat: int) -> None:
    edit(desk, flat, {"pets": "猫"})
    before = place(desk, flat)
    move_out(desk, wang, flat)
    undo_last(desk)
    assert place(desk, flat).occupants == before.occupants
    assert place(desk, flat).row.pets == "猫"
    made = new(desk, NewPlace("gone", flat)).number
    undo_last(desk)
    with pytest.raises(NotFound):
        place(desk, made)


def test_the_history_tells_who_moved_where(desk: Desk, wang: int, flat: int) -> None:
    from servicedesk.lookups.timelines import told

    move_out(desk, wang, flat, date(2026, 11, 1))
    newest = told(desk, cards.timeline(desk, wang, 1))[0]
    assert (newest.label, newest.text) == ("moved out", f"{FLAT}, until 2026-11-01")


def test_a_renamed_place_is_found_by_its_new_name(desk: Desk, wang: int, flat: int) -> None:
    leak = open_ticket(desk, NewTicket("漏水", customer=str(wang))).ticket.number
    edit(desk, flat, {"text": "Harbour 77"})
    assert {(hit.kind, hit.number) for hit in search(desk, "harbour")} == {
        ("ticket", leak),
        ("customer", wang),
    }
    assert search(desk, FLAT) == []
    undo_last(desk)
    assert len(search(desk, FLAT)) == 2
    assert tickets(desk, f"premises:{FLAT}")[0].number == leak


def test_a_former_stay_goes_along_when_files_are_joined_and_comes_back(
    desk: Desk, wang: int, flat: int
) -> None:
    other = create(desk, NewCustomer("王小明", premises=(FLAT,))).number
    move_out(desk, wang, flat, date(2026, 11, 1))
    merge(desk, wang, other)
    told = [(one.text, one.former) for one in files.customer(desk, other).premises]
    assert told == [(FLAT, False), (FLAT, True)]
    unmerge(desk, wang)
    assert [one.former for one in files.customer(desk, wang).premises] == [True]
    assert [one.former for one in files.customer(desk, other).premises] == [False]
