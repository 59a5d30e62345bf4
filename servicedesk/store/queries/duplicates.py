"""Everything by which files are compared, read table by table for a scan of the whole desk, or for some files."""

from __future__ import annotations

_WHO = "SELECT c.id, c.name, c.kind, c.birthday FROM customer AS c"
_COMPARED = "c.merged_into_id IS NULL AND c.erased_at IS NULL"

FILES = f"{_WHO} WHERE {_COMPARED} ORDER BY c.id"
PHONES = "SELECT customer_id, number FROM phone WHERE NOT former"
EMAILS = "SELECT customer_id, address FROM email WHERE TRUE"
PLACES = """
SELECT occupancy.customer_id, premises.text FROM occupancy JOIN premises ON premises.id = occupancy.premises_id
WHERE TRUE"""

KNOWN_APART = "SELECT first_id, second_id FROM known_apart"
JOINED = "SELECT id, merged_into_id FROM customer WHERE merged_into_id IS NOT NULL"

FOUND_BY_WORDS = """
SELECT search_customer.rowid FROM search_customer WHERE search_customer MATCH :match LIMIT :most"""


def files_of(numbers: str) -> str:
    """The SELECT of some files; `numbers` is a list of `:names`."""
    return f"{_WHO} WHERE {_COMPARED} AND c.id IN ({numbers}) ORDER BY c.id"


def of_files(select: str, numbers: str) -> str:
    """One of `PHONES`, `EMAILS` and `PLACES`, of some files."""
    return f"{select} AND customer_id IN ({numbers})"


def with_phone(names: str) -> str:
    """The SELECT of the files that have one of some numbers."""
    return f"SELECT customer_id FROM phone WHERE number IN ({names}) AND NOT former LIMIT :most"


def with_email(names: str) -> str:
    """The SELECT of the files that have one of some addresses."""
    return f"SELECT customer_id FROM email WHERE lower(address) IN ({names}) LIMIT :most"
