"""Turns a query into the WHERE of a ticket list: plain SQL with `:name` parameters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from servicedesk.rules.codes import OPEN_STATUSES
from servicedesk.rules.query import Query, Term, date_bounds
from servicedesk.rules.text import match_expression, normalised
from servicedesk.store.search_rows import Indexed, rows_found
from servicedesk.store.times import to_stored

LONGEST_NUMBER = 18  # digits that SQLite surely takes for a number; more are a name
OPEN = "t.status IN ('new', 'open', 'waiting')"


class Asker(NamedTuple):
    """Who asks, and when: `now` is aware and in the firm's zone, whose days count."""

    now: datetime
    staff_id: int
    team: str | None


class Condition(NamedTuple):
    """A WHERE expression and its parameters."""

    sql: str
    params: dict[str, object]


class Parameters:
    """Gives each bound value a name of its own; `ticket` is how a ticket is compared with what search finds."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.ticket = "t.id"

    def bind(self, value: object) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def bind_all(self, values: tuple[str, ...]) -> str:
        return ", ".join(self.bind(value) for value in values)


def ticket_condition(query: Query, asker: Asker) -> Condition:
    """The tickets a query means. A query that says nothing of status means open work."""
    params = Parameters()
    parts = [] if query.says_status else [OPEN]
    words = [term for term in query.terms if term.field == "word"]
    parts += [_part(term, asker, params) for term in query.terms if term.field != "word"]
    if any(part.strip("(").startswith(OPEN) for part in parts):
        params.ticket = "+t.id"  # a common word finds far more than is open: the index of open work leads
    parts += [_part(term, asker, params) for term in words]
    return Condition(" AND ".join(parts) or "1 = 1", params.values)


def tickets_with_words(query: Query) -> Condition | None:
    """The SELECT of all tickets that a query of nothing but words finds, open or not; None where it says more."""
    either = [[match_expression(value) for value in term.values] for term in query.terms]
    if any(term.field != "word" or term.negated for term in query.terms) or not all(map(all, either)):
        return None
    match = " AND ".join("(" + " OR ".join(f"({word})" for word in words) + ")" for words in either)
    return Condition(rows_found(Indexed.TICKET, ":match"), {"match": match}) if match else None


def _part(term: Term, asker: Asker, params: Parameters) -> str:
    part = _ticket_term(term, asker, params)
    # "no value" is not "another value": without this a NULL would hide rows from a negated term
    return f"NOT coalesce(({part}), 0)" if term.negated else f"({part})"


def _ticket_term(term: Term, asker: Asker, params: Parameters) -> str:
    if term.field == "status":
        return _status(term.values, params)
    if term.field in _CODES:
        return f"{_CODES[term.field]} IN ({params.bind_all(term.values)})"
    if term.field in DATES:
        return date_sql(term, DATES[term.field], asker, params, overdue=f"{OPEN} AND ")
    if term.field in _CHOICES:
        return " OR ".join(_CHOICES[term.field][value](asker, params) for value in term.values)
    return " OR ".join(_TEXTS[term.field](value, asker, params) for value in term.values)


def date_sql(term: Term, column: str, asker: Asker, params: Parameters, overdue: str = "") -> str:
    """A date term as bounds on one column; `overdue` goes before where only open work can be late."""
    start, end = date_bounds(term, asker.now)
    parts = [f"{column} IS NOT NULL"]
    if start:
        parts.append(f"{column} >= {params.bind(to_stored(start))}")
    if end:
        parts.append(f"{column} < {params.bind(to_stored(end))}")
    prefix = overdue if term.values[0] == "overdue" else ""
    return prefix + " AND ".join(parts)


def like_fragment(value: str, params: Parameters) -> str:
    """A bound pattern that finds `value` anywhere, its own wildcards taken literally."""
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"LIKE {params.bind('%' + escaped + '%')} ESCAPE '\\'"


def has_tag(column: str, value: str, params: Parameters) -> str:
    """Whether a whole tag is among those kept between blanks."""
    return f"{column} {like_fragment(f' {normalised(value)} ', params)}"


def _status(values: tuple[str, ...], params: Parameters) -> str:
    """Some statuses, told so that the indexes of open and of resolved work serve: no bound value names those."""
    if values == ("resolved",):
        return "t.status = 'resolved'"
    among = f"t.status IN ({params.bind_all(values)})"
    return f"{OPEN} AND {among}" if set(values) <= set(OPEN_STATUSES) else among


def _owner(value: str, asker: Asker, params: Parameters) -> str:
    if value == "none":
        return "t.assignee_id IS NULL"
    if value == "me":
        return f"t.assignee_id = {params.bind(asker.staff_id)}"
    named = params.bind(value.lower())
    return f"t.assignee_id IN (SELECT id FROM staff WHERE handle = {named} OR lower(name) = {named})"


def _team(value: str, asker: Asker, params: Parameters) -> str:
    if value == "none" or (value == "mine" and asker.team is None):
        return "t.team_id IS NULL"
    named = params.bind(asker.team if value == "mine" else value)
    return (
        f"t.team_id IN (SELECT id FROM team WHERE code = {named} OR lower(name_en) = lower({named})"
        f" OR name_zh = {named})"
    )


def _category(value: str, _asker: Asker, params: Parameters) -> str:
    named = params.bind(value)
    return (
        f"t.category_id IN (SELECT id FROM category WHERE code = lower({named})"
        f" OR lower(name_en) = lower({named}) OR name_zh = {named})"
    )


def _customer(value: str, _asker: Asker, params: Parameters) -> str:
    digits = value.lstrip("#cC")
    if digits.isdecimal() and len(digits) <= LONGEST_NUMBER:
        return f"t.customer_id = {params.bind(int(digits))}"
    return f"t.customer_id IN (SELECT id FROM customer WHERE name {like_fragment(value, params)})"


def _premises(value: str, _asker: Asker, params: Parameters) -> str:
    return f"t.premises_id IN (SELECT id FROM premises WHERE text {like_fragment(value, params)})"


def _word(value: str, _asker: Asker, params: Parameters) -> str:
    match = match_expression(value)
    if not match:
        return f"t.subject {like_fragment(value, params)}"
    return f"{params.ticket} IN ({rows_found(Indexed.TICKET, params.bind(match))})"


def _overdue(asker: Asker, params: Parameters) -> str:
    return f"{OPEN} AND t.due_at < {params.bind(to_stored(asker.now))}"


def _always(sql: str) -> Callable[[Asker, Parameters], str]:
    return lambda _asker, _params: sql


_CODES = {
    "kind": "t.kind",
    "priority": "t.priority",
    "channel": "t.channel",
    "turn": "t.whose_turn",
}
DATES = {
    "due": "t.due_at",
    "opened": "t.opened_at",
    "resolved": "t.resolved_at",
    "closed": "t.closed_at",
    "updated": "t.updated_at",
}
_CHOICES: dict[str, dict[str, Callable[[Asker, Parameters], str]]] = {
    "is": {
        "open": _always(OPEN),
        "any": _always("1 = 1"),
        "new": _always(f"{OPEN} AND t.status = 'new'"),
        "waiting": _always(f"{OPEN} AND t.status = 'waiting'"),
        "resolved": _always("t.status = 'resolved'"),
        "closed": _always("t.status = 'closed'"),
        "cancelled": _always("t.status = 'cancelled'"),
        "overdue": _overdue,
        "reopened": _always("t.reopened > 0"),
        "escalated": _always("t.escalated"),
        "unassigned": _always("t.assignee_id IS NULL"),
    },
    "no": {
        "owner": _always("t.assignee_id IS NULL"),
        "team": _always("t.team_id IS NULL"),
        "customer": _always("t.customer_id IS NULL"),
        "premises": _always("t.premises_id IS NULL"),
        "tag": _always("t.tags = ' '"),
        "due": _always("t.due_at IS NULL"),
        "callback": _always("NOT EXISTS (SELECT 1 FROM callback WHERE callback.ticket_id = t.id)"),
    },
    "has": {
        "callback": _always("EXISTS (SELECT 1 FROM callback WHERE callback.ticket_id = t.id)"),
        "called": _always(
            "EXISTS (SELECT 1 FROM callback WHERE callback.ticket_id = t.id AND callback.state = 'done')"
        ),
        "reply": _always("t.first_responded_at IS NOT NULL"),
        "customer": _always("t.customer_id IS NOT NULL"),
        "premises": _always("t.premises_id IS NOT NULL"),
    },
}
_TEXTS: dict[str, Callable[[str, Asker, Parameters], str]] = {
    "owner": _owner,
    "team": _team,
    "category": _category,
    "customer": _customer,
    "premises": _premises,
    "tag": lambda value, _asker, params: has_tag("t.tags", value, params),
    "number": lambda value, _asker, params: f"t.id = {params.bind(int(value))}",
    "word": _word,
}
