"""What the standing of customers is computed from, one line a file."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from servicedesk.rules.standing import Facts
from servicedesk.store.kept import maybe_day
from servicedesk.store.queries.referrals import SENT
from servicedesk.store.times import from_stored, maybe_time


class StandingRow(NamedTuple):
    """A customer with the standing the file has now, and the facts of the next; `fixed` was said by a person."""

    number: int
    name: str
    stage: str
    stage_fixed: bool
    tier: str | None
    tier_fixed: bool
    facts: Facts


_STANDINGS = f"""
SELECT c.id, c.name, c.stage, c.stage_fixed, c.tier, c.tier_fixed, c.since, c.source, c.created_at,
       c.last_contact_at, t.first_at, coalesce(t.lately, 0) + coalesce(e.lately, 0),
       coalesce(t.given, 0) + coalesce(r.sent, 0), coalesce(t.requests, 0)
FROM customer AS c
LEFT JOIN (
    SELECT customer_id, min(opened_at) AS first_at,
           sum(CASE WHEN opened_at >= :since THEN 1 ELSE 0 END) AS lately,
           sum(CASE WHEN opened_at >= :since AND kind IN ('suggestion', 'praise') THEN 1 ELSE 0 END) AS given,
           sum(CASE WHEN kind <> 'enquiry' THEN 1 ELSE 0 END) AS requests
    FROM ticket WHERE status <> 'cancelled' AND merged_into_id IS NULL GROUP BY customer_id
) AS t ON t.customer_id = c.id
LEFT JOIN (
    SELECT customer_id, count(*) AS lately FROM entry
    WHERE kind = 'contact' AND at >= :since AND NOT in_error GROUP BY customer_id
) AS e ON e.customer_id = c.id
LEFT JOIN ({SENT}) AS r ON r.customer_id = c.id
WHERE NOT c.archived AND NOT c.restricted AND c.merged_into_id IS NULL AND c.erased_at IS NULL"""
STANDINGS = _STANDINGS + " ORDER BY c.id"
STANDING = _STANDINGS + " AND c.id = :number"

# The last word on the tier or the stage that still stands, an edit of the file included; gone where it was erased.
_SAID = """
SELECT event_body.body FROM event AS e JOIN event_body ON event_body.event_id = e.id
WHERE e.customer_id = :number
  AND (e.kind = 'customer.{field}_changed'
       OR e.kind = 'customer.edited' AND (body LIKE '%"{field}":%' OR body LIKE '%"{field}_fixed":%'))
  AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation)
ORDER BY e.id DESC LIMIT 1"""
TIER_SAID, STAGE_SAID = _SAID.format(field="tier"), _SAID.format(field="stage")
LAST_COMPUTED = """
SELECT recorded_at FROM event WHERE kind = 'standing.computed'
  AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = event.operation)
ORDER BY id DESC LIMIT 1"""


def standing_row(row: tuple[Any, ...]) -> StandingRow:
    """A tuple of `STANDINGS` with its times read."""
    number, name, stage, stage_fixed, tier, tier_fixed, since, source, created_at, last_at, first_at = row[
        :11
    ]
    filed_at = from_stored(created_at)
    facts = Facts(
        came(since, source, filed_at, maybe_time(first_at)), filed_at, maybe_time(last_at), *row[11:]
    )
    return StandingRow(number, name, stage, bool(stage_fixed), tier, bool(tier_fixed), facts)


def came(since: str | None, source: str, filed_at: datetime, first_at: datetime | None) -> datetime | None:
    """When the customer came: as somebody said, else the first matter or the file; an import says nothing of it."""
    if since is not None:
        day = maybe_day(since)
        return datetime.combine(day, time(), UTC) if day else None
    known = [first_at] if source == "import" else [filed_at, first_at]
    return min((at for at in known if at is not None), default=None)
