"""Keeps the search index in step with what was just written, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from servicedesk.rules.names import name_keys
from servicedesk.rules.text import index_words
from servicedesk.store.queries.imports import WORDS_OF_TICKET
from servicedesk.store.search import forget, index
from servicedesk.store.search_rows import Indexed
from servicedesk.store.tables import Customer, Email, Entry, Occupancy, Phone, Premises, Ticket

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.bulk import Bulk
    from servicedesk.store.database import Reader


def index_ticket(work: Change, ticket: Ticket) -> None:
    """A ticket is found by its number, subject, description, tags, premises and who brought it."""
    customer = work.session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    premises = work.session.get(Premises, ticket.premises_id) if ticket.premises_id else None
    words = ticket_words(
        ticket.number,
        ticket.subject,
        ticket.description,
        ticket.tags,
        ticket.caller,
        premises.text if premises else "",
        customer.name if customer else "",
    )
    index(work.session, Indexed.TICKET, ticket.number, words)


def index_tickets_again(bulk: Bulk, reader: Reader, numbers: Iterable[int]) -> None:
    """As `index_ticket`, for tickets whose new values are written already, among many other rows."""
    for number in numbers:
        texts = reader.rows(WORDS_OF_TICKET, {"number": number})[0]
        bulk.index(Indexed.TICKET, number, ticket_words(number, *texts), again=True)


def index_customer(work: Change, customer: Customer) -> None:
    """A customer is found by number, name, pinyin and initials, phone fragments, e-mails, premises and tags."""
    parts = [str(customer.id), customer.name, customer.tags, customer.external_id or "", customer.note]
    for occupancy in work.all(Occupancy, Occupancy.customer_id == customer.id):
        parts.append(work.get(Premises, occupancy.premises_id).text)
    for phone in work.all(Phone, Phone.customer_id == customer.id):
        parts += [phone.number, phone.raw, phone.extension]
    parts += [row.address for row in work.all(Email, Email.customer_id == customer.id)]
    index(work.session, Indexed.CUSTOMER, customer.number, customer_words(customer.name, parts))


def index_entry(work: Change, entry: Entry) -> None:
    """A contact, note or reply is found by its text; one recorded in error is not found."""
    assert entry.id is not None
    words = [] if entry.in_error else entry_words(entry.text, entry.caller)
    index(work.session, Indexed.ENTRY, entry.id, words)


def ticket_words(number: int, *texts: str) -> list[str]:
    """The search words of a ticket: its number, then subject, description, tags, caller, premises, customer."""
    return index_words(" \n ".join([str(number), *texts]))


def customer_words(name: str, texts: Sequence[str]) -> list[str]:
    """The search words of a customer file: all its texts, and the ways its name is spelt in Latin letters."""
    return list(dict.fromkeys(index_words(" \n ".join(texts)) + name_keys(name)))


def entry_words(text: str, caller: str = "") -> list[str]:
    """The search words of something said or written."""
    return index_words(f"{text} \n {caller}")


def forget_ticket(work: Change, number: int) -> None:
    """A ticket that is gone is not found any more."""
    forget(work.session, Indexed.TICKET, number)


def forget_customer(work: Change, number: int) -> None:
    """A customer file that is gone is not found any more."""
    forget(work.session, Indexed.CUSTOMER, number)
