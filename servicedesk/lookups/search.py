"""One search over tickets, customers and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.rules.fragments import fragment_match
from servicedesk.rules.numbers import read_marked_number
from servicedesk.rules.permissions import Permission
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import normalised, search_words
from servicedesk.store.database import Params, Reader
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.search import (
    CONTACT_HIT_COUNT,
    CONTACT_HITS,
    CUSTOMER_HIT_COUNT,
    CUSTOMER_HITS,
    TICKET_HIT_COUNT,
    TICKET_HITS,
    TICKET_WITH_NUMBER,
    said_on,
)

SNIPPET_LENGTH = 80
BEFORE_THE_WORD = 20
ALL = 2**31 - 1


class Hit(NamedTuple):
    """Something found: `number` is the ticket's, else the customer's, to open it by.

    A contact is opened by its ticket or its customer; that of an unknown caller has neither.
    """

    kind: str
    number: int | None
    title: str
    snippet: str
    ticket: int | None
    customer: int | None


def search(desk: Desk, text: str, *, limit: int | None = None) -> list[Hit]:
    """What holds all the words: tickets, customers, contacts, newest first; a number names its ticket or file.

    What was said counts for its ticket, so the words may stand in several places; contacts stand for themselves
    too. Under a limit each kind gets its share.
    """
    desk.require(Permission.VIEW)
    params = _params(text, limit)
    with desk.store.reading() as reader:
        tickets = _tickets(reader, text, params)
        customers = _customers(reader, text, params, desk.firm.region)
        contacts = _contacts(reader, text, params)
    hits = (tickets, customers, contacts)
    return list(chain(*hits)) if limit is None else _shared_out(hits, limit)


def count(desk: Desk, text: str) -> int:
    """How much holds all the words."""
    desk.require(Permission.VIEW)
    params = _params(text, None)
    with desk.store.reading() as reader:
        counts = (TICKET_HIT_COUNT, CUSTOMER_HIT_COUNT, CONTACT_HIT_COUNT)
        return sum(int(reader.rows(sql, params)[0][0]) for sql in counts)


def _params(text: str, limit: int | None) -> Params:
    sign, number = read_marked_number(text) or ("", 0)
    return {
        "match": fragment_match(text) or '""',
        "ticket": 0 if sign == "C" else number,
        "customer": 0 if sign == "T" else number,
        "most": ALL if limit is None else limit,
    }


def _tickets(reader: Reader, text: str, params: Params) -> list[Hit]:
    """The ticket with the number first; a snippet shows what was said where the ticket itself lacks the words."""
    named = reader.rows(TICKET_WITH_NUMBER, params) if params["ticket"] else []
    rows = [*named, *reader.rows(TICKET_HITS, params)]
    unexplained = [row[0] for row in rows if not (_holds(row[1], text) or _holds(row[2], text))]
    said = _said(reader, unexplained, text)
    return [
        Hit("ticket", number, subject, _around(said.get(number, description), text), number, customer)
        for number, subject, description, customer in rows
    ]


def _said(reader: Reader, tickets: Sequence[int], text: str) -> dict[int, str]:
    """The newest words on each ticket that hold what is looked for."""
    found: dict[int, str] = {}
    for portion in in_portions(tickets):
        names, numbers = bound_numbers(portion)
        for ticket, words in reader.rows(said_on(names), numbers):
            if ticket not in found and _holds(words, text):
                found[ticket] = words
    return found


def _customers(reader: Reader, text: str, params: Params, region: str) -> list[Hit]:
    hits = []
    for number, name, note, phone, premises in reader.rows(CUSTOMER_HITS, params):
        written = shown_phone(phone, region) if phone else ""
        known = "  ".join(
            part for part in (written if name else "", premises or "", _around(note, text)) if part
        )
        hits.append(Hit("customer", number, name or written, known, None, number))
    return hits


def _contacts(reader: Reader, text: str, params: Params) -> list[Hit]:
    return [
        Hit("contact", ticket or customer, name or caller, _around(said, text), ticket, customer)
        for said, caller, ticket, customer, name in reader.rows(CONTACT_HITS, params)
    ]


def _holds(said: str, text: str) -> bool:
    folded = normalised(said)
    return any(word.text in folded for word in search_words(text))


def _around(said: str, text: str) -> str:
    """The part of a long text where the first of the words stands."""
    line = " ".join(said.split())
    if len(line) <= SNIPPET_LENGTH:
        return line
    places = (line.casefold().find(word.text) for word in search_words(text))
    start = max(0, min((place for place in places if place >= 0), default=0) - BEFORE_THE_WORD)
    part = line[start : start + SNIPPET_LENGTH]
    return f"{'... ' if start else ''}{part}{' ...' if start + SNIPPET_LENGTH < len(line) else ''}"


def _shared_out(kinds: Sequence[Sequence[Hit]], limit: int) -> list[Hit]:
    """At most so many, taken from each kind in turn and shown kind by kind."""
    in_turn = (hit for row in zip_longest(*kinds) for hit in row if hit is not None)
    taken = list(islice(in_turn, limit))
    return [hit for kind in ("ticket", "customer", "contact") for hit in taken if hit.kind == kind]
