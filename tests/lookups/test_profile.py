"""The profile of a customer, and that the database reckons completeness as the rule does."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import customers
from servicedesk.lookups.card import card
from servicedesk.lookups.profile import Profile, profile
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.own_fields import edit as edit_field
from servicedesk.operations.standing import fix_tier
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last


def profile_of(desk: Desk, number: int) -> Profile:
    return profile(desk, card(desk, number))


def test_habits_are_told_the_commonest_first(desk: Desk, clock: FrozenClock) -> None:
    number = create(desk, NewCustomer(name="王小明")).number
    for category in ("noise", "noise", "lifts"):
        open_ticket(desk, NewTicket(subject="x", customer=number, category=category, channel="wechat"))
    clock.at += timedelta(hours=5)
    log_contact(desk, NewContact(customer=number, text="asks again", channel="phone", direction="in"))
    seen = profile_of(desk, number)
    assert [(row.code, row.times) for row in seen.categories] == [("noise", 2), ("lifts", 1)]
    assert seen.channels == (("wechat", 3), ("phone", 1))
    assert seen.hours == (("08-12", 3), ("14-18", 1))
    assert (seen.satisfaction, seen.answers, seen.tenure_days) == (None, 0, 0)


def test_the_reason_of_a_tier_is_the_last_one_that_stands(desk: Desk) -> None:
    number = create(desk, NewCustomer(name="王小明")).number
    fix_tier(desk, number, "B", "first reason")
    fix_tier(desk, number, "A", "second reason")
    assert (profile_of(desk, number).tier, profile_of(desk, number).tier_reason) == ("A", "second reason")
    undo_last(desk)
    assert (profile_of(desk, number).tier, profile_of(desk, number).tier_reason) == ("B", "first reason")


def test_the_day_a_person_gives_counts_before_the_day_of_the_file(desk: Desk) -> None:
    number = create(desk, NewCustomer(name="王小明")).number
    edit(desk, number, {"since": "2025-11-23"})
    seen = profile_of(desk, number)
    assert (str(seen.since), seen.tenure_days) == ("2025-11-23", 365)


def test_the_database_reckons_completeness_as_the_rule_does(desk: Desk) -> None:
    edit_field(desk, "household_size", {"wanted": "yes"})
    made = []
    for kind, phone, email, place, channel in product(
        ("person", "company"), ("", "13800138000"), ("", "a@b.cn"), ("", "3-2-501"), ("", "wechat")
    ):
        new = NewCustomer(name="Somebody", kind=kind, phones=[phone], emails=[email], premises=[place])
        number = create(desk, new).number
        size = {"household_size": "3"} if channel and phone else {}
        edit(desk, number, {"preferred_channel": channel, "birthday": "1980-02-29" if email else "", **size})
        made.append(number)
    scores = {number: profile_of(desk, number).complete for number in made}
    assert len(set(scores.values())) > 10
    for score in set(scores.values()):
        found = sorted(customers.numbers(desk, f"complete:{score}"))
        assert found == [number for number in made if scores[number] == score]
    for part in ("phone", "email", "premises", "birthday", "channel", "household_size"):
        lacking = [number for number in made if part in profile_of(desk, number).missing]
        assert sorted(customers.numbers(desk, f"missing:{part}")) == lacking
