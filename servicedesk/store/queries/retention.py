"""What has been kept long enough: files nobody has heard of, and the words of old contacts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import from_stored


class LapsedRow(NamedTuple):
    """A customer file that is due for erasure, and when anything was last heard or done."""

    number: int
    name: str
    last_at: datetime


_LAST = """max(c.created_at, coalesce(c.last_contact_at, ''),
    coalesce((SELECT max(ticket.updated_at) FROM ticket WHERE ticket.customer_id = c.id), ''),
    coalesce((SELECT max(consent.at) FROM consent WHERE consent.customer_id = c.id AND consent.given), ''),
    coalesce((SELECT max(loser.created_at) FROM customer AS loser WHERE loser.merged_into_id = c.id), ''))"""
LAPSED = f"""
SELECT c.id, c.name, {_LAST} AS last_at FROM customer AS c
WHERE c.erased_at IS NULL AND c.merged_into_id IS NULL AND c.legal_hold = '' AND c.created_at < :before
  AND NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.customer_id = c.id
                  AND ticket.status IN ('new', 'open', 'waiting'))
  AND NOT EXISTS (SELECT 1 FROM callback WHERE callback.customer_id = c.id AND callback.state = 'due')
  AND last_at < :before
ORDER BY last_at, c.id"""
OLD_CONTACTS = """
SELECT entry.id FROM entry LEFT JOIN customer ON customer.id = entry.customer_id
WHERE entry.kind = 'contact' AND entry.at < :before AND (entry.text NOT IN ('', :sign) OR entry.caller <> '')
  AND coalesce(customer.legal_hold, '') = ''
ORDER BY entry.id"""
HELD_BACK = """
SELECT count(*) FROM customer WHERE erased_at IS NULL AND merged_into_id IS NULL AND legal_hold <> ''
  AND created_at < :before"""


def lapsed_row(row: tuple[Any, ...]) -> LapsedRow:
    """A tuple of `LAPSED` with its time read."""
    return LapsedRow(row[0], row[1], from_stored(row[2]))


def tickets_of_entries(names: str) -> str:
    """The SELECT of the tickets that some words stand on."""
    return f"SELECT DISTINCT ticket_id FROM entry WHERE id IN ({names}) AND ticket_id IS NOT NULL"


def bodies_of_entries(names: str) -> str:
    """The SELECT of the events that tell of some words and still have their bodies."""
    return (
        "SELECT event.id FROM event JOIN event_body ON event_body.event_id = event.id"
        f" WHERE event.entry_id IN ({names}) ORDER BY event.id"
    )
