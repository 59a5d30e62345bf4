"""Turns a query into the WHERE of a customer list: plain SQL with `:name` parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from servicedesk.rules.completeness import ONLY_OF_PERSONS, PARTS, WEIGHTS
from servicedesk.rules.fragments import fragment_match, phone_fragments
from servicedesk.rules.own_fields import WEIGHT, OwnField
from servicedesk.rules.query import Query, Term
from servicedesk.store.filters import Asker, Condition, Parameters, date_sql, has_tag, like_fragment
from servicedesk.store.own_filters import lacks, own_sql
from servicedesk.store.search_rows import Indexed, rows_found
from servicedesk.store.times import to_stored

YEAR = timedelta(days=365)


def customer_condition(query: Query, asker: Asker, own: Sequence[OwnField] = ()) -> Condition:
    """The customers a query means; those in the archive only where it speaks of them (R016), joined files never.

    `own` are the firm's own fields in use, which the query may speak of.
    """
    params = Parameters()
    parts = ["c.merged_into_id IS NULL"] if query.says_archived else ["NOT c.archived"]
    for term in query.terms:
        part = _term(term, asker, params, own)
        parts.append(f"NOT coalesce(({part}), 0)" if term.negated else f"({part})")
    return Condition(" AND ".join(parts) or "1 = 1", params.values)


def _term(term: Term, asker: Asker, params: Parameters, own: Sequence[OwnField]) -> str:
    known = {field.code: field for field in own}
    if term.field in _DATES:
        return date_sql(term, _DATES[term.field], asker, params)
    if term.field == "unverified":
        # What was never confirmed is as old as the file; the oldest of all that is known counts.
        oldest = f"SELECT min(coalesce(at, c.created_at)) AS at FROM ({_VERIFIED})"
        return (
            f"EXISTS (SELECT 1 FROM ({oldest}) AS oldest WHERE {date_sql(term, 'oldest.at', asker, params)})"
        )
    if term.field in known:
        return own_sql(known[term.field], term, asker, params)
    if term.field == "complete":
        return _complete(term, params, [field for field in own if field.wanted])
    if term.field == "missing":
        return " OR ".join(_LACKS.get(value) or lacks(known[value]) for value in term.values)
    if term.field == "has" and "complaint" in term.values:
        return " OR ".join(_has(value, asker, params) for value in term.values)
    if term.field == "number":
        return f"c.id IN ({', '.join(params.bind(int(value)) for value in term.values)})"
    if term.field in _CHOICES:
        return " OR ".join(_CHOICES[term.field][value] for value in term.values)
    return " OR ".join(_TEXTS[term.field](value, params) for value in term.values)


def _has(value: str, asker: Asker, params: Parameters) -> str:
    if value != "complaint":
        return _CHOICES["has"][value]
    since = params.bind(to_stored(asker.now - YEAR))
    return (
        "c.id IN (SELECT customer_id FROM ticket WHERE kind = 'complaint' AND status <> 'cancelled'"
        f" AND opened_at >= {since})"
    )


def _complete(term: Term, params: Parameters, wanted: Sequence[OwnField]) -> str:
    """The sum of `rules.completeness`, reckoned by the database."""
    weighed = [(_LACKS[part], WEIGHTS[part]) for part in PARTS] + [(lacks(field), WEIGHT) for field in wanted]
    there = " + ".join(f"CASE WHEN {lacking} THEN 0 ELSE {weight} END" for lacking, weight in weighed)
    whole = sum(weight for _lacking, weight in weighed)
    of_firm = whole - WEIGHTS[ONLY_OF_PERSONS]
    firm_has = f"({there} - {WEIGHTS[ONLY_OF_PERSONS]})"  # of a firm the birthday is never lacking
    score = (
        f"CASE WHEN c.kind = 'person' THEN 100 * ({there}) / {whole} ELSE 100 * {firm_has} / {of_firm} END"
    )
    if term.op == "..":
        first, last = (params.bind(int(value)) for value in term.values)
        return f"{score} BETWEEN {first} AND {last}"
    return f"{score} {term.op} {params.bind(int(term.values[0]))}"


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


_VERIFIED = """
SELECT verified_at AS at FROM phone WHERE phone.customer_id = c.id AND NOT former
UNION ALL SELECT verified_at FROM email WHERE email.customer_id = c.id
UNION ALL SELECT verified_at FROM occupancy WHERE occupancy.customer_id = c.id AND until IS NULL
UNION ALL SELECT verified_at FROM customer_field WHERE customer_field.customer_id = c.id
UNION ALL SELECT c.name_verified_at WHERE c.name <> ''
UNION ALL SELECT c.birthday_verified_at WHERE c.birthday IS NOT NULL
UNION ALL SELECT c.preferences_verified_at WHERE c.preferences <> '{}'"""
_DATES = {
    "last": "c.last_contact_at",
    "silent": "coalesce(c.last_contact_at, c.created_at)",
}
_LACKS = {
    "name": "c.name = ''",
    "phone": "NOT EXISTS (SELECT 1 FROM phone WHERE phone.customer_id = c.id)",
    "premises": "NOT EXISTS (SELECT 1 FROM occupancy WHERE customer_id = c.id AND until IS NULL)",
    "email": "NOT EXISTS (SELECT 1 FROM email WHERE email.customer_id = c.id)",
    "birthday": "(c.birthday IS NULL AND c.kind = 'person')",
    "channel": "coalesce(c.preferred_channel, '') = ''",
}
_CHOICES = {
    "is": {"any": "1 = 1", "archived": "c.archived", "unknown": "c.name = ''"},
    "no": {part: _LACKS[part] for part in ("phone", "premises", "email")},
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
