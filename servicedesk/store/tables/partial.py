"""Indexes over a part of a table: the open work is a tenth of all that was ever filed."""

from sqlalchemy import Index, text


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index of the rows that meet a condition.

    The condition stands in `info` too, for another database to take from there: naming the option of a dialect
    here would load that dialect with every first write.
    """
    return Index(name, *columns, sqlite_where=text(where), info={"where": where})
