"""Files that were joined: under which one a person is kept, and what each merge did."""

from __future__ import annotations

from typing import NamedTuple

STAYS = """
WITH RECURSIVE onward (id, into_id) AS (
    SELECT id, merged_into_id FROM customer WHERE id = :number
    UNION SELECT customer.id, customer.merged_into_id FROM customer JOIN onward ON customer.id = onward.into_id)
SELECT id FROM onward WHERE into_id IS NULL"""

UNDER = """
WITH RECURSIVE under (id, into_id) AS (
    SELECT id, NULL FROM customer WHERE id = :number
    UNION SELECT customer.id, customer.merged_into_id FROM customer JOIN under
        ON customer.merged_into_id = under.id)
SELECT id, into_id FROM under WHERE into_id IS NOT NULL"""

# A file that is merged was merged by the last such event of its own that still stands.
MERGED_BY = """
SELECT e.id, event_body.body FROM event AS e LEFT JOIN event_body ON event_body.event_id = e.id
WHERE e.customer_id = :number AND e.kind = 'customer.merged'
  AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)
ORDER BY e.id DESC LIMIT 1"""

# What made a name a former one in a family of files, since a merge.
FORMER_NAMES_SINCE = """
WITH RECURSIVE under (id) AS (
    SELECT :number UNION SELECT customer.id FROM customer JOIN under ON customer.merged_into_id = under.id)
SELECT event_body.body FROM under JOIN event ON event.customer_id = under.id
JOIN event_body ON event_body.event_id = event.id
WHERE event.id > :event AND event_body.body LIKE '%former_name%'"""

# What edits took off a family of files since a merge, the newest first.
TAKEN_OFF_SINCE = """
WITH RECURSIVE under (id) AS (
    SELECT :number UNION SELECT customer.id FROM customer JOIN under ON customer.merged_into_id = under.id)
SELECT event_body.body FROM under JOIN event ON event.customer_id = under.id
JOIN event_body ON event_body.event_id = event.id
WHERE event.id > :event AND event.kind = 'customer.edited' ORDER BY event.id DESC"""

JOINED_FILES = """
SELECT c.id, c.name, into_file.id, into_file.name FROM customer AS c
JOIN customer AS into_file ON into_file.id = c.merged_into_id
WHERE c.id = :number OR c.merged_into_id = :number ORDER BY c.id"""


class JoinedRow(NamedTuple):
    """A file that was merged, and into which."""

    number: int
    name: str
    into: int
    into_name: str
