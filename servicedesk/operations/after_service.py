"""The call a firm's rule asks for when a ticket is resolved (R075, R144)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Ticket


def plan(work: Change, ticket: Ticket) -> tuple[str, ...]:
    """Plans the callback; returns a sentence about it for the person who resolved the ticket, if there is one."""
    return ()
