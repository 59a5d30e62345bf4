"""Who and what a typed text finds: candidates from the search index and from exact numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.database import Reader
from servicedesk.store.times import maybe_time

# The index leads, the customer follows by primary key; only the best candidates leave this SELECT.
CANDIDATES = """
SELECT c.id FROM search_customer CROSS JOIN customer AS c ON c.id = search_customer.rowid
WHERE search_customer MATCH :match
ORDER BY c.archived, c.name LIKE :begins ESCAPE '\\' DESC,
         c.last_contact_at IS NULL, c.last_contact_at DESC, c.id LIMIT :most"""
CANDIDATES_BY_SIGNS = """
SELECT c.id FROM customer AS c WHERE c.name LIKE :holds ESCAPE '\\' AND c.merged_into_id IS NULL
ORDER BY c.id LIMIT :most"""
CUSTOMERS_WITH_NUMBER = """
SELECT c.id FROM phone JOIN customer AS c ON c.id = phone.customer_id
WHERE phone.number = :number AND c.merged_into_id IS NULL ORDER BY c.id LIMIT :most"""
CUSTOMER_OF_TICKET = "SELECT customer_id FROM ticket WHERE id = :number AND customer_id IS NOT NULL"


# For a text that finds nobody: whose phone begins or ends alike, whose words are alike.
PHONES_BETWEEN = """
SELECT c.id, phone.number FROM phone JOIN customer AS c ON c.id = phone.customer_id
WHERE phone.number >= :first AND phone.number < :beyond AND NOT phone.former AND c.merged_into_id IS NULL LIMIT :most"""
PHONES_ENDING = """
SELECT c.id, phone.number FROM search_customer CROSS JOIN customer AS c ON c.id = search_customer.rowid
CROSS JOIN phone ON phone.customer_id = c.id
WHERE search_customer MATCH :match AND NOT phone.former AND c.merged_into_id IS NULL LIMIT :most"""
NAMES_WITH = """
SELECT c.id, c.name FROM search_customer CROSS JOIN customer AS c ON c.id = search_customer.rowid
WHERE search_customer MATCH :match AND c.merged_into_id IS NULL
ORDER BY c.last_contact_at IS NULL, c.last_contact_at DESC, c.id LIMIT :most"""

PLACES_WITH = """
SELECT c.id, premises.text FROM search_customer CROSS JOIN customer AS c ON c.id = search_customer.rowid
CROSS JOIN occupancy ON occupancy.customer_id = c.id CROSS JOIN premises ON premises.id = occupancy.premises_id
WHERE search_customer MATCH :match AND c.merged_into_id IS NULL LIMIT :most"""

_BEGIN_WORDS = "CREATE VIRTUAL TABLE temp.customer_words USING fts5vocab('main', 'search_customer', 'row')"
_WORDS_LIKE = """
SELECT term FROM temp.customer_words
WHERE term >= 'a' AND term < '{' AND length(term) >= :shortest"""


def begin_words(reader: Reader) -> None:
    """Makes the words of the customer index readable for as long as the reader lives; nothing is written."""
    reader.rows(_BEGIN_WORDS)


def words_like(reader: Reader, length: int) -> Iterator[str]:
    """The Latin words that customers are found by, those not much shorter."""
    return (term for (term,) in reader.rows(_WORDS_LIKE, {"shortest": length - 1}))


class CandidateRow(NamedTuple):
    """What ranking needs to know of a candidate beside phones, e-mails and premises."""

    number: int
    name: str
    tier: str | None
    tags: tuple[str, ...]
    external_id: str | None
    last_contact_at: datetime | None
    archived: bool
    open_tickets: int


def candidates_of(numbers: str) -> str:
    """The SELECT of some candidates; `numbers` is a list of `:names`."""
    return (
        "SELECT c.id, c.name, c.tier, c.tags, c.external_id, c.last_contact_at, c.archived,"
        " (SELECT count(*) FROM ticket WHERE ticket.customer_id = c.id"
        " AND ticket.status IN ('new', 'open', 'waiting'))"
        f" FROM customer AS c WHERE c.id IN ({numbers})"
    )


def candidate_row(row: tuple[Any, ...]) -> CandidateRow:
    """A tuple of `candidates_of` with its time, tags and flag read."""
    values = list(row)
    values[3], values[5], values[6] = tuple(row[3].split()), maybe_time(row[5]), bool(row[6])
    return CandidateRow(*values)


# The newest stand at the end of the index and are read from there; what was said counts for its ticket.
TICKET_HITS = """
SELECT t.id, t.subject, t.description, t.customer_id
FROM search_ticket CROSS JOIN ticket AS t ON t.id = search_ticket.rowid
WHERE search_ticket MATCH :match AND search_ticket.rowid <> :ticket
ORDER BY search_ticket.rowid DESC LIMIT :most"""
TICKET_WITH_NUMBER = "SELECT id, subject, description, customer_id FROM ticket WHERE id = :ticket"
TICKET_HIT_COUNT = """
SELECT (SELECT count(*) FROM search_ticket WHERE search_ticket MATCH :match AND rowid <> :ticket)
     + (SELECT count(*) FROM ticket WHERE id = :ticket)"""

CUSTOMER_HITS = """
SELECT c.id, c.name, c.note,
       (SELECT number FROM phone WHERE phone.customer_id = c.id AND NOT former ORDER BY position, phone.id LIMIT 1),
       (SELECT premises.text FROM occupancy JOIN premises ON premises.id = occupancy.premises_id
        WHERE occupancy.customer_id = c.id AND occupancy.until IS NULL
        ORDER BY occupancy.position, occupancy.id LIMIT 1)
FROM customer AS c
WHERE c.id IN (SELECT rowid FROM search_customer WHERE search_customer MATCH :match) OR c.id = :customer
ORDER BY c.id = :customer DESC, c.last_contact_at IS NULL, c.last_contact_at DESC, c.id LIMIT :most"""
CUSTOMER_HIT_COUNT = """
SELECT (SELECT count(*) FROM search_customer WHERE search_customer MATCH :match AND rowid <> :customer)
     + (SELECT count(*) FROM customer WHERE id = :customer)"""

CONTACT_HITS = """
SELECT entry.text, entry.caller, entry.ticket_id, c.id, c.name
FROM search_contact CROSS JOIN entry ON entry.id = search_contact.rowid
LEFT JOIN customer AS c ON c.id = entry.customer_id
WHERE search_contact MATCH :match ORDER BY search_contact.rowid DESC LIMIT :most"""
CONTACT_HIT_COUNT = "SELECT count(*) FROM search_contact WHERE search_contact MATCH :match"


def said_on(tickets: str) -> str:
    """What was said on some tickets, the newest first; `tickets` is a list of `:names`."""
    return (
        f"SELECT ticket_id, text FROM entry WHERE ticket_id IN ({tickets}) AND in_error = 0 ORDER BY id DESC"
    )
