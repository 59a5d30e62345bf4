"""Making the search index again from the rows it stands for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any

from servicedesk.desk import Desk
from servicedesk.operations.change import change
from servicedesk.operations.indexing import customer_words, entry_words, ticket_words
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.words import CUSTOMER_TEXTS, ENTRY_TEXTS, TICKET_TEXTS
from servicedesk.store.search import IndexRow, make_again
from servicedesk.store.search_rows import Indexed, index_row

PORTION = 1_000


def rebuild(desk: Desk) -> int:
    """Makes the search index anew in one transaction; returns how many things are found by it.

    The index only follows from the rows, so it leaves no event. Who saves meanwhile waits.
    """
    with change(desk, Permission.BACKUP) as work:
        streams = (_tickets(work.reader), _customers(work.reader), _entries(work.reader))
        # The index writes a segment each time a row comes before the last one, so they come in its order.
        return make_again(work.session, heapq.merge(*streams))


def _tickets(reader: Reader) -> Iterator[IndexRow]:
    for number, *texts in _all(reader, TICKET_TEXTS):
        yield IndexRow(index_row(Indexed.TICKET, number), " ".join(ticket_words(number, *texts)))


def _customers(reader: Reader) -> Iterator[IndexRow]:
    for number, name, *texts in _all(reader, CUSTOMER_TEXTS):
        words = customer_words(name, [str(number), name, *texts])
        yield IndexRow(index_row(Indexed.CUSTOMER, number), " ".join(words))


def _entries(reader: Reader) -> Iterator[IndexRow]:
    for number, text, caller, in_error in _all(reader, ENTRY_TEXTS):
        words = [] if in_error else entry_words(text, caller)
        yield IndexRow(index_row(Indexed.ENTRY, number), " ".join(words))


def _all(reader: Reader, sql: str) -> Iterator[tuple[Any, ...]]:
    after = 0
    while rows := reader.rows(sql, {"after": after, "limit": PORTION}):
        yield from rows
        after = rows[-1][0]
