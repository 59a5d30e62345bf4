"""What was said with customers, what is still owed to them, and their tickets at a glance."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.queries.referrals import FAMILY_OF
from servicedesk.store.queries.tickets import TICKETS
from servicedesk.store.queries.timeline import EVENTS
from servicedesk.store.times import from_stored


class ContactRow(NamedTuple):
    """One call, visit or message, in or out; replies on tickets are contacts too."""

    id: int
    at: datetime
    kind: str
    channel: str
    direction: str
    text: str
    ticket: int | None
    customer_number: int | None
    customer_name: str | None
    caller: str
    who: str
    who_name: str


class OwedRow(NamedTuple):
    """A call that is still due to a customer."""

    id: int
    due_at: datetime
    reason: str
    ticket: int | None
    origin: str
    promised: bool
    owner: str | None
    attempts: int
    version: int


_CONTACTS = """
SELECT entry.id, entry.at, entry.kind, coalesce(entry.channel, ''), coalesce(entry.direction, ''), entry.text,
       entry.ticket_id, c.id, c.name, entry.caller, staff.handle, staff.name
FROM entry
LEFT JOIN customer AS c ON c.id = entry.customer_id
LEFT JOIN staff ON staff.id = entry.staff_id
WHERE entry.kind IN ('contact', 'reply') AND entry.in_error = 0"""
CONTACTS_OF_CUSTOMER = _CONTACTS + " AND entry.customer_id = :number ORDER BY entry.at DESC, entry.id DESC"
CONTACT = _CONTACTS + " AND entry.id = :id"
CONTACTS = _CONTACTS + " ORDER BY entry.id DESC"
CONTACT_COUNT = "SELECT count(*) FROM entry WHERE kind IN ('contact', 'reply') AND in_error = 0"
CONTACT_COUNT_OF_CUSTOMER = CONTACT_COUNT + " AND customer_id = :number"

OPEN_TICKETS_OF = (
    TICKETS
    + "\nWHERE t.customer_id = :number AND t.status IN ('new', 'open', 'waiting')"
    + "\nORDER BY t.due_at NULLS LAST, t.id"
)
OWED_TO = """
SELECT callback.id, callback.due_at, callback.reason, callback.ticket_id, callback.origin, callback.promised,
       staff.handle, callback.attempts, callback.version
FROM callback LEFT JOIN staff ON staff.id = callback.owner_id
WHERE callback.customer_id = :number AND callback.state = 'due'
ORDER BY callback.promised DESC, callback.due_at, callback.id"""
# And whether any agreement or need stands, whether tickets of one category come often, and whether anybody came
# through the customer, so that nothing is asked about those of the many of whom there is nothing.
TICKET_COUNTS = f"""
SELECT count(*), count(CASE WHEN kind = 'complaint' THEN 1 END),
       count(CASE WHEN kind = 'complaint' AND opened_at >= :since THEN 1 END),
       EXISTS (SELECT 1 FROM agreement WHERE agreement.customer_id = :number AND ended_on IS NULL),
       EXISTS (SELECT 1 FROM need WHERE need.customer_id = :number AND need.state = 'open'),
       EXISTS (SELECT 1 FROM ticket AS t WHERE t.customer_id = :number AND t.category_id IS NOT NULL
           AND t.opened_at >= :repeats_since GROUP BY t.category_id HAVING count(*) >= :times),
       EXISTS (SELECT 1 FROM customer WHERE customer.referred_by_id IN ({FAMILY_OF.format(number=":number")}))
FROM ticket WHERE customer_id = :number"""
LAST_TICKET = """
SELECT opened_at, channel, id, subject FROM ticket WHERE customer_id = :number
ORDER BY opened_at DESC, id DESC LIMIT 1"""

# Events follow the ticket or the entry they tell of: what an unknown caller said joins the file found later.
# The story of the files that were joined into one is told there as well.
CUSTOMER_TIMELINE = (
    EVENTS
    + """
WHERE e.id IN (
    WITH RECURSIVE joined (id) AS (
        SELECT :number UNION SELECT customer.id FROM customer JOIN joined ON customer.merged_into_id = joined.id)
    SELECT event.id FROM joined JOIN event ON event.customer_id = joined.id
    LEFT JOIN entry AS said ON said.id = event.entry_id
    WHERE event.ticket_id IS NULL OR said.customer_id = :number
    UNION
    SELECT event.id FROM ticket JOIN event ON event.ticket_id = ticket.id WHERE ticket.customer_id = :number)
ORDER BY e.happened_at DESC, e.id DESC LIMIT :limit"""
)


def contact_row(row: tuple[Any, ...]) -> ContactRow:
    """A tuple of `CONTACTS` with its time read."""
    return ContactRow(row[0], from_stored(row[1]), *row[2:])


def owed_row(row: tuple[Any, ...]) -> OwedRow:
    """A tuple of `OWED_TO` with its time and flag read."""
    values = list(row)
    values[1], values[5] = from_stored(row[1]), bool(row[5])
    return OwedRow(*values)
