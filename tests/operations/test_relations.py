"""Merging, splitting and linking tickets, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.lookups import tickets as lookup
from servicedesk.lookups.tasks import tasks_of
from servicedesk.lookups.ticket_file import links, progress, ticket_file
from servicedesk.operations import callbacks, contacts, handling, relations, tasks, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import Conflict, NotFound, Refused
from tests.support import HOSTILE


def opened(desk: Desk, subject: str = "漏水", **fields: Any) -> int:
    return tickets.open_ticket(desk, NewTicket(subject, **fields)).ticket.number


def callback_tickets(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.store.reading() as reader:
        return list(reader.rows("SELECT ticket_id FROM callback"))


def test_merging_moves_words_tasks_and_callbacks_and_ends_the_ticket(desk: Desk, clock: FrozenClock) -> None:
    stays = opened(desk, "no water")
    goes = opened(desk, "没水了", phone="13800138000", premises="3-2-501")
    handling.note(desk, goes, HOSTILE)
    tasks.add(desk, goes, "shut the valve")
    callbacks.plan(desk, NewCallback(ticket=goes, customer=1, at=desk.now(), reason="told her so"))
    merged = relations.merge(desk, goes, stays).ticket
    assert (merged.status, merged.whose_turn, merged.due_at) == ("cancelled", "none", None)
    file = ticket_file(desk, stays)
    assert (file.ticket.customer_number, file.ticket.premises) == (1, "3-2-501")
    assert [task.text for task in file.tasks] == ["shut the valve"]
    assert HOSTILE in [row.text for row in file.timeline]
    assert callback_tickets(desk) == [(stays,)]
    assert progress(desk, goes).merged_into == stays
    assert relations.merge(desk, goes, stays).already


def test_a_merge_can_be_taken_back(desk: Desk) -> None:
    stays, goes = opened(desk), opened(desk, phone="13800138000")
    handling.note(desk, goes, "说过的话")
    tasks.add(desk, goes, "call")
    before = [lookup.ticket(desk, number)._replace(version=0) for number in (stays, goes)]
    relations.merge(desk, goes, stays)
    undo_last(desk)
    assert [lookup.ticket(desk, number)._replace(version=0) for number in (stays, goes)] == before
    assert len(tasks_of(desk, goes)) == 1
    assert "说过的话" not in [row.text for row in lookup.timeline(desk, stays)]


def test_a_resolved_ticket_is_closed_by_its_merge(desk: Desk) -> None:
    stays, goes = opened(desk), opened(desk)
    tickets.resolve(desk, goes, "done")
    assert relations.merge(desk, goes, stays).ticket.status == "closed"
    with pytest.raises(Refused, match="merged into"):
        tickets.reopen(desk, goes, "not done")


def test_tickets_that_cannot_be_one_are_not_merged(desk: Desk) -> None:
    one, two, three = opened(desk), opened(desk), opened(desk)
    with pytest.raises(Refused, match="itself"):
        relations.merge(desk, one, one)
    with pytest.raises(NotFound):
        relations.merge(desk, one, 99)
    relations.merge(desk, two, one)
    for goes, into in ((three, two), (two, three)):
        with pytest.raises(Refused, match="was merged into"):
            relations.merge(desk, goes, into)
    tickets.resolve(desk, one, "done")
    with pytest.raises(Refused, match="has ended"):
        relations.merge(desk, three, one)


def test_splitting_makes_a_linked_ticket_for_the_same_caller_and_place(desk: Desk) -> None:
    number = opened(desk, phone="13800138000", premises="3-2-501", channel="wechat")
    made = relations.split(desk, number, HOSTILE, category="noise").ticket
    assert (made.subject, made.customer_number, made.premises) == (HOSTILE, 1, "3-2-501")
    assert (made.channel, made.kind, made.status) == ("wechat", "complaint", "new")
    assert links(desk, number) == (made.number,)
    assert lookup.timeline(desk, number)[-1].kind == "ticket.split"


def test_links_are_named_on_both_sides_once(desk: Desk) -> None:
    one, two = opened(desk), opened(desk)
    relations.link(desk, two, one)
    assert relations.link(desk, one, two).already
    assert (links(desk, one), links(desk, two)) == ((two,), (one,))
    assert [lookup.timeline(desk, number)[-1].kind for number in (one, two)] == ["ticket.linked"] * 2
    with pytest.raises(Refused):
        relations.link(desk, one, one)
    with pytest.raises(Conflict):
        relations.link(desk, one, two, if_version=99)


def test_a_word_told_on_the_merged_ticket_answers_the_one_that_stays(desk: Desk, clock: FrozenClock) -> None:
    stays, goes = opened(desk, "no water"), opened(desk, "没水了")
    clock.at += timedelta(minutes=5)
    handling.reply(desk, goes, "The plumber is on his way")
    relations.merge(desk, goes, stays)
    assert lookup.ticket(desk, stays).first_responded_at == clock.at
    due = lookup.ticket(desk, stays).due_at
    handling.prioritise(desk, stays, "high")
    handling.prioritise(desk, stays, "normal")
    assert (lookup.ticket(desk, stays).first_responded_at, lookup.ticket(desk, stays).due_at) == (
        clock.at,
        due,
    )
    undo_last(desk)
    undo_last(desk)
    undo_last(desk)
    assert lookup.ticket(desk, stays).first_responded_at is None


def test_a_word_about_a_merged_ticket_is_a_word_on_the_one_that_stays(desk: Desk, clock: FrozenClock) -> None:
    first, second, third = opened(desk, "漏水"), opened(desk, "leak"), opened(desk, "drips [/b]")
    relations.merge(desk, first, second)
    clock.at += timedelta(minutes=5)
    logged = contacts.log_contact(desk, NewContact(text="on our way", direction="out", ticket=first))
    assert logged.ticket is not None
    assert (logged.ticket.number, logged.merged) == (second, first)
    assert lookup.ticket(desk, second).first_responded_at == clock.at
    relations.merge(desk, second, third)
    assert lookup.ticket(desk, third).first_responded_at == clock.at
    assert contacts.log_contact(desk, NewContact(text="thanks", ticket=first)).merged == first
    assert lookup.timeline(desk, third)[-1].text == "thanks"
    assert lookup.timeline(desk, third)[-1].ticket == third


def test_a_customer_who_comes_back_about_a_merged_ticket_ends_the_waiting(desk: Desk) -> None:
    goes = opened(desk, "没水了", phone="13800138000")
    stays = opened(desk, "no water", phone="13900139000")
    relations.merge(desk, goes, stays)
    handling.wait(desk, stays, waiting_for="customer")
    logged = contacts.log_contact(desk, NewContact(text="我在家", ticket=goes))
    assert logged.customer is not None
    assert (logged.resumed, logged.customer.number) == (True, lookup.ticket(desk, goes).customer_number)
    assert lookup.ticket(desk, stays).status == "open"


def test_a_word_about_a_merged_ticket_is_taken_back_with_what_it_stopped(desk: Desk) -> None:
    goes, stays = opened(desk, "没水了"), opened(desk, "no water")
    relations.merge(desk, goes, stays)
    contacts.log_contact(desk, NewContact(text="on our way", direction="out", ticket=goes))
    undo_last(desk)
    assert lookup.ticket(desk, stays).first_responded_at is None
    undo_last(desk)
    assert [lookup.ticket(desk, number).status for number in (goes, stays)] == ["new", "new"]


def test_a_call_planned_about_a_merged_ticket_is_about_the_one_that_stays(desk: Desk) -> None:
    goes, stays = opened(desk, "没水了", phone="13800138000"), opened(desk, "no water")
    relations.merge(desk, goes, stays)
    planned = callbacks.plan(desk, NewCallback(ticket=goes, customer=1, at=desk.now(), reason="told her so"))
    assert planned.callback.ticket == stays
    assert planned.notes[0] == f"Ticket {goes} was merged into {stays}"
    callbacks.log(desk, planned.callback.id, "reached", "[/b] 好了")
    assert lookup.ticket(desk, stays).first_responded_at is not None
