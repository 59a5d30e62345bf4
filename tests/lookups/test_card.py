"""The card a receptionist sees while the phone rings, and the history below it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups.card import card, timeline
from servicedesk.operations import handling, tickets
from servicedesk.operations.change import change
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries import contacts
from servicedesk.store.queries.merging import JOINED_FILES
from servicedesk.store.tables import Callback
from tests.support import ACCOUNT


def owe(desk: Desk, customer: int, origin: str, hours: int) -> int:
    """Puts a callback on the desk that is due in some hours."""
    with change(desk, Permission.CALLBACK_WORK) as work:
        callback = work.add(
            Callback(
                customer_id=customer,
                origin=origin,
                promised=origin == "promised",
                reason="说好回电",
                due_at=work.now + timedelta(hours=hours),
                created_at=work.now,
            )
        )
        work.record("callback.created", callback=callback)
        return callback.number


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(
        desk,
        NewCustomer("王小明", phones=("138 0013 8000",), do_not="no calls at noon", best_time="after 10"),
    ).number


def test_the_card_tells_who_this_is_and_what_is_owed(desk: Desk, wang: int) -> None:
    edit(desk, wang, {"opt_outs": "email", "tags": "vip"})
    opened = open_ticket(desk, NewTicket("漏水", customer=wang, kind="complaint", channel="wechat")).ticket
    ended = open_ticket(desk, NewTicket("停车", customer=wang)).ticket.number
    tickets.resolve(desk, ended, "done")
    late, promised = owe(desk, wang, "manual", 1), owe(desk, wang, "promised", 2)
    seen = card(desk, wang)
    assert seen.file.row.name == "王小明"
    assert [ticket.number for ticket in seen.tickets] == [opened.number]
    assert [owed.id for owed in seen.owed][:2] == [promised, late]
    assert (seen.ticket_count, seen.complaint_count) == (2, 1)
    assert (seen.do_not, seen.best_time, seen.opt_outs, seen.tags) == (
        "no calls at noon", "after 10", ("email",), ("vip",),
    )  # fmt: skip


def test_the_last_contact_is_the_newest_word_or_the_ticket_that_was_brought(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    assert card(desk, wang).last_contact is None
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    brought = card(desk, wang).last_contact
    assert brought is not None
    assert (brought.at, brought.direction, brought.text) == (clock.at, "in", "漏水")
    clock.at += timedelta(minutes=5)
    handling.reply(desk, number, "师傅马上到", channel="wechat")
    told = card(desk, wang).last_contact
    assert told is not None
    assert told == (clock.at, "wechat", "out", "师傅马上到", number)


def test_the_timeline_holds_tickets_and_callbacks_newest_first(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    clock.at += timedelta(minutes=5)
    handling.note(desk, number, "dog in the house")
    clock.at += timedelta(minutes=5)
    owe(desk, wang, "promised", 2)
    rows = timeline(desk, wang)
    assert [row.kind for row in rows] == [
        "callback.created",
        "ticket.noted",
        "ticket.opened",
        "customer.created",
    ]
    assert rows[1].text == "dog in the house"
    assert [row.kind for row in timeline(desk, wang, limit=1)] == ["callback.created"]


def test_an_unknown_callers_history_follows_into_the_file_found_later(desk: Desk, wang: int) -> None:
    number = open_ticket(desk, NewTicket("漏水", caller="a lady from building 3")).ticket.number
    handling.reply(desk, number, "on the way")
    tickets.edit(desk, number, {"customer": str(wang)})
    assert {"ticket.opened", "ticket.replied"} <= {row.kind for row in timeline(desk, wang)}


def test_a_ticket_moved_to_another_file_takes_its_history_along(desk: Desk, wang: int) -> None:
    other = create(desk, NewCustomer("李强")).number
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    tickets.edit(desk, number, {"customer": str(other)})
    assert [row.kind for row in timeline(desk, wang)] == ["customer.created"]
    assert "ticket.opened" in {row.kind for row in timeline(desk, other)}


def test_one_who_complains_often_is_marked_by_the_complaints_of_a_year(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    for days_ago in (0, 364, 366, 400):
        at = clock.at - timedelta(days=days_ago)
        open_ticket(desk, NewTicket("噪音", customer=wang, kind="complaint", opened_at=at))
    seen = card(desk, wang)
    assert (seen.complaint_count, seen.complains_often) == (4, False)
    open_ticket(desk, NewTicket("噪音", customer=wang, kind="complaint"))
    assert card(desk, wang).complains_often
    set_setting(desk, "firm.complaints_often", "4")
    assert not card(open_desk(desk.store, account=ACCOUNT, clock=clock), wang).complains_often


def test_nobody_has_a_card_or_a_timeline_under_an_unknown_number(desk: Desk) -> None:
    with pytest.raises(NotFound):
        card(desk, 404)
    with pytest.raises(NotFound):
        timeline(desk, 404)


@pytest.mark.parametrize(
    "sql",
    [
        contacts.OPEN_TICKETS_OF,
        contacts.OWED_TO,
        contacts.TICKET_COUNTS,
        contacts.LAST_TICKET,
        contacts.CONTACTS_OF_CUSTOMER,
        contacts.CUSTOMER_TIMELINE,
        JOINED_FILES,
    ],
)
def test_a_card_never_scans_a_table(desk: Desk, wang: int, sql: str) -> None:
    params = {"number": wang, "limit": 9, "since": "", "repeats_since": "", "times": 3}
    with desk.store.reading() as reader:
        steps = [row[3] for row in reader.rows("EXPLAIN QUERY PLAN " + sql, params)]
    few = {"SCAN CONSTANT ROW", "SCAN joined"}  # the file and those that were joined into it
    assert [step for step in steps if step.startswith("SCAN") and step not in few] == []
