"""Writing the search index: one FTS5 table of normalised words over tickets, customers and entries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from servicedesk.store.search_rows import Indexed, index_row

CREATE_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize = "unicode61 remove_diacritics 0")"""

_ADD = text("INSERT OR REPLACE INTO search_index (rowid, words) VALUES (:row, :words)")
_FORGET = text("DELETE FROM search_index WHERE rowid = :row")


_PORTION = 1_000


class IndexRow(NamedTuple):
    """One row of the index: its number there, and the words it is found by, between blanks."""

    row: int
    words: str


def make_again(session: Session, rows: Iterator[IndexRow]) -> int:
    """An index of these rows in the place of the one there is; returns how many they are."""
    connection, count = session.connection(), 0
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")
    connection.exec_driver_sql(CREATE_INDEX)
    while portion := list(islice(rows, _PORTION)):
        connection.exec_driver_sql("INSERT INTO search_index (rowid, words) VALUES (?, ?)", portion)
        count += len(portion)
    return count


def index(session: Session, kind: Indexed, number: int, words: list[str]) -> None:
    """Puts the words of one thing in the place of those it had."""
    session.connection().execute(
        _ADD,
        {"row": index_row(kind, number), "words": " ".join(words)},
    )


def forget(session: Session, kind: Indexed, number: int) -> None:
    """Takes one thing out of the index."""
    session.connection().execute(_FORGET, {"row": index_row(kind, number)})
