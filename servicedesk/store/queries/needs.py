"""Needs as rows, how often the same was asked for, and the tickets that may point to one nobody spoke of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.rules.needs import Brought, Known
from servicedesk.store.times import from_stored, maybe_time


class NeedRow(NamedTuple):
    """One need; `asked` counts the open ones of its class and category, `customers` by how many that is."""

    number: int
    customer_number: int | None
    customer_name: str | None
    tier: str | None
    ticket: int | None
    kind: str
    need_class: str
    level: int | None
    category: str | None
    category_en: str | None
    category_zh: str | None
    words: str
    impact: int
    state: str
    done: str
    noted_at: datetime
    noted_by: str
    settled_at: datetime | None
    asked: int
    customers: int
    version: int


# Without a category a need stands for itself: nothing says that two of them are the same.
NEEDS = """
SELECT n.id, n.customer_id, c.name, c.tier, n.ticket_id, n.kind, n.need_class, n.level, category.code,
       category.name_en, category.name_zh, n.words, n.impact, n.state, n.done, n.noted_at, staff.handle, n.settled_at,
       coalesce(alike.asked, 1), coalesce(alike.customers, 1), n.version
FROM need AS n
LEFT JOIN customer AS c ON c.id = n.customer_id
LEFT JOIN category ON category.id = n.category_id
LEFT JOIN staff ON staff.id = n.noted_by_id
LEFT JOIN (
    SELECT need_class, category_id, count(*) AS asked, count(DISTINCT coalesce(customer_id, -id)) AS customers
    FROM need WHERE state = 'open' AND category_id IS NOT NULL GROUP BY need_class, category_id
) AS alike ON alike.need_class = n.need_class AND alike.category_id = n.category_id AND n.state = 'open'"""
NEED = NEEDS + "\nWHERE n.id = :number"
NEEDS_ON = "SELECT id FROM need WHERE ticket_id = :ticket LIMIT 1"
ORDER = "\nORDER BY coalesce(n.settled_at, n.noted_at) DESC, n.id DESC"

# By what needs are counted: the code of each line, and nothing where a need has none.
COUNTED_BY = {
    "class": "n.need_class",
    "category": "coalesce(category.code, '')",
    "kind": "n.kind",
    "level": "coalesce(CAST(n.level AS TEXT), '')",
    "state": "n.state",
}
_BROUGHT = (
    "status <> 'cancelled' AND kind <> 'praise' AND merged_into_id IS NULL AND category_id IS NOT NULL"
    " AND customer_id IS NOT NULL AND opened_at >= :since"
)
KNOWN = """
SELECT customer_id, category_id, max(noted_at), max(state = 'open') FROM need
WHERE kind = 'latent' AND customer_id IS NOT NULL AND category_id IS NOT NULL GROUP BY customer_id, category_id"""


def counted(by: str, where: str) -> str:
    """The SELECT of a code and the moment for each need noted since `:since`."""
    return (
        f"SELECT {COUNTED_BY[by]}, n.noted_at FROM need AS n LEFT JOIN category ON category.id = n.category_id"
        f" WHERE n.noted_at >= :since AND {where}"
    )


def often_brought(of_one: bool) -> str:
    """The SELECT of the tickets of which somebody brought `:times` or more of one category since `:since`.

    With `of_one` only those of the customer `:number`; archived and restricted files are left alone.
    """
    whose = " AND customer_id = :number" if of_one else ""
    return f"""
SELECT t.customer_id, t.category_id, t.id, t.kind, t.opened_at, c.name, category.code, category.name_en,
       category.name_zh FROM (
    SELECT customer_id, category_id FROM ticket WHERE {_BROUGHT}{whose}
    GROUP BY customer_id, category_id HAVING count(*) >= :times
) AS often
JOIN customer AS c ON c.id = often.customer_id AND NOT c.archived AND NOT c.restricted
JOIN (SELECT * FROM ticket WHERE {_BROUGHT}{whose}) AS t
    ON t.customer_id = often.customer_id AND t.category_id = often.category_id
JOIN category ON category.id = t.category_id
ORDER BY t.opened_at, t.id"""


def need_row(row: tuple[Any, ...]) -> NeedRow:
    """A tuple of `NEEDS` with its times read."""
    values = list(row)
    values[15], values[17] = from_stored(row[15]), maybe_time(row[17])
    return NeedRow(*values)


def brought_row(row: tuple[Any, ...]) -> Brought:
    """A tuple of `often_brought` with its time read."""
    return Brought._make([*row[:4], from_stored(row[4])])


def names_row(row: tuple[Any, ...]) -> tuple[str, str, str, str]:
    """The names in a tuple of `often_brought`: the customer, and the category by code, in English and in Chinese."""
    return row[5], row[6], row[7], row[8]


def known_row(row: tuple[Any, ...]) -> tuple[tuple[int, int], Known]:
    """A tuple of `KNOWN` as pair and what is known of it."""
    return (row[0], row[1]), Known(from_stored(row[2]), bool(row[3]))
