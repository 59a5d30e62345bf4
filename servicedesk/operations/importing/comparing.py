"""What a file says of a ticket that the desk has already, against what it said at the last import.

Three values meet: what was imported then, what stands in the desk now, what the file says now. Only what the
file itself changed is taken over, so that work done here is never overwritten by an old export.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.operations.importing.ticket_values import COLUMNS_OF, Values
from servicedesk.problems import BadValue
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_numbers, bound_texts, in_portions
from servicedesk.store.queries.imports import (
    TICKET_COLUMNS,
    imported_bodies,
    texts_of_tickets,
    tickets_known,
)


class KnownTicket(NamedTuple):
    """A ticket as it stands now, as imports wrote it, and what was said on it; values as the store keeps them."""

    number: int
    now: Values
    then: Values
    texts: frozenset[tuple[str, str]]


def known_tickets(reader: Reader, external_ids: Collection[str]) -> dict[str, KnownTicket]:
    """The tickets that came from these rows before, by their number elsewhere."""
    standing: dict[str, Values] = {}
    for names, values in bound_texts(external_ids):
        for row in reader.rows(tickets_known(names), values):
            ticket = dict(zip(TICKET_COLUMNS, row, strict=True))
            standing[ticket["external_id"]] = ticket
    numbers = [ticket["id"] for ticket in standing.values()]
    then = _imported_values(reader, numbers)
    texts = _texts(reader, numbers)
    return {
        external_id: KnownTicket(now["id"], now, then[now["id"]], frozenset(texts[now["id"]]))
        for external_id, now in standing.items()
    }


def changed_columns(known: KnownTicket, said: Values, fields: Collection[str]) -> list[str]:
    """The columns that the file has changed since the last import and the desk has not.

    Raises BadValue where both have, each in its own way: a person must decide.
    """
    watched = dict.fromkeys(column for field in fields for column in COLUMNS_OF.get(field, ()))
    changed: list[str] = []
    both: list[str] = []
    for column in watched:
        then, now = known.then.get(column, known.now[column]), known.now[column]
        if said[column] in (then, now):
            continue
        (changed if now == then else both).append(column)
    if both:
        raise BadValue(
            _("Changed both here and in the file since the last import: {fields} of ticket {number}").format(
                fields=_(", ").join(both), number=known.number
            )
        )
    return changed


def _imported_values(reader: Reader, numbers: list[int]) -> defaultdict[int, Values]:
    found: defaultdict[int, Values] = defaultdict(dict)
    for portion in in_portions(numbers):
        names, values = bound_numbers(portion)
        for number, body in reader.rows(imported_bodies(names), values):
            for change in json.loads(body)["changes"]:
                if change["table"] == "ticket" and change["key"] == [number]:
                    found[number].update(change["after"])
    return found


def _texts(reader: Reader, numbers: list[int]) -> defaultdict[int, set[tuple[str, str]]]:
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for portion in in_portions(numbers):
        names, values = bound_numbers(portion)
        for number, kind, text in reader.rows(texts_of_tickets(names), values):
            found[number].add((kind, text))
    return found
