"""Where a thing stands in the search index: a row's id is `number * 4 + kind`."""

from __future__ import annotations

from enum import IntEnum

KINDS = 4


class Indexed(IntEnum):
    """What a row of the index stands for."""

    TICKET = 0
    CUSTOMER = 1
    ENTRY = 2


def index_row(kind: Indexed, number: int) -> int:
    """The id in the index of one thing."""
    return number * KINDS + kind


def _rows(kind: Indexed) -> str:
    return (
        "SELECT rowid / 4 FROM search_index WHERE search_index MATCH {match}"
        f" AND rowid % {KINDS} = {kind.value}"
    )


TICKET_ROWS = _rows(Indexed.TICKET)
CUSTOMER_ROWS = _rows(Indexed.CUSTOMER)
ENTRY_ROWS = _rows(Indexed.ENTRY)
