"""Numbers of a firm's own fields in the query language: `>200`, `80..100`, `90`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from servicedesk.i18n import N_, _
from servicedesk.problems import BadValue
from servicedesk.rules.amounts import NO_END, amount_text, read_amount, read_range
from servicedesk.rules.numbers import narrow
from servicedesk.rules.query_words import Term

_SIGNED = re.compile(r"(<=|>=|[<>=])?\s*(.*)", re.DOTALL)
_PHRASES: Mapping[str, str] = {
    "=": N_("{what} {amount}"),
    "<": N_("{what} less than {amount}"),
    "<=": N_("{what} at most {amount}"),
    ">": N_("{what} more than {amount}"),
    ">=": N_("{what} at least {amount}"),
}


def read_amounts(field: str, values: Sequence[str], unit: str) -> tuple[str, tuple[str, ...]]:
    """The operator and values of numbers as typed, in the unit of the field. Raises BadValue for what is no number."""
    typed = narrow(values[0]).strip().replace("≤", "<=").replace("≥", ">=")
    signed = _SIGNED.fullmatch(typed)
    op, rest = (signed[1] or "=", signed[2]) if signed else ("=", typed)
    number = read_amount(rest, unit)
    if len(values) == 1 and number is not None:
        return op, (amount_text(number),)
    span = read_range(rest, unit) if op == "=" and len(values) == 1 else None
    if span is None:
        raise BadValue(
            _("{field} takes one number or range, and “{text}” is none").format(
                field=field, text=",".join(values)
            ),
            _("Write it such as >200, <=100, 90 or 80..100."),
        )
    if span.high == NO_END:
        return ">=", (amount_text(span.low),)
    return "..", (amount_text(span.low), amount_text(span.high))


def explained_amount(term: Term, what: str, unit: str) -> str:
    """A term on numbers in words, with the unit."""
    behind = f" {unit}" if unit else ""
    if term.op == "..":
        return _("{what} from {first} to {last}").format(
            what=what, first=term.values[0], last=term.values[1] + behind
        )
    return _(_PHRASES[term.op]).format(what=what, amount=term.values[0] + behind)
