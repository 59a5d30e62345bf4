"""Writing what was read into a new desk, row by row as it was, and what stands in where something is missing."""

from __future__ import annotations

import sqlite3
from collections import Counter
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
# What a row is called that was only named by others any more.
_STAND_INS: dict[str, dict[str, Any]] = {
    "customer": {"tags": " lost "},
    "ticket": {"status": "closed", "whose_turn": "none", "tags": " lost "},
    "staff": {"role": "specialist", "active": 0},
    "team": {"active": 0},
    "category": {"active": 0},
}
_NAMES = {"customer": "name", "ticket": "subject", "staff": "name", "team": "name_en", "category": "name_en"}


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

    def stand_ins(self, now: str, name: str) -> Counter[str]:
        """A row for each that others name and that is lost, so that no link leads nowhere; counted by table.

        A call is not made up: what was said on it loses its link.
        """
        made: Counter[str] = Counter()
        for form in reversed(self.forms.values()):
            for column, parent in form.parents.items():
                for number in self._missing(form, column, parent):
                    if self.forms[parent].needs_parent:
                        self._unlink(form, column, number)
                    else:
                        made[parent] += self._stand_in(self.forms[parent], number, now, name)
        return made

    def _unlink(self, form: Form, column: str, number: int) -> None:
        self.connection.execute(f"UPDATE {form.table} SET {column} = NULL WHERE {column} = ?", (number,))

    def _missing(self, form: Form, column: str, parent: str) -> list[int]:
        key = self.forms[parent].key[0]
        sql = (
            f"SELECT DISTINCT {column} FROM {form.table}"
            f" WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent}) ORDER BY 1"
        )
        return [row[0] for row in self.connection.execute(sql)]

    def _stand_in(self, form: Form, number: int, now: str, name: str) -> int:
        values: Values = {column: form.blank(column, (number,)) for column in form.columns}
        times = {column: now for column in form.columns if values[column] == _NO_TIME}
        called = {_NAMES[form.table]: name} if form.table in _NAMES else {}
        return self.keep(
            form, [{**values, **times, **called, **_STAND_INS.get(form.table, {}), "id": number}]
        )

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


_NO_TIME = "1970-01-01 00:00:00.000000"


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
    return sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
