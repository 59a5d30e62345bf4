"""Links to rows that are lost: each gets a row in its place that says so, or is cut where it cannot be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from servicedesk.store.salvage.fit import NO_TIME, Form
from servicedesk.store.salvage.source import Values
from servicedesk.store.salvage.target import Target

# What a row is that was only named by others any more, and where its name stands.
_LIKE: dict[str, dict[str, Any]] = {
    "customer": {"tags": " lost "},
    "ticket": {"status": "closed", "whose_turn": "none", "tags": " lost "},
    "callback": {"state": "cancelled"},
    "staff": {"role": "specialist", "active": 0},
    "team": {"active": 0},
    "category": {"active": 0},
    "field": {"active": 0},
}
_NAMES = {
    "customer": "name", "ticket": "subject", "callback": "reason", "staff": "name", "team": "name_en",
    "category": "name_en", "field": "name_en",
}  # fmt: skip


class Made(NamedTuple):
    """How many rows stand in for lost ones, and how many went because nobody knows what they belong to."""

    rows: Counter[str]
    gone: Counter[str]


def make_stand_ins(target: Target, highest: Mapping[str, int], now: str, name: str) -> Made:
    """No link leads nowhere afterwards. `highest` is the highest number of each table that was ever given."""
    made = Made(Counter(), Counter())
    while links := list(_broken_links(target)):  # a row that goes may leave others without what they name
        for form, column, parent, number in links:
            if target.has(parent, (number,)):
                continue
            row = _row(target, parent, number, now, name, form, column)
            if row and 1 <= number <= highest[parent.table] and target.keep(parent, [row]):
                made.rows[parent.table] += 1
            else:
                made.gone[form.table] += _cut(target, form, column, number)
    return made


def _broken_links(target: Target) -> Iterator[tuple[Form, str, Form, int]]:
    for form in target.forms.values():
        for column, table in form.parents.items():
            parent = target.forms[table]
            yield from ((form, column, parent, number) for number in _missing(target, form, column, parent))


def _missing(target: Target, form: Form, column: str, parent: Form) -> list[int]:
    sql = (
        f"SELECT DISTINCT {column} FROM {form.table} WHERE {column} IS NOT NULL"
        f" AND {column} NOT IN (SELECT {parent.key[0]} FROM {parent.table}) ORDER BY 1"
    )
    return [row[0] for row in target.connection.execute(sql)]


def _row(
    target: Target, parent: Form, number: int, now: str, name: str, child: Form, column: str
) -> Values | None:
    """A row with this number; what it must belong to is taken from a row that names it."""
    values: Values = {field: parent.blank(field, (number,)) for field in parent.columns}
    values |= {field: now for field, value in values.items() if value == NO_TIME}
    values |= {_NAMES[parent.table]: name} if parent.table in _NAMES else {}
    values |= {**_LIKE.get(parent.table, {}), parent.key[0]: number}
    for field in parent.needed - set(parent.key):
        sql = f"SELECT max({field}) FROM {child.table} WHERE {column} = ?" if field in child.columns else ""
        known = target.connection.execute(sql, (number,)).fetchone()[0] if sql else None
        if known is None:
            return None
        values[field] = known
    return values


def _cut(target: Target, form: Form, column: str, number: int) -> int:
    """Takes a link away and, where a row is nothing without it, the row; returns how many rows went."""
    if column in form.needed:
        sql = f"DELETE FROM {form.table} WHERE {column} = ?"
        return target.connection.execute(sql, (number,)).rowcount
    target.connection.execute(
        f"UPDATE {form.table} SET {column} = ? WHERE {column} = ?", (form.blanks[column], number)
    )
    return 0
