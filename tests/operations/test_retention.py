"""What the firm's periods say is due, who is spared, and what going by them leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.card import card
from servicedesk.lookups.contacts import contacts, count
from servicedesk.lookups.find import find
from servicedesk.lookups.retention import due
from servicedesk.lookups.search import search
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.callbacks import plan as plan_call
from servicedesk.operations.checkup import checkup
from servicedesk.operations.consents import give
from servicedesk.operations.contacts import NewContact, log_contact
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.retention import erase_due
from servicedesk.operations.rights import hold
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import NotPermitted
from tests.support import ACCOUNT, as_role

YEARS = timedelta(days=5 * 366)


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", phones=("138 0013 8000",))).number


def test_a_file_is_due_when_nobody_heard_of_it_for_so_long(desk: Desk, clock: FrozenClock, wang: int) -> None:
    assert due(desk).customers == ()
    clock.at += YEARS
    assert [row.number for row in due(desk).customers] == [wang]


@pytest.mark.parametrize("by", ["contact", "ticket", "call", "consent", "hold"])
def test_whoever_was_heard_of_owed_something_or_is_held_is_spared(
    desk: Desk, clock: FrozenClock, wang: int, by: str
) -> None:
    start = clock.at
    clock.at += YEARS
    acts = {
        "contact": lambda: log_contact(desk, NewContact(wang, "hello")),
        "ticket": lambda: open_ticket(desk, NewTicket("漏水", customer=wang, opened_at=start)),
        "call": lambda: plan_call(desk, NewCallback(wang, clock.at, "ring")),
        "consent": lambda: give(desk, wang, "marketing"),
        "hold": lambda: hold(desk, wang, "court"),
    }
    acts[by]()
    found = due(desk)
    assert (found.customers, found.held) == ((), 1 if by == "hold" else 0)


def test_only_who_may_erase_goes_by_the_periods(desk: Desk, clock: FrozenClock, wang: int) -> None:
    assert wang
    clock.at += YEARS
    with pytest.raises(NotPermitted):
        erase_due(as_role(desk, "receptionist"))
    assert len(due(as_role(desk, "receptionist")).customers) == 1


def test_the_words_of_an_old_contact_go_and_the_contact_is_counted(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    log_contact(desk, NewContact(wang, "OLD-WORDS 旧话"))
    clock.at += YEARS
    log_contact(desk, NewContact(wang, "新话 newer"))
    done = erase_due(desk)
    assert (done.customers, done.contacts, done.refused, done.left) == ((), 1, (), "")
    assert count(desk, wang) == 2
    assert [row.text for row in contacts(desk, wang)] == ["新话 newer", "[erased]"]
    assert search(desk, "旧话") == []
    assert b"OLD-WORDS" not in desk.store.path.read_bytes()
    assert due(desk).contacts == ()
    checks = {check.name: (check.state, check.detail) for check in checkup(desk.store.path, desk.clock)}
    assert checks["chain"] == checks["search"] == ("ok", "")


def test_files_that_are_due_are_erased_together(desk: Desk, clock: FrozenClock, wang: int) -> None:
    others = [create(desk, NewCustomer(f"客户{number}")).number for number in range(3)]
    clock.at += YEARS
    fresh = create(desk, NewCustomer("新客户")).number
    assert erase_due(desk).customers == (wang, *others)
    assert find(desk, "客户") != []
    assert card(desk, fresh).file.row.name == "新客户"
    assert due(desk).customers == ()


def test_the_firm_sets_its_own_periods(desk: Desk, clock: FrozenClock, wang: int) -> None:
    set_setting(desk, "retention.customer_years", "1")
    set_setting(desk, "retention.contact_years", "0")
    log_contact(desk, NewContact(wang, "words"))
    again = open_desk(desk.store.path, account=ACCOUNT, clock=clock)
    clock.at += timedelta(days=367)
    found = due(again)
    assert ([row.number for row in found.customers], found.contacts) == ([wang], ())
