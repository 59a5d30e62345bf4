"""Taking back, on a real desk: everything comes back as it was, and the history keeps both."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets as lookup
from servicedesk.operations import callbacks, contacts, customers, handling, relations, tasks, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo, undo_last, undo_newest
from servicedesk.problems import Conflict, NotFound, NotPermitted, Problem, Refused
from servicedesk.store.chain import first_break
from servicedesk.store.search_rows import Indexed
from tests.support import ACCOUNT, HOSTILE, as_role

EDITABLE = (
    "ticket",
    "customer",
    "phone",
    "email",
    "premises",
    "occupancy",
    "callback",
    "ticket_link",
    "task",
)
MOVING = {"version", "updated_at"}


def rows_of(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row that people edit, without what every save moves."""
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [
                {name: row[name] for name in row.keys() if name not in MOVING}  # noqa: SIM118
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")
            ]
            for table in EDITABLE
        }


def is_whole(desk: Desk) -> bool:
    with desk.store.reading() as reader:
        return first_break(reader) is None


def opened(desk: Desk, subject: str = HOSTILE, **more: Any) -> int:
    return tickets.open_ticket(desk, NewTicket(subject, **more)).ticket.number


def kinds_of(desk: Desk, number: int) -> list[tuple[str, bool]]:
    return [(row.kind, row.undone) for row in lookup.timeline(desk, number)]


