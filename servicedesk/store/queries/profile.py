"""What a customer's tickets and contacts say of her: what about, by which way, when, and how content she was."""

from __future__ import annotations

from typing import NamedTuple

FIXED = """
SELECT c.tier_fixed, c.stage_fixed, c.since, c.source, c.created_at,
       (SELECT min(opened_at) FROM ticket WHERE ticket.customer_id = c.id AND status <> 'cancelled')
FROM customer AS c WHERE c.id = :number"""

TOP_CATEGORIES = """
SELECT category.code, category.name_en, category.name_zh, count(*) AS times
FROM ticket JOIN category ON category.id = ticket.category_id
WHERE ticket.customer_id = :number AND ticket.status <> 'cancelled'
GROUP BY category.id ORDER BY times DESC, category.id LIMIT :most"""

# When and by which way the customer turned to us, newest first.
TURNED_TO_US = """
SELECT channel, at FROM (
    SELECT channel, opened_at AS at FROM ticket WHERE customer_id = :number
    UNION ALL
    SELECT channel, at FROM entry
    WHERE customer_id = :number AND kind = 'contact' AND direction = 'in' AND NOT in_error AND channel IS NOT NULL
) AS turned ORDER BY at DESC LIMIT :most"""

SATISFACTION = "SELECT avg(score), count(score) FROM callback WHERE customer_id = :number AND state = 'done'"


class CategoryCount(NamedTuple):
    """A category with how often it was what a customer turned to us about."""

    code: str
    name_en: str
    name_zh: str
    times: int
