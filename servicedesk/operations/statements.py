"""Making a customer's statement, which the history keeps: she may ask who saw her file as a whole (R251)."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.lookups.statements import Statement, statement
from servicedesk.operations.change import change
from servicedesk.rules.permissions import Permission
from servicedesk.store.tables import Customer


def make_statement(desk: Desk, number: int) -> Statement:
    """Everything we hold of a customer, this statement included. Raises NotFound."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = work.get(Customer, number)
        work.record("customer.stated", customer=customer)
    return statement(desk, number)
