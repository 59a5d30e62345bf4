"""Keeps the search index in step with what was just written, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.rules.names import name_keys
from servicedesk.rules.text import index_words
from servicedesk.store.search import index
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Customer, Email, Entry, Occupancy, Phone, Premises, Ticket

if TYPE_CHECKING:
    from servicedesk.operations.change import Change


def index_ticket(work: Change, ticket: Ticket) -> None:
    """A ticket is found by its number, subject, description, tags, premises and who brought it."""
    customer = work.session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    premises = work.session.get(Premises, ticket.premises_id) if ticket.premises_id else None
    parts = [
        str(ticket.id),
        ticket.subject,
        ticket.description,
        ticket.tags,
        ticket.caller,
        premises.text if premises else "",
        customer.name if customer else "",
    ]
    index(work.session, Indexed.TICKET, ticket.number, index_words(" \n ".join(parts)))


def index_customer(work: Change, customer: Customer) -> None:
    """A customer is found by number, name, pinyin and initials, phone fragments, e-mails, premises and tags."""
    parts = [str(customer.id), customer.name, customer.tags, customer.external_id or "", customer.note]
    for occupancy in work.all(Occupancy, Occupancy.customer_id == customer.id):
        parts.append(work.get(Premises, occupancy.premises_id).text)
    for phone in work.all(Phone, Phone.customer_id == customer.id):
        parts += [phone.number, phone.raw, phone.extension]
    parts += [row.address for row in work.all(Email, Email.customer_id == customer.id)]
    words = dict.fromkeys(index_words(" \n ".join(parts)) + name_keys(customer.name))
    index(work.session, Indexed.CUSTOMER, customer.number, list(words))


def index_entry(work: Change, entry: Entry) -> None:
    """A contact, note or reply is found by its text; one recorded in error is not found."""
    assert entry.id is not None
    words = [] if entry.in_error else index_words(f"{entry.text} \n {entry.caller}")
    index(work.session, Indexed.ENTRY, entry.id, words)
