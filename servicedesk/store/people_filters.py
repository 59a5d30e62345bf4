"""What a query asks of roles, consents, birthdays and agreements, as SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from servicedesk.rules.query import Term
from servicedesk.rules.query_birthdays import is_month, is_of_any_year, year_days
from servicedesk.rules.query_dates import day_bounds
from servicedesk.store.filters import Asker, Parameters
from servicedesk.store.queries.agreements import STANDING
from servicedesk.store.queries.consents import HOLDS

_GIVEN = f"SELECT consent.customer_id FROM consent WHERE consent.given AND {HOLDS}"
_AGREED = f"SELECT a.customer_id FROM agreement AS a WHERE {STANDING} AND a.customer_id IS NOT NULL"
_DAY_OF_YEAR = "substr(c.birthday, 6, 5)"


def in_force(asker: Asker, params: Parameters) -> str:
    """Customers with an agreement that runs today."""
    today = params.bind(asker.now.date().isoformat())
    return f"c.id IN ({_AGREED} AND a.starts_on <= {today} AND coalesce(a.ends_on, {today}) >= {today})"


def gave_consent(_asker: Asker, _params: Parameters) -> str:
    """Customers who agreed to something and did not take it back."""
    return f"c.id IN ({_GIVEN})"


def _role(term: Term, _asker: Asker, params: Parameters) -> str:
    roles = params.bind_all(term.values)
    return f"c.id IN (SELECT customer_id FROM occupancy WHERE until IS NULL AND role IN ({roles}))"


def _consent(term: Term, _asker: Asker, params: Parameters) -> str:
    return f"c.id IN ({_GIVEN} AND consent.purpose IN ({params.bind_all(term.values)}))"


def _agreement(term: Term, asker: Asker, params: Parameters) -> str:
    """Whose agreement has its last day then, and was neither ended nor renewed."""
    return f"c.id IN ({_AGREED} AND {_between('a.ends_on', term, asker, params)})"


def _birthday(term: Term, asker: Asker, params: Parameters) -> str:
    if is_month(term):
        months = params.bind_all(tuple(f"{int(month):02}" for month in term.values))
        return f"c.birthday IS NOT NULL AND substr(c.birthday, 6, 2) IN ({months})"
    if not is_of_any_year(term):
        return _between("c.birthday", term, asker, params)
    days = year_days(term.values[0], asker.now)
    if days is None:
        within = "1 = 1"
    else:
        first, last = params.bind(days.first), params.bind(days.last)
        joined = "AND" if days.first <= days.last else "OR"
        within = f"({_DAY_OF_YEAR} >= {first} {joined} {_DAY_OF_YEAR} <= {last})"
    return f"c.birthday IS NOT NULL AND {'NOT ' if term.op == '>' else ''}{within}"


def _between(column: str, term: Term, asker: Asker, params: Parameters) -> str:
    start, end = day_bounds(term, asker.now)
    parts = [f"{column} IS NOT NULL"]
    parts += [f"{column} >= {params.bind(start.isoformat())}"] if start else []
    parts += [f"{column} < {params.bind(end.isoformat())}"] if end else []
    return " AND ".join(parts)


PEOPLE_TERMS: Mapping[str, Callable[[Term, Asker, Parameters], str]] = {
    "role": _role,
    "consent": _consent,
    "agreement": _agreement,
    "birthday": _birthday,
}
