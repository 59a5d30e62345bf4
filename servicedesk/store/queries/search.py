"""Who and what a typed text finds: candidates from the search index and from exact numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import maybe_time

# The index leads, the customer follows by primary key; only the best candidates leave this SELECT.
CANDIDATES = """
SELECT c.id FROM search_index CROSS JOIN customer AS c ON c.id = search_index.rowid / 4
WHERE search_index MATCH :match AND search_index.rowid % 4 = 1
ORDER BY c.archived, c.name LIKE :begins ESCAPE '\\' DESC,
         c.last_contact_at IS NULL, c.last_contact_at DESC, c.id LIMIT :most"""
CANDIDATES_BY_SIGNS = """
SELECT c.id FROM customer AS c WHERE c.name LIKE :holds ESCAPE '\\' ORDER BY c.id LIMIT :most"""
CUSTOMERS_WITH_NUMBER = (
    "SELECT customer_id FROM phone WHERE number = :number ORDER BY customer_id LIMIT :most"
)
CUSTOMER_OF_TICKET = "SELECT customer_id FROM ticket WHERE id = :number AND customer_id IS NOT NULL"


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


# Words of notes and replies count for their ticket; contacts stand for themselves.
_TICKETS_FOUND = """
SELECT rowid / 4 FROM search_index WHERE search_index MATCH :match AND rowid % 4 = 0
UNION
SELECT entry.ticket_id FROM search_index CROSS JOIN entry ON entry.id = search_index.rowid / 4
WHERE search_index MATCH :match AND search_index.rowid % 4 = 2
AND entry.kind <> 'contact' AND entry.ticket_id IS NOT NULL"""
TICKET_HITS = f"""
SELECT t.id, t.subject, t.description, t.customer_id FROM ticket AS t
WHERE t.id IN ({_TICKETS_FOUND}) OR t.id = :ticket
ORDER BY t.id = :ticket DESC, t.id DESC LIMIT :most"""
TICKET_HIT_COUNT = f"SELECT count(*) FROM ticket AS t WHERE t.id IN ({_TICKETS_FOUND}) OR t.id = :ticket"
TICKET_WORDS = """
SELECT entry.ticket_id, entry.text FROM search_index CROSS JOIN entry ON entry.id = search_index.rowid / 4
WHERE search_index MATCH :match AND search_index.rowid % 4 = 2
AND entry.kind <> 'contact' AND entry.ticket_id IS NOT NULL ORDER BY entry.id DESC LIMIT :most"""

_CUSTOMERS_FOUND = "SELECT rowid / 4 FROM search_index WHERE search_index MATCH :match AND rowid % 4 = 1"
CUSTOMER_HITS = f"""
SELECT c.id, c.name, c.note,
       (SELECT number FROM phone WHERE phone.customer_id = c.id ORDER BY position, phone.id LIMIT 1),
       (SELECT premises.text FROM occupancy JOIN premises ON premises.id = occupancy.premises_id
        WHERE occupancy.customer_id = c.id ORDER BY occupancy.position, occupancy.id LIMIT 1)
FROM customer AS c WHERE c.id IN ({_CUSTOMERS_FOUND}) OR c.id = :customer
ORDER BY c.id = :customer DESC, c.last_contact_at IS NULL, c.last_contact_at DESC, c.id LIMIT :most"""
CUSTOMER_HIT_COUNT = (
    f"SELECT count(*) FROM customer AS c WHERE c.id IN ({_CUSTOMERS_FOUND}) OR c.id = :customer"
)

_CONTACTS_FOUND = """
FROM search_index CROSS JOIN entry ON entry.id = search_index.rowid / 4
LEFT JOIN customer AS c ON c.id = entry.customer_id
WHERE search_index MATCH :match AND search_index.rowid % 4 = 2
AND (entry.kind = 'contact' OR entry.ticket_id IS NULL)"""
CONTACT_HITS = f"""
SELECT entry.text, entry.caller, entry.ticket_id, c.id, c.name {_CONTACTS_FOUND}
ORDER BY entry.id DESC LIMIT :most"""
CONTACT_HIT_COUNT = f"SELECT count(*) {_CONTACTS_FOUND}"
