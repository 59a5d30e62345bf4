"""Writing the search indexes: FTS5 tables of normalised words over tickets, customers and contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import text
from sqlmodel import Session

from servicedesk.store.search_rows import Indexed

_PORTION = 1_000

IndexRow = tuple[int, str]  # the number of a thing, and the words it is found by with blanks between


def create(kind: Indexed) -> str:
    """The statement that makes an index; nothing is ranked by its words, so no lengths are kept."""
    return (
        f"CREATE VIRTUAL TABLE {kind} USING"
        ' fts5(words, tokenize = "unicode61 remove_diacritics 0", columnsize = 0)'
    )


def make_again(session: Session, kind: Indexed, rows: Iterator[IndexRow]) -> int:
    """An index of these rows, by ascending number, in the place of the one there is; returns how many they are."""
    connection, count = session.connection(), 0
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {kind}")
    connection.exec_driver_sql(create(kind))
    while portion := list(islice(rows, _PORTION)):
        connection.exec_driver_sql(f"INSERT INTO {kind} (rowid, words) VALUES (?, ?)", portion)
        count += len(portion)
    return count


def index(session: Session, kind: Indexed, number: int, words: Sequence[str]) -> None:
    """Puts the words of one thing in the place of those it had."""
    session.connection().execute(
        text(f"INSERT OR REPLACE INTO {kind} (rowid, words) VALUES (:number, :words)"),
        {"number": number, "words": " ".join(words)},
    )


def forget(session: Session, kind: Indexed, number: int) -> None:
    """Takes one thing out of the index."""
    session.connection().execute(text(f"DELETE FROM {kind} WHERE rowid = :number"), {"number": number})
