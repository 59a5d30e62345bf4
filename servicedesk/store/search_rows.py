"""The three search indexes: what each stands for, and which rows of it a query finds."""

from __future__ import annotations

from enum import StrEnum


class Indexed(StrEnum):
    """What is found: each kind has a table of its own, whose row is the number of the thing.

    So the newest hits are read from the end of one index, however many there are.
    """

    TICKET = "search_ticket"  # with everything said about it
    CUSTOMER = "search_customer"
    CONTACT = "search_contact"  # contacts, and what was said about no ticket


def rows_found(kind: Indexed, match: str) -> str:
    """The SELECT of the numbers that a match expression finds; `match` is the name of a parameter, `:match`."""
    return f"SELECT rowid FROM {kind} WHERE {kind} MATCH {match}"
