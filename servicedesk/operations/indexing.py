"""The search index follows the rows: whatever an operation changed is found by its new words when it commits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from servicedesk.rules.names import name_keys
from servicedesk.rules.text import index_words
from servicedesk.store.queries.words import (
    CUSTOMERS_OF_PREMISES,
    TICKETS_OF_CUSTOMER,
    TICKETS_OF_PREMISES,
    owner_of,
    texts_of,
)
from servicedesk.store.search_rows import Indexed

if TYPE_CHECKING:
    from sqlmodel import Session

    from servicedesk.store.bulk import Bulk
    from servicedesk.store.changes import RowChange
    from servicedesk.store.database import Reader

    Place = tuple[Indexed, int]

# The columns a thing is found by, its own and those of the rows that hang on it.
_FOUND_BY = {
    "ticket": {"subject", "description", "tags", "caller", "premises_id", "customer_id"},
    "customer": {"name", "tags", "external_id", "note", "merged_into_id"},
    "entry": {"text", "caller", "in_error", "ticket_id"},
    "phone": {"number", "raw", "extension", "customer_id"},
    "email": {"address", "customer_id"},
    "occupancy": {"premises_id", "customer_id"},
    "former_name": {"name", "customer_id"},
    "premises": {"text"},
}
_OWN = {"ticket": Indexed.TICKET, "customer": Indexed.CUSTOMER, "entry": Indexed.CONTACT}
_HANGS_ON = {
    "entry": (Indexed.TICKET, "ticket_id"),
    "phone": (Indexed.CUSTOMER, "customer_id"),
    "email": (Indexed.CUSTOMER, "customer_id"),
    "occupancy": (Indexed.CUSTOMER, "customer_id"),
    "former_name": (Indexed.CUSTOMER, "customer_id"),
}


class SearchFollower:
    """Notes what one operation changed, and writes the words of all of it once, at its end."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session, self._reader = session, reader
        self._places: set[Place] = set()

    def note(self, changes: Iterable[RowChange]) -> None:
        """Remembers what these changes make be found otherwise."""
        for change in changes:
            if _is_found_otherwise(change):
                self._places.update(self._touched(change))

    def again(self, kind: Indexed, numbers: Iterable[int]) -> None:
        """Remembers things whose rows were changed past the tracker."""
        self._places.update((kind, number) for number in numbers)

    def write(self) -> None:
        """Puts the words of everything noted in the place of those it had; what is gone is not found any more."""
        from servicedesk.store.search import forget, index

        for kind, number in sorted(self._places):
            rows = self._reader.rows(texts_of(kind), {"number": number})
            if rows:
                index(self._session, kind, number, WORDS[kind](*rows[0]))
            else:
                forget(self._session, kind, number)
        self._places.clear()

    def _touched(self, change: RowChange) -> Iterator[Place]:
        table, number = change.table, change.key[0]
        if table in _OWN:
            yield _OWN[table], number
        if table == "customer" and change.before and "name" in change.before:
            for row in self._reader.rows(TICKETS_OF_CUSTOMER, {"number": number}):
                yield Indexed.TICKET, row[0]
        if table == "premises" and change.before and change.after:
            yield from self._at_the_place(number)
        if table in _HANGS_ON:
            kind, column = _HANGS_ON[table]
            sides = [side[column] for side in (change.before, change.after) if side and column in side]
            rows = [] if sides else self._reader.rows(owner_of(table, column), {"number": number})
            for owner in [*sides, *(row[0] for row in rows)]:
                if owner is not None:
                    yield kind, owner

    def _at_the_place(self, number: int) -> Iterator[Place]:
        """Tickets and files that are found by the name of their premises."""
        for kind, sql in ((Indexed.TICKET, TICKETS_OF_PREMISES), (Indexed.CUSTOMER, CUSTOMERS_OF_PREMISES)):
            for row in self._reader.rows(sql, {"number": number}):
                yield kind, row[0]


def index_tickets_again(bulk: Bulk, reader: Reader, numbers: Iterable[int]) -> None:
    """The words of tickets whose new values are written already, among many other rows."""
    for number in sorted(set(numbers)):
        for row in reader.rows(texts_of(Indexed.TICKET), {"number": number}):
            bulk.index(Indexed.TICKET, number, ticket_words(*row), again=True)


def index_customers_again(bulk: Bulk, reader: Reader, numbers: Iterable[int]) -> None:
    """The words of customer files that are written already, new ones or not, among many other rows."""
    for number in sorted(set(numbers)):
        for row in reader.rows(texts_of(Indexed.CUSTOMER), {"number": number}):
            bulk.index(Indexed.CUSTOMER, number, customer_words(*row), again=True)


def ticket_words(number: int, *texts: str) -> list[str]:
    """The search words of a ticket: its number, then its own texts, its premises, its customer, what was said."""
    return index_words(" \n ".join([str(number), *texts]))


def customer_words(number: int, name: str, former: str = "", *texts: str) -> list[str]:
    """The search words of a customer file: all its texts, and the ways its names are spelt in Latin letters.

    `former` are the names it had before, one a line.
    """
    words = index_words(" \n ".join([str(number), name, former, *texts]))
    spelt = [key for one in (name, *former.split("\n")) if one.strip() for key in name_keys(one)]
    return list(dict.fromkeys(words + spelt))


def contact_words(_number: int, text: str, caller: str = "") -> list[str]:
    """The search words of something said or written."""
    return index_words(f"{text} \n {caller}")


WORDS: dict[Indexed, Callable[..., list[str]]] = {
    Indexed.TICKET: ticket_words,
    Indexed.CUSTOMER: customer_words,
    Indexed.CONTACT: contact_words,
}


def _is_found_otherwise(change: RowChange) -> bool:
    columns = _FOUND_BY.get(change.table)
    if columns is None:
        return False
    return change.before is None or change.after is None or not columns.isdisjoint(change.before)
