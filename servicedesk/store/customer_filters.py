"""Turns a query into the WHERE of a customer list: plain SQL with `:name` parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from servicedesk.rules.completeness import ONLY_OF_PERSONS, PARTS, WEIGHTS
from servicedesk.rules.fragments import fragment_match, phone_fragments
from servicedesk.rules.own_fields import WEIGHT, OwnField
from servicedesk.rules.query import Query, Term, date_bounds
from servicedesk.store.filters import Asker, Condition, Parameters, date_sql, has_tag, like_fragment
from servicedesk.store.own_filters import lacks, own_sql
from servicedesk.store.people_filters import PEOPLE_TERMS, gave_consent, in_force
from servicedesk.store.queries.merging import STAYS
from servicedesk.store.queries.referrals import FAMILY_OF, PROMOTERS
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
    if term.field in PEOPLE_TERMS:
        return PEOPLE_TERMS[term.field](term, asker, params)
    if term.field == "unverified":
        return _unverified(term, asker, params)
    if term.field in known:
        return own_sql(known[term.field], term, asker, params)
    if term.field == "complete":
        return _complete(term, params, [field for field in own if field.wanted])
    if term.field == "missing":
        return " OR ".join(_LACKS.get(value) or lacks(known[value]) for value in term.values)
    if term.field == "has":
        return " OR ".join(_has(value, asker, params) for value in term.values)
    if term.field == "number":
        return f"c.id IN ({', '.join(params.bind(int(value)) for value in term.values)})"
    if term.field == "referred":
        return " OR ".join(_referred(value, params) for value in term.values)
    if term.field in _CHOICES:
        return " OR ".join(_CHOICES[term.field][value] for value in term.values)
    return " OR ".join(_TEXTS[term.field](value, params) for value in term.values)


def _unverified(term: Term, asker: Asker, params: Parameters) -> str:
    """Since when the least confirmed of all that a file says stands so; what never was is as old as the file."""
    start, end = date_bounds(term, asker.now)
    parts = [_older(params.bind(to_stored(end)))] if end else []
    parts += [f"NOT {_older(params.bind(to_stored(start)))}"] if start else []
    return " AND ".join(parts)


def _older(moment: str) -> str:
    """Whether something in the file was not confirmed since a moment; nothing is confirmed before there is a file."""
    own = [
        f"(c.{name} {there} AND coalesce(c.{name}_verified_at, '') < {moment})"
        for name, there in _CONFIRMED_OF_FILE.items()
    ]
    rows = [
        f"c.id IN (SELECT customer_id FROM {table} WHERE {counts} AND coalesce(verified_at, '') < {moment})"
        for table, counts in _CONFIRMED.items()
    ]
    return f"(c.created_at < {moment} AND ({' OR '.join([*own, *rows])}))"


def _has(value: str, asker: Asker, params: Parameters) -> str:
    return _ASKED[value](asker, params) if value in _ASKED else _CHOICES["has"][value]


def _complained(asker: Asker, params: Parameters) -> str:
    since = params.bind(to_stored(asker.now - YEAR))
    return (
        "c.id IN (SELECT customer_id FROM ticket WHERE kind = 'complaint' AND status <> 'cancelled'"
        f" AND opened_at >= {since})"
    )


def _referred(value: str, params: Parameters) -> str:
    """Who came through a customer, whichever of the files joined with that one was named."""
    kept = STAYS.replace(":number", params.bind(int(value)))
    return f"c.referred_by_id IN ({FAMILY_OF.format(number=f'({kept})')})"


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


# What a customer can confirm: the tables of it with what counts there, and the columns of the file itself.
_CONFIRMED = {"phone": "NOT former", "email": "1", "occupancy": "until IS NULL", "customer_field": "1"}
_CONFIRMED_OF_FILE = {"name": "<> ''", "birthday": "IS NOT NULL", "preferences": "<> '{}'"}
_DATES = {
    "last": "c.last_contact_at",
    "silent": "coalesce(c.last_contact_at, c.created_at)",
}
_LACKS = {
    "name": "c.name = ''",
    "phone": "NOT EXISTS (SELECT 1 FROM phone WHERE phone.customer_id = c.id AND NOT phone.former)",
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
        "need": "c.id IN (SELECT customer_id FROM need WHERE state = 'open')",
        "referral": f"c.id IN ({PROMOTERS})",
    },
}
_ASKED: dict[str, Callable[[Asker, Parameters], str]] = {
    "complaint": _complained,
    "agreement": in_force,
    "consent": gave_consent,
}
_TEXTS: dict[str, Callable[[str, Parameters], str]] = {
    "kind": _same("c.kind"),
    "stage": _same("c.stage"),
    "tier": _same("c.tier"),
    "source": _same("c.source"),
    "heard": _same("c.heard_of_us"),
    "tag": lambda value, params: has_tag("c.tags", value, params),
    "phone": _phone,
    "premises": _premises,
    "word": _word,
}
