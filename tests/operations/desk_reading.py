"""What really stands on the desk, read through the lookups into the things of the plain model."""

from __future__ import annotations

import json

from servicedesk.desk import Desk
from servicedesk.lookups import callbacks, contacts, customers, tasks, ticket_file, tickets
from servicedesk.problems import NotFound
from servicedesk.store.times import from_stored
from tests.operations.desk_world import CallNow, CustomerNow, Key, SaidNow, TaskNow, Thing, TicketNow

PROMISED_FROM = "SELECT promised_from FROM ticket WHERE id = :number"


def read(desk: Desk, key: Key, expected: Thing | None) -> Thing | None:
    """The thing with this key as it stands on the desk; None where there is none."""
    kind, number = key
    try:
        if kind == "said":
            return _said(desk, str(number), expected)
        if kind == "link":
            assert isinstance(number, tuple)
            return number[1] in ticket_file.links(desk, number[0]) or None
        assert isinstance(number, int)
        return {"ticket": _ticket, "customer": _customer, "call": _call, "task": _task}[kind](desk, number)
    except NotFound:
        return None


def _ticket(desk: Desk, number: int) -> Thing:
    row, detail = tickets.ticket(desk, number), tickets.detail(desk, number)
    with desk.store.reading() as reader:
        promised_from = from_stored(reader.rows(PROMISED_FROM, {"number": number})[0][0])
    return TicketNow(
        row.subject,
        row.kind,
        row.priority,
        row.customer_number,
        promised_from,
        row.status,
        row.assignee,
        detail.waiting_for,
        row.waiting_until,
        detail.escalated,
        row.first_responded_at is not None,
        row.reopened,
        detail.merged_into,
    )


def _customer(desk: Desk, number: int) -> Thing:
    row = customers.customer(desk, number).row
    return CustomerNow(row.name, row.archived)


def _call(desk: Desk, number: int) -> Thing:
    row = callbacks.callback(desk, number)
    return CallNow(
        row.customer_number, row.ticket, row.origin, row.state, row.attempts, row.last_outcome, row.due_at
    )


def _task(desk: Desk, number: int) -> Thing | None:
    for ticket in tickets.numbers(desk, "is:any"):
        for row in tasks.tasks_of(desk, ticket):
            if row.number == number:
                return TaskNow(row.ticket, row.text, row.state == "done")
    return None


def _said(desk: Desk, text: str, expected: Thing | None) -> Thing | None:
    """A text stands where it was said, unless it was taken back."""
    known = expected.ticket if isinstance(expected, SaidNow) else None
    for ticket in [known] if known else tickets.numbers(desk, "is:any"):
        for row in tickets.timeline(desk, ticket):
            if row.text == text and row.ticket == ticket:
                reached = json.loads(row.body).get("outcome", "reached") == "reached"
                told_at = row.at if row.direction == "out" and reached else None
                to = row.customer if row.kind == "contact.logged" else None
                return None if row.undone or row.in_error else SaidNow(ticket, None, told_at, to)
    for contact in contacts.contacts(desk):
        if contact.text == text and contact.ticket is None:
            return SaidNow(None, contact.customer_number)
    return None
