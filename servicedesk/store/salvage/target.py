"""Writing what was read into a new desk, row by row as it was, and what stands in where something is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from servicedesk.store.database import BUSY_MILLISECONDS
from servicedesk.store.failures import database_problems
from servicedesk.store.salvage.fit import Form
from servicedesk.store.salvage.source import Roots, Values

PORTION = 2_000


class Hopeless(Exception):
    """A row that cannot be kept: its key, or what it belongs to, is lost."""


class Target:
    """The new desk, inside one transaction; links between rows are not checked until everything is in."""

    def __init__(self, connection: sqlite3.Connection, forms: dict[str, Form]) -> None:
        self.connection = connection
        self.forms = forms

    def keep(self, form: Form, rows: Iterable[Values]) -> int:
        """Rows with all their values; one whose key or single value is there already is left out."""
        waiting, kept = iter(rows), 0
        while portion := list(islice(waiting, PORTION)):
            kept += self.connection.executemany(
                _insert(form), ([row.get(name) for name in form.columns] for row in portion)
            ).rowcount
        return kept

    def has(self, form: Form, key: tuple[Any, ...]) -> bool:
        """Whether a row with this key is there."""
        where = " AND ".join(f"{name} = ?" for name in form.key)
        sql = f"SELECT 1 FROM {form.table} WHERE {where}"
        return self.connection.execute(sql, key).fetchone() is not None

    def mend(self, form: Form, values: Values, wrong: frozenset[str], stead: Values) -> list[str]:
        """A row whose `wrong` values are lost: from `stead` where it has them, else blank. Returns the blanks.

        Raises Hopeless when nobody can say any more what the row belongs to.
        """
        key = form.key_of(values)
        whole = {**values, **{name: stead[name] for name in stead if name in wrong or name not in values}}
        blank = [name for name in form.columns if not form.fits[name](whole.get(name))]
        if form.needed & set(blank):
            raise Hopeless
        whole |= {name: form.blank(name, key) for name in blank}
        if not self.keep(form, [whole]) and not self.has(form, key):
            whole |= {name: form.blank(name, key) for name in form.unique}
            blank += [name for name in form.unique if name not in blank]
            self.keep(form, [whole])
        return blank

    def next_numbers(self, known: dict[str, int]) -> None:
        """No number that was ever told is given again: `known` are the highest ones heard of."""
        for table, number in known.items():
            if not self.forms[table].alias:
                continue
            column = self.forms[table].alias
            highest = self.connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0]
            self.connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            self.connection.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, max(highest, number))
            )


def _insert(form: Form) -> str:
    places = ", ".join("?" * len(form.columns))
    return f"INSERT OR IGNORE INTO {form.table} ({', '.join(form.columns)}) VALUES ({places})"


@contextmanager
def writing(path: Path, forms: dict[str, Form]) -> Iterator[Target]:
    """One transaction on the new desk, empty of everything but its schema."""
    with database_problems(path), closing(_open(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        yield Target(connection, forms)
        connection.commit()


def roots_of(path: Path) -> Roots:
    """The page with which each table of a desk begins."""
    sql = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    with database_problems(path), closing(_open(path)) as connection:
        return dict(connection.execute(sql).fetchall())


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute(), timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
