"""What an operation gives back: a plain row, and what to tell the person who asked."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.store.queries.tickets import TicketRow


class Acted(NamedTuple):
    """A ticket after a verb. `already` where nothing had to be done; `notes` say what else followed."""

    ticket: TicketRow
    already: bool = False
    notes: tuple[str, ...] = ()
