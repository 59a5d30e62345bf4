"""Calls, visits and messages, in and out: those of one customer, or of everybody."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.customers import no_customer, rows_of
from servicedesk.problems import NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.contacts import (
    CONTACT,
    CONTACT_COUNT,
    CONTACT_COUNT_OF_CUSTOMER,
    CONTACTS,
    CONTACTS_OF_CUSTOMER,
    ContactRow,
    contact_row,
)

__all__ = ["ContactRow", "contact", "contacts", "count"]


def contacts(desk: Desk, number: int | None = None, *, limit: int | None = None) -> list[ContactRow]:
    """Contacts newest first: a customer's, or without a number everybody's. Raises NotFound."""
    desk.require(Permission.VIEW)
    sql = CONTACTS if number is None else CONTACTS_OF_CUSTOMER
    with desk.store.reading() as reader:
        if number is not None and not rows_of(reader, [number]):
            raise no_customer(number)
        rows = reader.rows(
            sql if limit is None else f"{sql} LIMIT :limit", {"number": number, "limit": limit}
        )
    return [contact_row(row) for row in rows]


def contact(desk: Desk, number: int) -> ContactRow:
    """One contact by its own number. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = reader.rows(CONTACT, {"id": number})
    if not rows:
        raise NotFound(
            _("There is no contact {number}").format(number=number), _("See: servicedesk contact list")
        )
    return contact_row(rows[0])


def count(desk: Desk, number: int | None = None) -> int:
    """How many contacts there are, of one customer or of everybody."""
    desk.require(Permission.VIEW)
    sql = CONTACT_COUNT if number is None else CONTACT_COUNT_OF_CUSTOMER
    with desk.store.reading() as reader:
        return int(reader.rows(sql, {"number": number})[0][0])
