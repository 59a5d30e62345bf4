"""What a query means, in words, for the line under a filter."""

from __future__ import annotations

from servicedesk.i18n import N_, _, ngettext
from servicedesk.rules.codes import label
from servicedesk.rules.query_amounts import explained_amount
from servicedesk.rules.query_birthdays import is_month
from servicedesk.rules.query_dates import read_span
from servicedesk.rules.query_words import TICKET_FIELDS, Fields, Query, Term

_PERIOD_PHRASES = {
    "today": N_("today"),
    "yesterday": N_("yesterday"),
    "tomorrow": N_("tomorrow"),
    "week": N_("this week"),
    "month": N_("this month"),
}
_DAY_PHRASES = {
    "=": N_("{what} {day}"),
    "<": N_("{what} before {day}"),
    "<=": N_("{what} up to {day}"),
    ">": N_("{what} after {day}"),
    ">=": N_("{what} from {day}"),
}
_PERCENT_PHRASES = {
    "=": N_("{what} to {percent} %"),
    "<": N_("{what} to less than {percent} %"),
    "<=": N_("{what} to at most {percent} %"),
    ">": N_("{what} to more than {percent} %"),
    ">=": N_("{what} to at least {percent} %"),
}


def explain(query: Query, fields: Fields = TICKET_FIELDS) -> str:
    """The query in words: `open, owner me, due within 2 days, not tagged leak, words “pipe”`."""
    return _(", ").join(_term(term, fields) for term in query.terms)


def _term(term: Term, fields: Fields) -> str:
    spec = fields.by_name[term.field]
    if spec.reads == "date":
        said = _date(term, _(spec.phrase), ahead=spec.ahead)
    elif spec.reads == "birthday":
        said = _months(term) if is_month(term) else _date(term, _(spec.phrase), ahead=True)
    elif spec.reads == "amount":
        said = explained_amount(term, _(spec.phrase), spec.unit)
    elif spec.reads == "percent":
        said = _percent(term, _(spec.phrase))
    else:
        values = _(" or ").join(_value(term, value, fields) for value in term.values)
        said = _(spec.phrase).format(values=values)
    return _("not {condition}").format(condition=said) if term.negated else said


def _value(term: Term, value: str, fields: Fields) -> str:
    spec = fields.by_name[term.field]
    if spec.family:
        return label(spec.family, value)
    if value in spec.choices:
        return _(spec.choices[value])
    return _("“{text}”").format(text=value) if term.field == "word" else value


def _date(term: Term, what: str, *, ahead: bool) -> str:
    first = term.values[0]
    if first == "overdue":
        return _("overdue")
    if term.op == "..":
        phrase = _("{what} from {first} to {last}")
        return phrase.format(what=what, first=_day(first), last=_day(term.values[1]))
    span = read_span(first)
    if span is None:
        return _(_DAY_PHRASES[term.op]).format(what=what, day=_day(first))
    length = _span(*span)
    if ahead:
        phrase = _("{what} within {span}") if term.op == "<" else _("{what} in more than {span}")
    else:
        phrase = _("{what} within the last {span}") if term.op == "<" else _("{what} more than {span} ago")
    return phrase.format(what=what, span=length)


def _months(term: Term) -> str:
    return _("birthday in month {months}").format(months=_(" or ").join(term.values))


def _percent(term: Term, what: str) -> str:
    if term.op == "..":
        phrase = _("{what} from {first} to {last} %")
        return phrase.format(what=what, first=term.values[0], last=term.values[1])
    return _(_PERCENT_PHRASES[term.op]).format(what=what, percent=term.values[0])


def _day(value: str) -> str:
    return _(_PERIOD_PHRASES[value]) if value in _PERIOD_PHRASES else value


def _span(amount: int, unit: str) -> str:
    said = {
        "m": ngettext("{n} minute", "{n} minutes", amount),
        "h": ngettext("{n} hour", "{n} hours", amount),
        "d": ngettext("{n} day", "{n} days", amount),
        "w": ngettext("{n} week", "{n} weeks", amount),
    }
    return said[unit].format(n=amount)
