"""Everything of one person across her files: which files, what is still open, and where else she is named."""

from __future__ import annotations

from typing import NamedTuple

FAMILY = """
WITH RECURSIVE up (id, into_id) AS (
    SELECT id, merged_into_id FROM customer WHERE id = :number
    UNION SELECT customer.id, customer.merged_into_id FROM customer JOIN up ON customer.id = up.into_id),
down (id) AS (
    SELECT id FROM up WHERE into_id IS NULL
    UNION SELECT customer.id FROM customer JOIN down ON customer.merged_into_id = down.id)
SELECT id FROM down ORDER BY id"""

DRAFTS_KEPT = "SELECT staff_id, key, body FROM draft"


class MentionRow(NamedTuple):
    """A thing of somebody else in which the person is named: `ticket`, `customer`, `need`, `queue` or `segment`, and its number."""

    kind: str
    number: int


def family_facts(names: str) -> str:
    """The SELECT of the files of a person, with what stands in the way of erasing them."""
    return (
        "SELECT id, name, legal_hold, erased_at, created_at, coalesce(external_id, '') FROM customer"
        f" WHERE id IN ({names}) ORDER BY id"
    )


def open_tickets(names: str) -> str:
    """The SELECT of the open tickets of some files."""
    return (
        f"SELECT id FROM ticket WHERE customer_id IN ({names}) AND status IN ('new', 'open', 'waiting')"
        " ORDER BY id"
    )


def known_as(names: str) -> str:
    """The SELECT of the texts a person is known by: names, numbers as typed and as compared, addresses."""
    return f"""
SELECT name FROM customer WHERE id IN ({names})
UNION SELECT external_id FROM customer WHERE id IN ({names}) AND external_id IS NOT NULL
UNION SELECT name FROM former_name WHERE customer_id IN ({names})
UNION SELECT raw FROM phone WHERE customer_id IN ({names})
UNION SELECT number FROM phone WHERE customer_id IN ({names})
UNION SELECT address FROM email WHERE customer_id IN ({names})"""


def mentions(count: int, names: str) -> str:
    """The SELECT of tickets, files, needs, queues and segments of others that hold one of so many texts, `:t0`, `:t1` and so on."""

    def holds(column: str) -> str:
        return " OR ".join(f"instr({column}, :t{place})" for place in range(count))

    said, noted = (
        "text || ' ' || caller",
        "name || ' ' || note || ' ' || do_not || ' ' || best_time || ' ' || heard_of_us",
    )
    return f"""
SELECT 'ticket' AS kind, id FROM ticket WHERE (customer_id IS NULL OR customer_id NOT IN ({names}))
    AND ({holds("subject || ' ' || description || ' ' || caller")})
UNION SELECT 'ticket', ticket_id FROM entry WHERE ticket_id IS NOT NULL
    AND (customer_id IS NULL OR customer_id NOT IN ({names})) AND ({holds(said)})
UNION SELECT 'customer', customer_id FROM entry WHERE ticket_id IS NULL
    AND customer_id IS NOT NULL AND customer_id NOT IN ({names}) AND ({holds(said)})
UNION SELECT 'customer', id FROM customer WHERE id NOT IN ({names}) AND ({holds(noted)})
UNION SELECT 'need', id FROM need WHERE (customer_id IS NULL OR customer_id NOT IN ({names}))
    AND ({holds("words || ' ' || done")})
UNION SELECT 'customer', customer_id FROM customer_field WHERE customer_id NOT IN ({names}) AND ({holds("value")})
UNION SELECT 'queue', id FROM queue WHERE {holds("name || ' ' || query")}
UNION SELECT 'segment', id FROM segment WHERE {holds("name || ' ' || query")}
ORDER BY 1, 2 LIMIT 50"""
