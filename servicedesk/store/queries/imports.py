"""What an import compares a file with: tickets by their foreign number, what was imported then, files by phone."""

from __future__ import annotations

TICKET_COLUMNS = (
    "id", "version", "subject", "description", "kind", "status", "priority", "channel", "category_id", "customer_id",
    "caller", "premises_id", "team_id", "assignee_id", "received_by_id", "whose_turn", "waiting_for", "waiting_since",
    "waiting_until", "opened_at", "recorded_at", "updated_at", "promised_from", "first_response_due_at",
    "next_update_due_at", "resolution_due_at", "agreed_due_at", "fixed_due_at", "due_at", "first_responded_at", "resolved_at", "closed_at", "cause",
    "step", "reopened", "escalated", "tags", "external_id", "imported", "merged_into_id",
)  # fmt: skip

# The desk's own salt for digests: the hash of its first event is random and never changes.
SALT = "SELECT hash FROM event WHERE id = 1"

LAST_NUMBER = "SELECT coalesce(max(id), 0) FROM {table}"
# SQLite keeps the highest number ever given, so that a number once told is never given again.
LAST_KEPT_NUMBER = "SELECT seq FROM sqlite_sequence WHERE name = :table"


def tickets_known(names: str) -> str:
    """Tickets by their number elsewhere, all columns; `names` is a list of `:names`."""
    return f"SELECT {', '.join(TICKET_COLUMNS)} FROM ticket WHERE external_id IN ({names})"


def imported_bodies(names: str) -> str:
    """What earlier imports wrote to tickets, oldest first, without what was undone."""
    return (
        "SELECT e.ticket_id, event_body.body FROM event AS e JOIN event_body ON event_body.event_id = e.id"
        f" WHERE e.kind = 'ticket.imported' AND e.ticket_id IN ({names})"
        " AND NOT EXISTS (SELECT 1 FROM event AS u WHERE u.undoes = e.operation) ORDER BY e.id"
    )


def texts_of_tickets(names: str) -> str:
    """What was said on tickets: number, kind and text of every entry."""
    return f"SELECT ticket_id, kind, text FROM entry WHERE ticket_id IN ({names}) AND in_error = 0"


def customers_known(names: str) -> str:
    """Customer files by their number elsewhere."""
    return f"SELECT external_id, id, name, last_contact_at FROM customer WHERE external_id IN ({names})"


def customers_with_phones(names: str) -> str:
    """Customer files by phone number; a household shares one."""
    return (
        "SELECT DISTINCT phone.number, c.id, c.name, c.last_contact_at, c.external_id FROM phone"
        f" JOIN customer AS c ON c.id = phone.customer_id WHERE phone.number IN ({names}) AND NOT phone.former ORDER BY c.id"
    )


def premises_known(names: str) -> str:
    """Premises by their text."""
    return f"SELECT text, id FROM premises WHERE text IN ({names})"
