"""What customers need: the backlog, best first, and what repeated tickets suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.customers import condition
from servicedesk.lookups.firm import find_category, name_of
from servicedesk.problems import NotFound
from servicedesk.rules.codes import check_code
from servicedesk.rules.need_rules import NeedRules, need_rules
from servicedesk.rules.needs import Suggestion, score, score_words, suggestion_words, suggestions
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.needs import (
    KNOWN,
    NEED,
    NEEDS,
    ORDER,
    NeedRow,
    brought_row,
    known_row,
    names_row,
    need_row,
    often_brought,
)
from servicedesk.store.times import to_stored

__all__ = ["NeedRow"]


@dataclass(frozen=True)
class Wanted:
    """Which needs: by class, kind, state, customer, ticket, category and segment, each as people type it; open ones unless told."""

    need_class: str = ""
    kind: str = ""
    state: str = "open"
    customer: int | None = None
    ticket: int | None = None
    category: str = ""
    segment: str = ""


class Need(NamedTuple):
    """A need with its priority; of one that is settled there is none."""

    row: NeedRow
    score: float | None
    reason: str

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def category_name(self) -> str:
        """The category in the language in use; empty where there is none."""
        row = self.row
        return (
            name_of(_Named(row.category, row.category_en or "", row.category_zh or ""))
            if row.category
            else ""
        )


class _Named(NamedTuple):
    code: str
    name_en: str
    name_zh: str


class Suggested(NamedTuple):
    """A suggestion with the names people know; `words` say what was brought and what to offer."""

    customer_number: int
    customer_name: str
    category: str
    category_name: str
    tickets: tuple[int, ...]
    last_at: datetime
    words: str


def needs(desk: Desk, wanted: Wanted = Wanted()) -> list[Need]:
    """The needs wanted: open ones by priority, best first, settled ones after them, newest first.

    Raises BadValue on an unknown code, NotFound on an unknown category or segment.
    """
    desk.require(Permission.VIEW)
    where, params = where_of(desk, wanted)
    with desk.store.reading() as reader:
        rows = [need_row(row) for row in reader.rows(f"{NEEDS}\nWHERE {where}{ORDER}", params)]
    by = need_rules(desk.firm.settings)
    weighed = [_weighed(row, by) for row in rows]
    return sorted(weighed, key=lambda need: -(need.score or -1))


def need(desk: Desk, number: int) -> Need:
    """One need. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        found = reader.rows(NEED, {"number": number})
    if not found:
        raise no_need(number)
    return _weighed(need_row(found[0]), need_rules(desk.firm.settings))


def weighed(desk: Desk, row: NeedRow) -> Need:
    """A need with its priority as it stands."""
    return _weighed(row, need_rules(desk.firm.settings))


def needs_of(desk: Desk, reader: Reader, number: int) -> tuple[Need, ...]:
    """What a customer needs and has not got, by priority."""
    by = need_rules(desk.firm.settings)
    rows = reader.rows(
        f"{NEEDS}\nWHERE n.customer_id = :number AND n.state = 'open'{ORDER}", {"number": number}
    )
    return tuple(sorted((_weighed(need_row(row), by) for row in rows), key=lambda need: -(need.score or 0)))


def suggested(desk: Desk) -> list[Suggested]:
    """Customers whose repeated tickets suggest a need, most tickets first (R029, R044)."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return suggested_of(desk, reader)


def suggested_of(desk: Desk, reader: Reader, number: int | None = None) -> list[Suggested]:
    """As `suggested`, of one customer alone where a number is given."""
    by = need_rules(desk.firm.settings)
    params = {"since": repeats_since(desk, by), "times": by.repeat_tickets}
    if number is not None:
        params["number"] = number
    rows = reader.rows(often_brought(number is not None), params)
    if not rows:
        return []
    names = {(row[0], row[1]): names_row(row) for row in rows}
    known = dict(map(known_row, reader.rows(KNOWN)))
    found = suggestions(map(brought_row, rows), known, desk.now(), by)
    return [_told(one, names[one.customer, one.category], by) for one in found]


def repeats_since(desk: Desk, by: NeedRules) -> str:
    """From when on tickets count as repeated, as stored."""
    return to_stored(desk.now() - timedelta(days=by.repeat_days))


def where_of(desk: Desk, wanted: Wanted) -> tuple[str, dict[str, object]]:
    """The WHERE of the needs wanted, over `need AS n` and `category`. Raises as `needs` does."""
    parts: list[str] = []
    params: dict[str, object] = {}
    for column, family, said in (
        ("need_class", "need_class", wanted.need_class),
        ("kind", "need_kind", wanted.kind),
        ("state", "need_state", wanted.state),
    ):
        if said:
            parts.append(f"n.{column} = :{column}")
            params[column] = check_code(family, said)
    for column, number in (("customer_id", wanted.customer), ("ticket_id", wanted.ticket)):
        if number is not None:
            parts.append(f"n.{column} = :{column}")
            params[column] = number
    if wanted.category:
        with desk.store.reading() as reader:
            params["category"] = find_category(reader, wanted.category).code
        parts.append("category.code = :category")
    if wanted.segment:
        from servicedesk.lookups.segments import narrowed

        whose = condition(desk, narrowed(desk, wanted.segment, ""))
        parts.append(f"n.customer_id IN (SELECT c.id FROM customer AS c WHERE {whose.sql})")
        params |= whose.params
    return " AND ".join(parts) or "1 = 1", params


def no_need(number: int) -> NotFound:
    """The problem of a number that no need has."""
    return NotFound(
        _("There is no need {number}").format(number=number), _("See: servicedesk need list --state any")
    )


def _weighed(row: NeedRow, by: NeedRules) -> Need:
    if row.state != "open":
        return Need(row, None, "")
    weight = by.weight(row.tier)
    return Need(
        row,
        score(row.asked, row.impact, weight),
        score_words(row.asked, row.customers, row.impact, row.tier, weight),
    )


def _told(one: Suggestion, names: tuple[str, str, str, str], by: NeedRules) -> Suggested:
    customer, *category = names
    name = name_of(_Named(*category))
    words = suggestion_words(len(one.tickets), name, by.repeat_days, one.kind)
    return Suggested(one.customer, customer, category[0], name, one.tickets, one.last_at, words)
