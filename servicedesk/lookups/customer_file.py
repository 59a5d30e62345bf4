"""Everything about one customer: the card, every ticket ever brought, and all that happened."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.lookups.card import Card, card, timeline
from servicedesk.lookups.tickets import TicketRow, TimelineRow

EVERYTHING = 1_000_000


class CustomerRecord(NamedTuple):
    """The whole file of a customer; tickets and events are oldest first."""

    card: Card
    tickets: tuple[TicketRow, ...]
    events: tuple[TimelineRow, ...]


def customer_record(desk: Desk, number: int) -> CustomerRecord:
    """The whole file of one customer (R001, R002). Raises NotFound."""
    seen = card(desk, number)
    brought = tickets.tickets(desk, f"is:any customer:{number}", sort="number")
    return CustomerRecord(seen, tuple(brought), tuple(timeline(desk, number, EVERYTHING)[::-1]))
