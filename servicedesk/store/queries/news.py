"""Events as light rows, for whoever only needs to know what to draw anew."""

from __future__ import annotations

from typing import NamedTuple


class NewsRow(NamedTuple):
    """One event without its body: what was done, by whom, to what."""

    event_id: int
    kind: str
    who: str
    ticket: int | None
    customer: int | None
    callback: int | None
    undoes: int | None


NEWS = """
SELECT e.id, e.kind, coalesce(staff.handle, ''), e.ticket_id, e.customer_id, e.callback_id, e.undoes
FROM event AS e LEFT JOIN staff ON staff.id = e.staff_id WHERE e.id > :after ORDER BY e.id LIMIT :limit"""
