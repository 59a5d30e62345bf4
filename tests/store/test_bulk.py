"""Many rows at once: numbered, chained and found as if written one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import inspect

from servicedesk.desk import Desk
from servicedesk.operations.change import change
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.rules.permissions import Permission
from servicedesk.store.bulk import Bulk
from servicedesk.store.chain import first_break
from servicedesk.store.queries.imports import TICKET_COLUMNS
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Customer, Phone, Ticket
from tests.support import HOSTILE


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as reader:
        return list(reader.rows(sql))


def write_two(desk: Desk, *, fail: bool = False) -> int | None:
    with change(desk, Permission.IMPORT) as work:
        bulk = Bulk(work.session, at=work.now, staff_id=desk.actor.id, account=desk.actor.account)
        for name in (HOSTILE, "王小明"):
            made = bulk.add(Customer, {"name": name, "created_at": work.now})
            number = made.key[0]
            phone = bulk.add(Phone, {"customer_id": number, "raw": "1380", "number": "1380"})
            contact = bulk.change(
                Customer, number, {"last_contact_at": None}, {"last_contact_at": work.now}, silently=True
            )
            bulk.index(Indexed.CUSTOMER, number, [f"word{number}"])
            bulk.event("customer.created", [made, phone, contact], customer_id=number, file="a.csv")
        bulk.flush()
        if fail:
            raise KeyboardInterrupt
        bulk.finish()
        return bulk.operation


def test_rows_events_and_words_are_written_and_the_chain_stays_whole(desk: Desk) -> None:
    before = create(desk, NewCustomer("someone")).number
    operation = write_two(desk)
    after = create(desk, NewCustomer("someone else")).number
    assert (before, after) == (1, 4)
    assert [name for (name,) in rows(desk, "SELECT name FROM customer WHERE id IN (2, 3)")] == [
        HOSTILE,
        "王小明",
    ]
    assert rows(desk, "SELECT DISTINCT operation, batch FROM event WHERE customer_id IN (2, 3)") == [
        (operation, operation)
    ]
    assert rows(desk, "SELECT rowid FROM search_customer WHERE search_customer MATCH 'word3'") == [(3,)]
    with desk.store.reading() as reader:
        assert first_break(reader) is None


def test_an_event_holds_every_column_of_a_new_row(desk: Desk) -> None:
    write_two(desk)
    body = json.loads(rows(desk, "SELECT body FROM event_body ORDER BY event_id DESC LIMIT 1")[0][0])
    assert body["file"] == "a.csv"
    made, phone, contact = body["changes"]
    assert (made["table"], made["key"], made["before"]) == ("customer", [2], None)
    assert set(made["after"]) == {column.key for column in inspect(Customer).columns}
    assert phone["after"]["customer_id"] == 2
    assert list(contact["after"]) == ["last_contact_at"]


def test_a_break_in_the_middle_leaves_nothing(desk: Desk) -> None:
    events = rows(desk, "SELECT count(*) FROM event")
    with pytest.raises(KeyboardInterrupt):
        write_two(desk, fail=True)
    assert rows(desk, "SELECT count(*) FROM event") == events
    assert rows(desk, "SELECT count(*) FROM customer") == [(0,)]
    assert rows(desk, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'word1'") == [(0,)]


def test_a_number_once_told_is_never_given_again(desk: Desk) -> None:
    write_two(desk)
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        for phone in work.all(Phone, Phone.customer_id == 2):
            work.session.delete(phone)
        work.session.flush()
        work.session.delete(work.get(Customer, 2))
        work.record("customer.removed")
    write_two(desk)
    assert rows(desk, "SELECT id FROM customer ORDER BY id") == [(1,), (3,), (4,)]


def test_a_changed_row_raises_its_version_unless_nobody_edits_that(desk: Desk) -> None:
    number = open_ticket(desk, NewTicket("灯不亮", caller="?")).ticket.number
    customer = create(desk, NewCustomer("someone")).number
    with change(desk, Permission.IMPORT) as work:
        bulk = Bulk(work.session, at=work.now, staff_id=desk.actor.id, account=desk.actor.account)
        ticket = bulk.change(Ticket, number, {"subject": "灯不亮"}, {"subject": "灯又不亮"})
        quiet = bulk.change(Customer, customer, {"note": ""}, {"note": "x"}, silently=True)
        bulk.event("ticket.imported", [ticket, quiet], ticket_id=number)
        bulk.finish()
    assert rows(desk, "SELECT subject, version FROM ticket") == [("灯又不亮", 2)]
    assert rows(desk, "SELECT note, version FROM customer") == [("x", 1)]


def test_the_columns_compared_are_the_columns_of_the_table() -> None:
    assert set(TICKET_COLUMNS) == {column.key for column in inspect(Ticket).columns}
