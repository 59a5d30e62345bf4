"""Everything about one customer: the card, every ticket ever brought, and all that happened."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.lookups.card import Card, card, timeline
from servicedesk.lookups.origins import Origin, origins
from servicedesk.lookups.profile import Profile, profile
from servicedesk.lookups.tickets import TicketRow, TimelineRow

EVERYTHING = 1_000_000


class CustomerRecord(NamedTuple):
    """The whole file of a customer; tickets and events are oldest first."""

    card: Card
    tickets: tuple[TicketRow, ...]
    events: tuple[TimelineRow, ...]
    profile: Profile
    origins: tuple[Origin, ...] = ()


def customer_record(desk: Desk, number: int) -> CustomerRecord:
    """The whole file of one customer (R001, R002). Raises NotFound."""
    seen = card(desk, number)
    brought = tickets.tickets(desk, f"is:any customer:{number}", sort="number")
    events = tuple(timeline(desk, number, EVERYTHING)[::-1])
    return CustomerRecord(seen, tuple(brought), events, profile(desk, seen), origins(desk, number))
