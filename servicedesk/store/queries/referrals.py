"""Who sent whom: customers with those who came to us through them.

A file keeps the number it was told; where that file was joined into another since, the one that stays is meant.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.times import from_stored

# Of every file that sent somebody, the file it is kept under now.
_KEPT_UNDER = """onward (id, at, into_id) AS (
    SELECT r.id, r.id, r.merged_into_id FROM customer AS r
    WHERE r.id IN (SELECT referred_by_id FROM customer WHERE referred_by_id IS NOT NULL)
    UNION SELECT onward.id, r.id, r.merged_into_id FROM onward JOIN customer AS r ON r.id = onward.into_id)"""
PROMOTERS = f"WITH RECURSIVE {_KEPT_UNDER} SELECT at FROM onward WHERE into_id IS NULL"
SENT = f"""
SELECT onward.at AS customer_id, count(*) AS sent FROM (WITH RECURSIVE {_KEPT_UNDER} SELECT * FROM onward) AS onward
JOIN customer AS c ON c.referred_by_id = onward.id
WHERE onward.into_id IS NULL AND c.merged_into_id IS NULL AND c.created_at >= :since GROUP BY onward.at"""


class ReferralRow(NamedTuple):
    """Somebody who came to us through another customer."""

    promoter: int
    promoter_name: str
    promoter_tier: str | None
    number: int
    name: str
    stage: str
    tier: str | None
    came_at: datetime


REFERRALS = f"""
WITH RECURSIVE {_KEPT_UNDER}
SELECT p.id, p.name, p.tier, c.id, c.name, c.stage, c.tier, c.created_at
FROM onward JOIN customer AS p ON p.id = onward.at JOIN customer AS c ON c.referred_by_id = onward.id
WHERE onward.into_id IS NULL AND c.merged_into_id IS NULL AND c.id <> p.id ORDER BY p.id, c.created_at, c.id"""

MOST_STEPS = 100
# From a file to who sent it, and so on; a step from a joined file to the one that stays is no one's word.
CHAIN = f"""
WITH RECURSIVE up (id, next_id, joined, step) AS (
    SELECT id, coalesce(merged_into_id, referred_by_id), merged_into_id IS NOT NULL, 0 FROM customer WHERE id = :number
    UNION ALL
    SELECT c.id, coalesce(c.merged_into_id, c.referred_by_id), c.merged_into_id IS NOT NULL, step + 1
    FROM up JOIN customer AS c ON c.id = up.next_id WHERE step < {MOST_STEPS})
SELECT up.id, customer.name FROM up JOIN customer ON customer.id = up.id WHERE NOT joined ORDER BY step"""

# Everybody who was sent by a file, or by one that was joined into it.
FAMILY_OF = """
WITH RECURSIVE joined (id) AS (
    SELECT {number} UNION SELECT customer.id FROM customer JOIN joined ON customer.merged_into_id = joined.id)
SELECT id FROM joined"""
SENT_BY = f"""
SELECT id, name FROM customer WHERE merged_into_id IS NULL AND id <> :number
AND referred_by_id IN ({FAMILY_OF.format(number=":number")}) ORDER BY created_at, id"""

HEARD = """
SELECT CASE WHEN heard_of_us <> '' THEN heard_of_us WHEN referred_by_id IS NOT NULL THEN 'word_of_mouth' ELSE '' END,
       count(*), count(CASE WHEN stage IN ('new', 'active', 'existing') THEN 1 END)
FROM customer WHERE merged_into_id IS NULL AND erased_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"""


def referral_row(row: tuple[Any, ...]) -> ReferralRow:
    """A tuple of `REFERRALS` with its time read."""
    return ReferralRow._make([*row[:7], from_stored(row[7])])
