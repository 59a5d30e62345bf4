"""Writing the search index: one FTS5 table of normalised words over tickets, customers and entries."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from servicedesk.store.search_rows import Indexed, index_row

CREATE_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize = "unicode61 remove_diacritics 0")"""

_ADD = text("INSERT OR REPLACE INTO search_index (rowid, words) VALUES (:row, :words)")
_FORGET = text("DELETE FROM search_index WHERE rowid = :row")


def index(session: Session, kind: Indexed, number: int, words: list[str]) -> None:
    """Puts the words of one thing in the place of those it had."""
    session.connection().execute(
        _ADD,
        {"row": index_row(kind, number), "words": " ".join(words)},
    )


def forget(session: Session, kind: Indexed, number: int) -> None:
    """Takes one thing out of the index."""
    session.connection().execute(_FORGET, {"row": index_row(kind, number)})
