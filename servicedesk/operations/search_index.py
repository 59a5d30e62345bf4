"""Making the search index again from the rows it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.desk import Desk
from servicedesk.operations.change import change
from servicedesk.operations.indexing import WORDS
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.words import texts_after
from servicedesk.store.search import IndexRow, make_again
from servicedesk.store.search_rows import Indexed

PORTION = 1_000


def rebuild(desk: Desk) -> int:
    """Makes the search index anew in one transaction; returns how many things are found by it.

    The index only follows from the rows, so it leaves no event. Who saves meanwhile waits.
    """
    with change(desk, Permission.BACKUP) as work:
        return sum(make_again(work.session, kind, _rows(work.reader, kind)) for kind in Indexed)


def _rows(reader: Reader, kind: Indexed) -> Iterator[IndexRow]:
    after = 0
    while rows := reader.rows(texts_after(kind), {"after": after, "limit": PORTION}):
        for row in rows:
            yield row[0], " ".join(WORDS[kind](*row))
        after = rows[-1][0]
