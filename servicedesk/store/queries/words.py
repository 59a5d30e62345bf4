"""The texts behind the search index: everything that makes a ticket, a customer file or a contact be found."""

from __future__ import annotations

from servicedesk.store.search_rows import Indexed

_TICKETS = """
SELECT t.id, t.subject, t.description, t.tags, t.caller, coalesce(premises.text, ''), coalesce(c.name, ''),
  coalesce((SELECT group_concat(entry.text || ' \n ' || entry.caller, ' \n ') FROM entry
    WHERE entry.ticket_id = t.id AND entry.in_error = 0), '')
FROM ticket AS t LEFT JOIN premises ON premises.id = t.premises_id LEFT JOIN customer AS c ON c.id = t.customer_id
WHERE t.id"""

# A file that was joined has no place in the index: it is found by the one it went into, under its name and numbers.
_CUSTOMERS = """
SELECT c.id, c.name,
  coalesce((SELECT group_concat(former_name.name, ' \n ') FROM former_name WHERE customer_id = c.id), ''), c.tags, coalesce(c.external_id, ''), c.note,
  coalesce((SELECT group_concat(premises.text, ' \n ') FROM occupancy
    JOIN premises ON premises.id = premises_id WHERE occupancy.customer_id = c.id), ''),
  coalesce((SELECT group_concat(number || ' \n ' || raw || ' \n ' || extension, ' \n ') FROM phone
    WHERE phone.customer_id = c.id), ''),
  coalesce((SELECT group_concat(address, ' \n ') FROM email WHERE email.customer_id = c.id), '')
FROM customer AS c WHERE c.merged_into_id IS NULL AND c.id"""

IS_CONTACT = "(kind = 'contact' OR ticket_id IS NULL) AND in_error = 0"
_CONTACTS = f"SELECT id, text, caller FROM entry WHERE {IS_CONTACT} AND id"

_TEXTS = {Indexed.TICKET: _TICKETS, Indexed.CUSTOMER: _CUSTOMERS, Indexed.CONTACT: _CONTACTS}

# What has a place in each index: the rows that must be there, and no others.
PLACES = {
    Indexed.TICKET: "SELECT id FROM ticket",
    Indexed.CUSTOMER: "SELECT id FROM customer WHERE merged_into_id IS NULL",
    Indexed.CONTACT: f"SELECT id FROM entry WHERE {IS_CONTACT}",
}
TICKETS_OF_CUSTOMER = "SELECT id FROM ticket WHERE customer_id = :number"
TICKETS_OF_PREMISES = "SELECT id FROM ticket WHERE premises_id = :number"
CUSTOMERS_OF_PREMISES = "SELECT DISTINCT customer_id FROM occupancy WHERE premises_id = :number"


def texts_of(kind: Indexed) -> str:
    """The SELECT of one thing's texts, its number first; no row where it has no place in the index."""
    return f"{_TEXTS[kind]} = :number"


def texts_after(kind: Indexed) -> str:
    """The SELECT of the next things' texts by number."""
    return f"{_TEXTS[kind]} > :after ORDER BY 1 LIMIT :limit"


def owner_of(table: str, column: str) -> str:
    """The SELECT of the number that a row hangs on."""
    return f"SELECT {column} FROM {table} WHERE id = :number AND {column} IS NOT NULL"
