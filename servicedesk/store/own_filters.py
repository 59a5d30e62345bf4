"""What a query asks of the firm's own fields, as SQL that goes by their indexes."""

from __future__ import annotations

from servicedesk.rules.own_fields import OwnField
from servicedesk.rules.query_dates import day_bounds
from servicedesk.rules.query_words import Term
from servicedesk.store.filters import Asker, Parameters, like_fragment


def own_sql(field: OwnField, term: Term, asker: Asker, params: Parameters) -> str:
    """The customers of whom a term on one field holds; of a range it holds where both have a number in common."""
    if field.kind in ("number", "range"):
        asked = _amount(term, params)
    elif field.kind == "date":
        asked = _day(term, asker, params)
    elif field.kind == "text":
        asked = " OR ".join(f"value {like_fragment(value, params)}" for value in term.values)
    elif field.kind == "choices":
        asked = " OR ".join(f"value {like_fragment(f' {value} ', params)}" for value in term.values)
    else:
        asked = f"value IN ({params.bind_all(term.values)})"
    return f"c.id IN (SELECT customer_id FROM customer_field WHERE field_id = {params.bind(field.id)} AND ({asked}))"


def lacks(field: OwnField) -> str:
    """Whether a file says nothing in one field."""
    return (
        "NOT EXISTS (SELECT 1 FROM customer_field WHERE customer_field.customer_id = c.id"
        f" AND customer_field.field_id = {int(field.id)})"
    )


def _amount(term: Term, params: Parameters) -> str:
    numbers = [params.bind(float(value)) for value in term.values]
    if term.op == "..":
        return f"low <= {numbers[1]} AND high >= {numbers[0]}"
    if term.op == "=":
        return f"low <= {numbers[0]} AND high >= {numbers[0]}"
    return f"{'high' if term.op.startswith('>') else 'low'} {term.op} {numbers[0]}"


def _day(term: Term, asker: Asker, params: Parameters) -> str:
    start, end = day_bounds(term, asker.now)
    parts = [f"value >= {params.bind(start.isoformat())}"] if start else []
    parts += [f"value < {params.bind(end.isoformat())}"] if end else []
    return " AND ".join(parts)
