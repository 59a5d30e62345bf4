"""Premises as things of their own: found by any fragment, and one place with all that hangs on it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.agreements import at_premises
from servicedesk.problems import NotFound, Refused
from servicedesk.rules.likeness import place_words
from servicedesk.rules.numbers import premises_number
from servicedesk.rules.permissions import Permission
from servicedesk.rules.text import comparable
from servicedesk.store.database import Reader
from servicedesk.store.queries.agreements import AgreementRow
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.premises import (
    ABOVE,
    BELOW,
    OCCUPANTS,
    PLACE,
    PLACE_NAMED,
    PLACE_NAMES,
    PLACE_OF_TICKET,
    PLACES,
    TICKETS_AT,
    OccupantRow,
    PlaceRow,
    occupant_row,
    place_row,
)
from servicedesk.store.queries.tickets import TicketRow, ticket_row

__all__ = ["AgreementRow", "OccupantRow", "Place", "PlaceRow", "TicketRow"]

MOST_TICKETS = 500
MOST_NAMED = 5


class Place(NamedTuple):
    """One place: what it stands in (outermost first), what stands under it, who is and was there, its tickets.

    Those who live there come first, open tickets come first. What is noted about a person stays in that person's file.
    """

    row: PlaceRow
    path: tuple[tuple[int, str], ...]
    below: tuple[PlaceRow, ...]
    occupants: tuple[OccupantRow, ...]
    tickets: tuple[TicketRow, ...]
    agreements: tuple[AgreementRow, ...]

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def present(self) -> tuple[OccupantRow, ...]:
        """Who lives or works there now."""
        return tuple(one for one in self.occupants if not one.former)


def premises(desk: Desk, text: str = "", *, limit: int | None = None) -> list[PlaceRow]:
    """The premises whose name holds a text, however it is written (`3-2-501` and 3栋2单元501室), by name."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        wanted = _matching(reader, text)[:limit]
        return _rows(reader, wanted)


def count(desk: Desk, text: str = "") -> int:
    """How many premises `premises` would find."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return len(_matching(reader, text))


def place(desk: Desk, number: int) -> Place:
    """One place with everything that hangs on it. Raises NotFound."""
    desk.require(Permission.VIEW)
    who = {"number": number}
    with desk.store.reading() as reader:
        found = reader.rows(PLACE, who)
        if not found:
            raise no_premises(number)
        return Place(
            row=place_row(found[0]),
            path=tuple((row[0], row[1]) for row in reader.rows(ABOVE, who)[::-1]),
            below=tuple(map(place_row, reader.rows(BELOW, who))),
            occupants=tuple(map(occupant_row, reader.rows(OCCUPANTS, who))),
            tickets=tuple(map(ticket_row, reader.rows(TICKETS_AT, {**who, "limit": MOST_TICKETS}))),
            agreements=at_premises(reader, number),
        )


def place_meant(desk: Desk, said: str) -> int:
    """The number of the place meant by a number (`12`, `P12`), its name, or a fragment that only one has.

    Raises NotFound, and Refused naming the candidates where several are meant.
    """
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        number = premises_number(said)
        if number is not None and reader.rows(PLACE, {"number": number}):
            return number
        text = " ".join(said.split())
        named = reader.rows(PLACE_NAMED, {"text": text, "narrow": unicodedata.normalize("NFKC", text)})
        if named:
            return int(named[0][0])
        matching = _matching(reader, text) if text and number is None else []
        if len(matching) == 1:
            return matching[0]
        if matching:
            rows = _rows(reader, matching[:MOST_NAMED])
            names = ", ".join(f"P{row.number} {row.text}" for row in rows)
            raise Refused(
                _("{count} premises are called {text}").format(count=len(matching), text=said),
                _("Say which: {names}").format(names=names),
            )
    raise no_premises(said)


def place_of_ticket(desk: Desk, number: int) -> int | None:
    """The number of the place that a ticket is about, where it names one."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = reader.rows(PLACE_OF_TICKET, {"number": number})
        return rows[0][0] if rows else None


def no_premises(said: object) -> NotFound:
    """The problem of premises that nobody knows."""
    return NotFound(
        _("There are no premises {name}").format(name=said), _("See: servicedesk premises list TEXT")
    )


def _matching(reader: Reader, text: str) -> list[int]:
    """The numbers of what a text may mean, by name; names written otherwise only where none holds the text."""
    names = reader.rows(PLACE_NAMES)
    wanted = comparable(text)
    holding = [row[0] for row in names if wanted in comparable(row[1])]
    if holding:
        return holding
    words = place_words(text)
    return [row[0] for row in names if words and place_words(row[1]) == words]


def _rows(reader: Reader, wanted: list[int]) -> list[PlaceRow]:
    found: dict[int, PlaceRow] = {}
    for portion in in_portions(wanted):
        names, params = bound_numbers(portion)
        rows = reader.rows(f"{PLACES}\nWHERE p.id IN ({names})", params)
        found.update((row[0], place_row(row)) for row in rows)
    return [found[number] for number in wanted if number in found]
