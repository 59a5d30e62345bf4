"""Needs that were noted on a ticket are of whoever the ticket is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.store.queries.needs import NEEDS_ON

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Ticket


def move_needs(work: Change, ticket: Ticket, target: Ticket) -> None:
    """A ticket is merged: what was noted on it stands on the one that stays, and nobody's need is its customer's."""
    if not any(work.reader.rows(NEEDS_ON, {"ticket": one.id}) for one in (ticket, target)):
        return
    from servicedesk.store.tables.needs import Need

    for one in (ticket, target):
        for need in work.all(Need, Need.ticket_id == one.id):
            need.ticket_id = target.id
            need.customer_id = need.customer_id or target.customer_id or ticket.customer_id


def follow_ticket(work: Change, ticket: Ticket, before: int | None) -> None:
    """A ticket found its customer, or another one: what was noted on it for the one before goes along."""
    if not work.reader.rows(NEEDS_ON, {"ticket": ticket.id}):
        return
    from servicedesk.store.tables.needs import Need

    for need in work.all(Need, Need.ticket_id == ticket.id, Need.customer_id == before):
        need.customer_id = ticket.customer_id
