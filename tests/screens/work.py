"""Work to do on a desk: a customer, tickets, calls we owe, and a second receptionist."""

from __future__ import annotations

from datetime import timedelta

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import staff
from servicedesk.operations.callbacks import NewCallback, plan
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.tickets import NewTicket, open_ticket
from tests.support import ACCOUNT


def a_customer(desk: Desk, name: str = "王小明", phone: str = "138 0013 8000") -> int:
    """The number of a new customer file."""
    return create(desk, NewCustomer(name=name, phones=[phone])).number


def a_ticket(
    desk: Desk, subject: str = "爆管漏水", *, customer: int | None = None, kind: str = "repair"
) -> int:
    """The number of a new ticket."""
    new = NewTicket(subject=subject, customer=customer, kind=kind, channel="phone")
    return open_ticket(desk, new).ticket.number


def a_call(desk: Desk, customer: int, reason: str = "Say when", *, minutes: int = 30) -> int:
    """The number of a call we promised."""
    at = desk.now() + timedelta(minutes=minutes)
    return plan(desk, NewCallback(customer=customer, at=at, reason=reason, promised=True)).callback.id


def a_colleague(desk: Desk, name: str = "Chen Jing") -> Desk:
    """The same desk, opened by a second receptionist."""
    added = staff.add(desk, staff.NewStaff(name=name))
    return open_desk(desk.store, account=ACCOUNT, staff=added.handle, clock=desk.clock)