VERBS: dict[str, Callable[[Desk, int], object]] = {
    "edit": lambda desk, number: tickets.edit(desk, number, {"subject": "电梯困人 🛗", "kind": "repair"}),
    "assign": lambda desk, number: handling.assign(desk, number, to="me", summary="请先看一下"),
    "note": lambda desk, number: handling.note(desk, number, HOSTILE),
    "reply": lambda desk, number: handling.reply(desk, number, "师傅二十分钟到"),
    "wait": lambda desk, number: handling.wait(desk, number, waiting_for="customer"),
    "priority": lambda desk, number: handling.prioritise(desk, number, "urgent"),
    "escalate": lambda desk, number: handling.escalate(desk, number, "业主很急"),
    "resolve": lambda desk, number: tickets.resolve(desk, number, "已修好"),
    "cancel": lambda desk, number: tickets.cancel(desk, number, "重复了"),
    "split": lambda desk, number: relations.split(desk, number, "另一件事"),
    "task": lambda desk, number: tasks.add(desk, number, "带梯子", team="engineering"),
    "contact": lambda desk, number: contacts.log_contact(
        desk, NewContact(text="问进度", ticket=number, customer=lookup.ticket(desk, number).customer_number)
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_on_a_ticket_is_taken_back_whole(desk: Desk, clock: FrozenClock, verb: str) -> None:
    number = opened(desk, phone="138 0013 8000")
    before = rows_of(desk)
    clock.at += timedelta(minutes=7)
    VERBS[verb](desk, number)
    assert rows_of(desk) != before
    undone = undo_last(desk)
    assert undone.tickets[0] == number
    assert rows_of(desk) == before
    assert kinds_of(desk, number)[-1] == ("undone", False)
    assert is_whole(desk)


def test_an_undone_resolution_says_so_in_the_timeline_and_its_version_goes_on(desk: Desk) -> None:
    number = opened(desk)
    handling.reply(desk, number, "在路上")
    resolved = tickets.resolve(desk, number, "已修好").ticket
    undo_last(desk)
    timeline = lookup.timeline(desk, number)
    assert [row.undone for row in timeline if row.kind == "ticket.resolved"] == [True]
    assert [row.text for row in timeline if row.in_error] == ["已修好"]
    after = lookup.ticket(desk, number)
    assert (after.status, after.resolved_at) == ("open", None)
    assert after.version > resolved.version


def test_a_reply_already_told_is_kept_as_recorded_in_error_and_not_found_any_more(desk: Desk) -> None:
    number = opened(desk)
    handling.reply(desk, number, "水表间渗漏")
    undo_last(desk)
    reply = next(row for row in lookup.timeline(desk, number) if row.kind == "ticket.replied")
    assert (reply.text, reply.in_error) == ("水表间渗漏", True)
    assert lookup.ticket(desk, number).first_responded_at is None
    with desk.store.reading() as reader:
        assert reader.rows("""SELECT count(*) FROM search_ticket WHERE search_ticket MATCH '"渗漏"'""") == [
            (0,)
        ]


def test_a_first_word_taken_back_leaves_a_customer_answered_by_a_later_one(
    desk: Desk, clock: FrozenClock
) -> None:
    number = tickets.open_ticket(desk, NewTicket("漏水")).ticket.number
    handling.reply(desk, number, "To the wrong customer")
    first = lookup.timeline(desk, number)[-1].operation
    clock.at += timedelta(minutes=9)
    handling.reply(desk, number, "On his way")
    undo(desk, first)
    assert lookup.ticket(desk, number).first_responded_at == clock.at
    undo_last(desk)
    handling.prioritise(desk, number, "high")
    assert lookup.ticket(desk, number).first_responded_at is None


def test_an_undone_ticket_is_gone_its_file_too_and_its_number_is_never_told_again(desk: Desk) -> None:
    before = rows_of(desk)
    number = opened(desk, "水管爆裂", phone="13800138000")
    assert undo_last(desk).words == f"Undone: ticket {number}: opened"
    assert rows_of(desk) == before
    with pytest.raises(NotFound):
        lookup.ticket(desk, number)
    assert lookup.tickets(desk, "水管爆裂") == []
    assert opened(desk) == number + 1


def test_a_ticket_that_was_worked_on_is_not_taken_away(desk: Desk) -> None:
    number = opened(desk)
    handling.note(desk, number, "已派单")
    opening = lookup.timeline(desk, number)[0].operation
    with pytest.raises(Conflict) as caught:
        undo(desk, opening)
    assert str(number) in caught.value.message
    assert "note" in caught.value.message
    undo_last(desk)
    undo(desk, opening)
    assert lookup.tickets(desk, "is:any") == []


def test_what_was_said_about_a_ticket_outlives_it(desk: Desk) -> None:
    number = opened(desk)
    handling.reply(desk, number, "师傅二十分钟到")
    undo_newest(desk, 2)
    replied = [row for row in lookup.timeline(desk, number) if row.kind == "ticket.replied"]
    assert [(row.text, row.in_error) for row in replied] == [("师傅二十分钟到", True)]


def test_a_value_changed_since_is_a_conflict_that_names_it_and_changes_nothing(desk: Desk) -> None:
    number = opened(desk)
    tickets.edit(desk, number, {"subject": "一"})
    edit = lookup.timeline(desk, number)[-1].operation
    tickets.edit(desk, number, {"subject": "二"})
    before = rows_of(desk)
    with pytest.raises(Conflict) as caught:
        undo(desk, edit)
    assert "subject" in caught.value.message
    assert rows_of(desk) == before


def test_fields_that_others_changed_meanwhile_stay(desk: Desk) -> None:
    number = opened(desk)
    tickets.edit(desk, number, {"subject": "一"})
    edit = lookup.timeline(desk, number)[-1].operation
    tickets.edit(desk, number, {"tags": "vip"})
    undo(desk, edit)
    after = lookup.ticket(desk, number)
    assert (after.subject != "一", after.tags) == (True, ("vip",))


def test_a_customer_gets_back_phones_and_premises_and_is_found_by_them(desk: Desk) -> None:
    file = customers.create(
        desk, NewCustomer("王小明", phones=("13800138000", "021-6688-1234转8"), premises=("3-1201",))
    )
    before = rows_of(desk)
    customers.edit(
        desk, file.number, {"name": "李雷", "phones": "13911112222", "premises": "5-301", "tags": "vip"}
    )
    undone = undo_last(desk)
    after = rows_of(desk)
    assert undone.customers == (file.number,)
    assert after == before
    with desk.store.reading() as reader:
        found = reader.rows(
            """SELECT count(*) FROM search_customer WHERE search_customer MATCH '"138001"*'"""
        )
        gone = reader.rows("""SELECT count(*) FROM search_customer WHERE search_customer MATCH '"139111"*'""")
    assert (found, gone) == ([(1,)], [(0,)])


def test_premises_that_others_use_by_now_stay(desk: Desk) -> None:
    first = customers.create(desk, NewCustomer("王小明", premises=("3-1201",)))
    customers.create(desk, NewCustomer("李雷", premises=("3-1201",)))
    operation = next(row.operation for row in _history(desk) if row.customer == first.number)
    undo(desk, operation)
    with desk.store.reading() as reader:
        assert reader.rows(
            "SELECT customer.name, premises.text FROM customer JOIN occupancy ON"
            " customer_id = customer.id JOIN premises ON premises.id = premises_id"
        ) == [("李雷", "3-1201")]


def _history(desk: Desk) -> list[Any]:
    from servicedesk.lookups.history import history

    return history(desk)


def test_the_last_is_ones_own_and_an_undo_is_not_undone(desk: Desk) -> None:
    colleague = as_role(_second(desk), "receptionist")
    mine = opened(desk)
    theirs = opened(colleague)
    assert undo_last(desk).tickets == (mine,)
    with pytest.raises(Refused):
        undo_last(desk)
    assert lookup.ticket(desk, theirs).number == theirs


def test_only_a_supervisor_takes_back_what_others_did(desk: Desk) -> None:
    colleague = _second(desk)
    number = opened(desk)
    operation = lookup.timeline(desk, number)[0].operation
    for role in ("receptionist", "specialist"):
        with pytest.raises(NotPermitted):
            undo(as_role(colleague, role), operation)
    assert undo(as_role(colleague, "supervisor"), operation).tickets == (number,)
    with pytest.raises(Refused):
        undo(as_role(colleague, "supervisor"), operation)


def test_the_desk_itself_and_an_undo_are_not_undone(desk: Desk) -> None:
    with pytest.raises(Refused):
        undo(desk, 1)
    with pytest.raises(NotFound):
        undo(desk, 999)
    opened(desk)
    undo_last(desk)
    with pytest.raises(Refused):
        undo(desk, _history(desk)[0].operation)


def test_merging_two_tickets_is_taken_back_with_everything_that_went_over(desk: Desk) -> None:
    first, second = opened(desk, "漏水", phone="13800138000"), opened(desk, "还在漏", caller="同一位")
    handling.note(desk, second, "楼上")
    tasks.add(desk, second, "看一下", team="engineering")
    before = rows_of(desk)
    relations.merge(desk, second, first)
    assert rows_of(desk) != before
    undo_last(desk)
    assert rows_of(desk) == before
    assert "楼上" in [row.text for row in lookup.timeline(desk, second)]
    assert kinds_of(desk, first)[-2:] == [("ticket.merged_in", True), ("undone", False)]


def test_a_try_to_call_is_taken_back_and_so_is_the_call_itself(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk, phone="13800138000")
    start = rows_of(desk)
    new = NewCallback(
        customer=1, at=clock.at + timedelta(hours=2), reason="回电", promised=True, ticket=number
    )
    planned = callbacks.plan(desk, new).callback
    before = rows_of(desk)
    for outcome in ("no_answer", "reached", "wrong_number"):
        callbacks.log(desk, planned.id, outcome, "…")
        assert undo_last(desk).callbacks == (planned.id,)
        assert rows_of(desk) == before
    contacts.log_contact(desk, NewContact(customer=1, text="她自己打来了"))
    undo_last(desk)
    assert rows_of(desk) == before
    undo_last(desk)
    assert rows_of(desk) == start


def test_a_resolution_is_not_taken_back_once_its_call_was_made(desk: Desk, clock: FrozenClock) -> None:
    number = opened(desk, phone="13800138000", kind="complaint")
    tickets.resolve(desk, number, "已道歉", cause="delay", step="during")
    resolution = lookup.timeline(desk, number)[-1].operation
    with desk.store.reading() as reader:
        [(call,)] = reader.rows("SELECT id FROM callback")
    callbacks.log(desk, call, "no_answer")
    with pytest.raises(Conflict):
        undo(desk, resolution)
    undo_last(desk)
    undo(desk, resolution)
    assert rows_of(desk)["callback"] == []


def test_a_bulk_verb_is_taken_back_as_one(desk: Desk) -> None:
    numbers = [opened(desk, f"第{index}张") for index in range(12)]
    before = rows_of(desk)
    many = desk.in_batch()
    for number in numbers:
        handling.prioritise(many, number, "high")
    undone = undo_last(desk)
    assert (undone.operations, undone.tickets) == (12, tuple(numbers))
    assert rows_of(desk) == before
    assert is_whole(desk)


def test_several_are_taken_back_together_or_not_at_all(desk: Desk) -> None:
    number = opened(desk)
    handling.note(desk, number, "一")
    with pytest.raises(Refused):
        undo_newest(desk, 3)
    assert [row.kind for row in _history(desk)][:2] == ["ticket.noted", "ticket.opened"]
    assert [one.kind for one in undo_newest(desk, 2)] == ["ticket.noted", "ticket.opened"]


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_of_work_comes_back_to_the_start(desk: Desk, clock: FrozenClock, seed: int) -> None:
    chance = random.Random(seed)
    start = rows_of(desk)
    numbers: list[int] = []
    files: list[int] = []
    for step in range(30):
        clock.at += timedelta(minutes=chance.randrange(1, 400))
        with suppress(Problem):
            match chance.randrange(7):
                case 0:
                    phone = f"1380013800{chance.randrange(10)}" if chance.random() < 0.6 else ""
                    numbers.append(opened(desk, f"第{step}张", phone=phone, caller="?"))
                case 1:
                    place = f"{chance.randrange(3)}-101"
                    files.append(customers.create(desk, NewCustomer(f"客户{step}", premises=(place,))).number)
                case 2 if files:
                    values = {
                        "phones": f"1391111222{step % 10}; 95588",
                        "premises": f"{chance.randrange(3)}-101",
                    }
                    customers.edit(desk, chance.choice(files), values)
                case 3 if files and numbers:
                    tickets.edit(desk, chance.choice(numbers), {"customer": str(chance.choice(files))})
                case 4 if len(numbers) > 1:
                    join = chance.choice((relations.merge, relations.link))
                    join(desk, chance.choice(numbers), chance.choice(numbers))
                case 5 if files:
                    at = clock.at + timedelta(hours=3)
                    call = callbacks.plan(desk, NewCallback(chance.choice(files), at, "回电")).callback
                    if chance.random() < 0.7:
                        callbacks.log(desk, call.id, chance.choice(("reached", "busy", "no_answer")))
                case _ if numbers:
                    VERBS[chance.choice(list(VERBS))](desk, chance.choice(numbers))
    with suppress(Refused):
        while undo_last(desk):
            pass
    assert rows_of(desk) == start
    assert is_whole(desk)
    with desk.store.reading() as reader:
        assert [reader.rows(f"SELECT rowid FROM {kind}") for kind in Indexed] == [[], [], []]


def _second(desk: Desk) -> Desk:
    """Another person at the same desk."""
    from servicedesk.operations.change import change
    from servicedesk.rules.permissions import Permission
    from servicedesk.store.tables import Staff

    with change(desk, Permission.STAFF_EDIT) as work:
        work.add(Staff(handle="zhou", name="周敏", role="receptionist"))
        work.record("staff.created")
    second = open_desk(desk.store, account=ACCOUNT, staff="zhou", clock=desk.clock)
    return replace(second, clock=desk.clock)
