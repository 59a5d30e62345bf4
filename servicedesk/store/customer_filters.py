"""Turns a query into the WHERE of a customer list: plain SQL with `:name` parameters."""

from __future__ import annotations

from collections.abc import Callable

from servicedesk.rules.fragments import fragment_match, phone_fragments
from servicedesk.rules.query import Query, Term
from servicedesk.store.filters import Asker, Condition, Parameters, date_sql, has_tag, like_fragment
from servicedesk.store.search_rows import Indexed, rows_found


def customer_condition(query: Query, asker: Asker) -> Condition:
    """The customers a query means; those in the archive only where it speaks of them (R016), joined files never."""
    params = Parameters()
    parts = ["c.merged_into_id IS NULL"] if query.says_archived else ["NOT c.archived"]
    for term in query.terms:
        part = _term(term, asker, params)
        parts.append(f"NOT coalesce(({part}), 0)" if term.negated else f"({part})")
    return Condition(" AND ".join(parts) or "1 = 1", params.values)


def _term(term: Term, asker: Asker, params: Parameters) -> str:
    if term.field == "last":
        return date_sql(term, "c.last_contact_at", asker, params)
    if term.field == "number":
        return f"c.id IN ({', '.join(params.bind(int(value)) for value in term.values)})"
    if term.field in _CHOICES:
        return " OR ".join(_CHOICES[term.field][value] for value in term.values)
    return " OR ".join(_TEXTS[term.field](value, params) for value in term.values)


def _same(column: str) -> Callable[[str, Parameters], str]:
    return lambda value, params: f"lower({column}) = {params.bind(value.lower())}"


def _phone(value: str, params: Parameters) -> str:
    wanted = [f"number {like_fragment(digits, params)}" for digits in phone_fragments(value)]
    wanted.append(f"raw {like_fragment(value, params)}")
    return f"c.id IN (SELECT customer_id FROM phone WHERE {' OR '.join(wanted)})"


def _premises(value: str, params: Parameters) -> str:
    return (
        "c.id IN (SELECT occupancy.customer_id FROM premises JOIN occupancy"
        " ON occupancy.premises_id = premises.id"
        f" WHERE occupancy.until IS NULL AND premises.text {like_fragment(value, params)})"
    )


def _word(value: str, params: Parameters) -> str:
    match = fragment_match(value)
    if not match:
        return f"c.name {like_fragment(value, params)}"
    return f"c.id IN ({rows_found(Indexed.CUSTOMER, params.bind(match))})"


_CHOICES = {
    "is": {"any": "1 = 1", "archived": "c.archived", "unknown": "c.name = ''"},
    "no": {
        "phone": "NOT EXISTS (SELECT 1 FROM phone WHERE phone.customer_id = c.id)",
        "premises": "NOT EXISTS (SELECT 1 FROM occupancy WHERE customer_id = c.id AND until IS NULL)",
        "email": "NOT EXISTS (SELECT 1 FROM email WHERE email.customer_id = c.id)",
    },
    "has": {
        "open": "c.id IN (SELECT customer_id FROM ticket WHERE status IN ('new', 'open', 'waiting'))",
        "callback": "c.id IN (SELECT customer_id FROM callback WHERE state = 'due')",
    },
}
_TEXTS: dict[str, Callable[[str, Parameters], str]] = {
    "kind": _same("c.kind"),
    "stage": _same("c.stage"),
    "tier": _same("c.tier"),
    "source": _same("c.source"),
    "tag": lambda value, params: has_tag("c.tags", value, params),
    "phone": _phone,
    "premises": _premises,
    "word": _word,
}
