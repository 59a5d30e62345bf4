"""Premises as rows: the list, a place with what it stands in, who lives and lived there, and its tickets."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from servicedesk.store.kept import maybe_day
from servicedesk.store.queries.tickets import TICKETS


class PlaceRow(NamedTuple):
    """One line of any list of premises; `people` live there now, and `below` stand directly under it."""

    number: int
    text: str
    kind: str
    parent_number: int | None
    parent: str | None
    access: str
    keys: str
    pets: str
    parking: str
    note: str
    version: int
    people: int
    below: int
    open_tickets: int


class OccupantRow(NamedTuple):
    """Somebody who has or had to do with a place; with `until` the stay has ended."""

    customer_number: int
    name: str
    role: str
    since: date | None
    until: date | None

    @property
    def former(self) -> bool:
        """Whether the stay has ended."""
        return self.until is not None


FROM_PLACES = "\nFROM premises AS p LEFT JOIN premises AS above ON above.id = p.parent_id"
PLACES = (
    """
SELECT p.id, p.text, p.kind, p.parent_id, above.text, p.access_note, p.keys_note, p.pets, p.parking, p.note, p.version,
       (SELECT count(DISTINCT customer_id) FROM occupancy WHERE premises_id = p.id AND until IS NULL),
       (SELECT count(*) FROM premises AS under WHERE under.parent_id = p.id),
       (SELECT count(*) FROM ticket WHERE premises_id = p.id AND status IN ('new', 'open', 'waiting'))"""
    + FROM_PLACES
)
PLACE = PLACES + "\nWHERE p.id = :number"
BELOW = PLACES + "\nWHERE p.parent_id = :number\nORDER BY p.text, p.id"
PLACE_OF_TICKET = "SELECT premises_id FROM ticket WHERE id = :number"
PLACE_NAMED = "SELECT id FROM premises WHERE text IN (:text, :narrow) LIMIT 1"
PLACE_NAMES = "SELECT id, text FROM premises ORDER BY text, id"

# What a place stands in, the nearest first; a ring in a damaged tree ends it.
ABOVE = """
WITH RECURSIVE up (id, parent_id, text, height) AS (
    SELECT id, parent_id, text, 0 FROM premises WHERE id = :number
    UNION SELECT premises.id, premises.parent_id, premises.text, height + 1
    FROM premises JOIN up ON premises.id = up.parent_id WHERE height < 50)
SELECT id, text FROM up WHERE height > 0 ORDER BY height"""
OCCUPANTS = """
SELECT c.id, c.name, occupancy.role, occupancy.since, occupancy.until
FROM occupancy JOIN customer AS c ON c.id = occupancy.customer_id
WHERE occupancy.premises_id = :number AND c.merged_into_id IS NULL
ORDER BY occupancy.until IS NOT NULL, occupancy.until DESC, occupancy.position, occupancy.id"""
TICKETS_AT = (
    TICKETS
    + """
WHERE t.premises_id = :number
ORDER BY t.status NOT IN ('new', 'open', 'waiting'), t.opened_at DESC, t.id DESC LIMIT :limit"""
)


def place_row(row: tuple[Any, ...]) -> PlaceRow:
    """A tuple of `PLACES`."""
    return PlaceRow(*row)


def occupant_row(row: tuple[Any, ...]) -> OccupantRow:
    """A tuple of `OCCUPANTS` with its days read."""
    number, name, role, since, until = row
    return OccupantRow(number, name, role, maybe_day(since), maybe_day(until))
