"""Contacts in and out: the calls they spare us, the waiting they end, and unknown callers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import contacts as contact_lookups
from servicedesk.lookups import tickets as ticket_lookups
from servicedesk.lookups.card import card, timeline
from servicedesk.lookups.customers import customer
from servicedesk.operations import handling, relations, tickets
from servicedesk.operations.change import change
from servicedesk.operations.contacts import NewContact, attach_contact, log_contact
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.rights import restrict
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import BadValue, NotFound, NotPermitted, Refused
from servicedesk.rules.permissions import Permission
from servicedesk.store.tables import Callback
from tests.support import HOSTILE, as_role

ORIGINS = ("promised", "manual", "after_service")


@pytest.fixture
def wang(desk: Desk) -> int:
    return create(desk, NewCustomer("王小明", phones=("138 0013 8000",))).number


@pytest.fixture
def owed(desk: Desk, wang: int) -> dict[str, int]:
    """One callback of each origin, due tomorrow."""
    with change(desk, Permission.CALLBACK_WORK) as work:
        numbers = {}
        for origin in ORIGINS:
            callback = work.add(
                Callback(
                    customer_id=wang,
                    origin=origin,
                    promised=origin == "promised",
                    reason=HOSTILE,
                    due_at=work.now + timedelta(days=1),
                    created_at=work.now,
                )
            )
            work.record("callback.created", callback=callback)
            numbers[origin] = callback.number
    return numbers


def still_owed(desk: Desk, number: int) -> set[str]:
    return {row.origin for row in card(desk, number).owed}


def test_a_contact_is_kept_as_typed_and_is_the_last_contact(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    logged = log_contact(desk, NewContact(wang, HOSTILE, channel="微信", direction="来电"))
    row = contact_lookups.contact(desk, logged.number)
    assert (row.text, row.channel, row.direction, row.who) == (HOSTILE.strip(), "wechat", "in", "li.na")
    assert logged.customer is not None
    assert logged.customer.last_contact_at == clock.at
    assert [event.kind for event in timeline(desk, wang)][:1] == ["contact.logged"]


def test_a_customer_who_rings_first_spares_us_the_promised_and_hand_made_calls(
    desk: Desk, clock: FrozenClock, wang: int, owed: dict[str, int]
) -> None:
    logged = log_contact(desk, NewContact(wang, "any news?"))
    assert {closed.id for closed in logged.closed} == {owed["promised"], owed["manual"]}
    assert still_owed(desk, wang) == {"after_service"}
    with desk.store.reading() as reader:
        rows = reader.rows(
            "SELECT state, last_outcome, done_at IS NOT NULL, attempts FROM callback WHERE id = 1"
        )
    assert rows == [("done", "customer_rang", 1, 0)]
    kinds = [event.kind for event in timeline(desk, wang)]
    assert kinds[:3] == ["callback.customer_rang", "callback.customer_rang", "contact.logged"]


@pytest.mark.parametrize(
    "new", [NewContact(text="later", keep_callbacks=True), NewContact(text="we rang", direction="out")]
)
def test_otherwise_the_calls_stay_owed(desk: Desk, wang: int, owed: dict[str, int], new: NewContact) -> None:
    said = NewContact(wang, new.text, direction=new.direction, keep_callbacks=new.keep_callbacks)
    assert log_contact(desk, said).closed == ()
    assert still_owed(desk, wang) == set(ORIGINS)


def test_somebody_elses_calls_stay_owed(desk: Desk, wang: int, owed: dict[str, int]) -> None:
    other = create(desk, NewCustomer("李强")).number
    assert log_contact(desk, NewContact(other, "hello")).closed == ()
    assert still_owed(desk, wang) == set(ORIGINS)


def test_the_customer_coming_back_ends_the_waiting_for_her(desk: Desk, clock: FrozenClock, wang: int) -> None:
    before = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket
    number = before.number
    handling.wait(desk, number, waiting_for="customer")
    clock.at += timedelta(hours=1)
    logged = log_contact(desk, NewContact(wang, "the key is at the gate", ticket=number))
    assert logged.resumed
    assert logged.ticket is not None
    assert (logged.ticket.status, logged.ticket.whose_turn) == ("open", "us")
    assert before.resolution_due_at is not None
    assert logged.ticket.resolution_due_at is not None
    assert logged.ticket.resolution_due_at > before.resolution_due_at


@pytest.mark.parametrize(("waiting_for", "direction"), [("supplier", "in"), ("customer", "out")])
def test_no_other_contact_ends_a_waiting(desk: Desk, wang: int, waiting_for: str, direction: str) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    handling.wait(desk, number, waiting_for=waiting_for)
    logged = log_contact(desk, NewContact(wang, "hello", ticket=number, direction=direction))
    assert not logged.resumed
    assert ticket_lookups.ticket(desk, number).status == "waiting"


def test_a_neighbours_call_is_kept_on_both_and_ends_no_waiting(desk: Desk, wang: int) -> None:
    neighbour = create(desk, NewCustomer("李强")).number
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    handling.wait(desk, number, waiting_for="customer")
    assert not log_contact(desk, NewContact(neighbour, "it drips here too", ticket=number)).resumed
    assert timeline(desk, neighbour)[0].text == "it drips here too"
    assert ticket_lookups.timeline(desk, number)[-1].text == "it drips here too"


def test_a_word_to_a_neighbour_answers_nobody_at_another_priority_either(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    neighbour = create(desk, NewCustomer("李强")).number
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    clock.at += timedelta(minutes=1)
    log_contact(desk, NewContact(neighbour, "we are looking", ticket=number, direction="out"))
    handling.prioritise(desk, number, "high")
    assert ticket_lookups.ticket(desk, number).first_responded_at is None
    handling.reply(desk, number, "马上到")
    undo_last(desk)
    assert ticket_lookups.ticket(desk, number).first_responded_at is None
    own = open_ticket(desk, NewTicket("我家也漏", customer=neighbour)).ticket.number
    relations.merge(desk, own, number)
    assert ticket_lookups.ticket(desk, number).first_responded_at == clock.at


def test_a_call_that_goes_out_on_a_ticket_is_the_first_word_and_one_coming_in_is_not(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    clock.at += timedelta(minutes=1)
    log_contact(desk, NewContact(wang, "any news?", ticket=number))
    assert ticket_lookups.ticket(desk, number).first_responded_at is None
    log_contact(desk, NewContact(text="on the way", ticket=number, direction="out"))
    assert ticket_lookups.ticket(desk, number).first_responded_at == clock.at


def test_a_contact_on_a_finished_ticket_changes_none_of_its_clocks(desk: Desk, wang: int) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    tickets.resolve(desk, number, "done")
    before = ticket_lookups.ticket(desk, number)
    log_contact(desk, NewContact(wang, "all dry?", ticket=number, direction="out"))
    after = ticket_lookups.ticket(desk, number)
    assert (after.status, after.due_at, after.first_responded_at) == (
        "resolved", before.due_at, before.first_responded_at,
    )  # fmt: skip


def test_a_contact_without_a_customer_is_its_tickets_customers(desk: Desk, wang: int) -> None:
    number = open_ticket(desk, NewTicket("漏水", customer=wang)).ticket.number
    logged = log_contact(desk, NewContact(text="any news?", ticket=number))
    assert logged.customer is not None
    assert logged.customer.number == wang


def test_an_unknown_caller_is_logged_and_put_into_a_file_later(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    said_at = clock.at
    logged = log_contact(desk, NewContact(text="water!", caller="a lady  from 3-2"))
    assert logged.customer is None
    assert contact_lookups.contact(desk, logged.number).caller == "a lady from 3-2"
    clock.at += timedelta(hours=1)
    attach_contact(desk, logged.number, wang)
    assert attach_contact(desk, logged.number, wang).customer is not None
    event = timeline(desk, wang)[0]
    assert (event.kind, event.at, event.text) == ("contact.attached", said_at, "water!")
    assert [row.text for row in contact_lookups.contacts(desk, wang)] == ["water!"]
    assert customer(desk, wang).row.last_contact_at == said_at
    other = create(desk, NewCustomer("李强")).number
    with pytest.raises(Refused):
        attach_contact(desk, logged.number, other)


def test_a_contact_logged_late_does_not_turn_back_the_last_contact(
    desk: Desk, clock: FrozenClock, wang: int
) -> None:
    log_contact(desk, NewContact(wang, "now"))
    log_contact(desk, NewContact(wang, "yesterday", at=clock.at - timedelta(days=1)))
    assert customer(desk, wang).row.last_contact_at == clock.at
    assert [row.text for row in contact_lookups.contacts(desk, wang)] == ["now", "yesterday"]


@pytest.mark.parametrize("channel", ["pigeon", ""])
def test_a_channel_nobody_knows_is_named(desk: Desk, wang: int, channel: str) -> None:
    with pytest.raises(BadValue):
        log_contact(desk, NewContact(wang, "hello", channel=channel))


def test_what_cannot_be_is_refused(desk: Desk, clock: FrozenClock, wang: int) -> None:
    with pytest.raises(BadValue, match="direction"):
        log_contact(desk, NewContact(wang, "hello", direction="sideways"))
    with pytest.raises(BadValue, match="future"):
        log_contact(desk, NewContact(wang, "hello", at=clock.at + timedelta(hours=1)))
    with pytest.raises(NotFound):
        log_contact(desk, NewContact(404, "hello"))
    with pytest.raises(NotFound):
        log_contact(desk, NewContact(wang, "hello", ticket=404))
    with pytest.raises(NotFound):
        attach_contact(desk, 404, wang)
    with pytest.raises(NotPermitted):
        log_contact(as_role(desk, "guest"), NewContact(wang, "hello"))
    assert contact_lookups.count(desk) == 0


def test_undoing_a_contact_gives_back_the_calls_it_closed(
    desk: Desk, wang: int, owed: dict[str, int]
) -> None:
    log_contact(desk, NewContact(wang, "any news?"))
    undo_last(desk)
    assert still_owed(desk, wang) == set(ORIGINS)
    assert customer(desk, wang).row.last_contact_at is None


def test_turning_to_who_does_not_want_it_is_kept_and_told(desk: Desk) -> None:
    number = create(desk, NewCustomer("王小明 [/b]")).number
    edit(desk, number, {"opt_outs": "wechat"})

    def notes(channel: str, direction: str = "out", ticket: int | None = None) -> tuple[str, ...]:
        new = NewContact(
            text="节日问候", customer=number, channel=channel, direction=direction, ticket=ticket
        )
        return log_contact(desk, new).notes

    assert notes("wechat") == (
        "Do not turn to this customer unasked: the customer does not want this channel",
    )
    assert (notes("phone"), notes("wechat", "in")) == ((), ())
    ticket = open_ticket(desk, NewTicket("漏水", customer=number)).ticket.number
    assert notes("wechat", ticket=ticket) == ()
    restrict(desk, number, "disputes it")
    assert notes("phone") == ("Do not turn to this customer unasked: the file is restricted",)
