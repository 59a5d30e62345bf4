"""The query language: one text for the filter line, the command line and saved queues.

`status:open owner:me due:<2d no:owner tag:leak,pipe -tag:x "burst pipe" 1042`. Conditions must all hold,
values joined by commas are any of; `-` or `not:` negates. Full-width punctuation reads like ASCII. In a
quoted phrase a backslash keeps a quotation mark or a backslash.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code, known_code
from servicedesk.rules.numbers import folded_name, narrow, read_customer_number, read_ticket_number
from servicedesk.rules.query_amounts import read_amounts
from servicedesk.rules.query_birthdays import read_birthday_term
from servicedesk.rules.query_dates import date_bounds, read_when
from servicedesk.rules.query_explain import explain
from servicedesk.rules.query_percents import read_percent
from servicedesk.rules.query_words import (
    CUSTOMER_FIELDS,
    FIELD_WORDS,
    TICKET_FIELDS,
    VALUE_WORDS,
    Field,
    Fields,
    Query,
    Term,
)

__all__ = [
    "CUSTOMER_FIELDS",
    "MOST_VALUES",
    "TICKET_FIELDS",
    "Fields",
    "Query",
    "Term",
    "date_bounds",
    "explain",
    "format_query",
    "parse",
]

MOST_VALUES = 200  # words and values in one query; the database compares with a few hundred at most

_ESCAPE = r'\\(["＂“”\\])'
_STRAIGHT = r'["＂]((?:\\["＂“”\\]|[^"＂])*)["＂]?'
_CURLY = r'[“”]((?:\\["＂“”\\]|[^"＂“”])*)["＂“”]?'
_BARE = r'([^\s,，"＂“”][^\s,，]*)'
_VALUE = re.compile(f"{_STRAIGHT}|{_CURLY}|{_BARE}")
_PIECE = re.compile(
    rf"""
    (?P<negation>[-－](?=\S)|(?:not|非|不)[:：](?=\S))?
    (?: (?P<field>[^\W\d_]\w*)[:：](?P<values>(?:{_VALUE.pattern}|[,，])*)
      | (?P<phrase>{_STRAIGHT}|{_CURLY})
      | (?P<word>\S+)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\W_][\w.@/-]*")
_BARE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def parse(text: str, fields: Fields = TICKET_FIELDS) -> Query:
    """Reads a query; raises BadValue for a field or value nobody knows, with the nearest one, and beyond `MOST_VALUES`.

    A bare number of up to nine digits names a ticket; a longer one, or one with a leading zero, is a word, as
    phone numbers are. A quotation mark left open runs to the end, so that a filter reads while it is typed.
    """
    terms: list[Term] = []
    room = MOST_VALUES
    for piece in _PIECE.finditer(text):
        terms.append(_read_piece(piece, fields))
        room -= len(terms[-1].values)
        if room < 0:
            raise BadValue(
                _("A query has at most {most} words and values, and this one has more").format(
                    most=MOST_VALUES
                ),
                _("Leave some out, or put words that stand together in quotes."),
            )
    return Query(tuple(term for term in terms if term.values))


def format_query(query: Query) -> str:
    """The query as text that `parse` reads back to the same query."""
    return " ".join(_format_term(term) for term in query.terms)


def _read_piece(piece: re.Match[str], fields: Fields) -> Term:
    negated = bool(piece["negation"])
    if piece["field"]:
        return _read_field(piece["field"], _split(piece["values"]), negated, fields)
    if piece["phrase"]:
        return Term("word", values=tuple(_split(piece["phrase"])), negated=negated)
    return _read_word(piece["word"], negated, fields)


def _read_word(word: str, negated: bool, fields: Fields) -> Term:
    parts = [part for part in narrow(word).split(",") if part]
    if parts and all(_is_number(part, fields) for part in parts):
        return Term("number", values=_read_values("number", fields, parts), negated=negated)
    return Term("word", values=(word,), negated=negated)


def _is_number(text: str, fields: Fields) -> bool:
    marked = text[0].upper() in ("#", fields.letter) and re.fullmatch(r"[0-9]{1,19}", text[1:])
    return bool(marked or (fields.plain_numbers and _BARE_NUMBER.fullmatch(text)))


def _read_field(typed: str, values: list[str], negated: bool, fields: Fields) -> Term:
    name = _field_name(narrow(typed).casefold(), fields)
    spec = fields.by_name.get(name)
    if spec is None:
        raise _unknown_field(typed, name, fields)
    if not values:
        raise BadValue(
            _("Nothing stands after {field}:").format(field=typed),
            _("Write a value right after the colon, such as status:open."),
        )
    if spec.reads == "percent":
        return Term(name, *read_percent(typed, values), negated)
    if spec.reads == "amount":
        return Term(name, *read_amounts(typed, values, spec.unit), negated)
    if spec.reads == "birthday":
        return Term(name, *read_birthday_term(values), negated)
    if spec.reads != "date":
        return Term(name, values=_read_values(name, fields, values), negated=negated)
    if len(values) > 1:
        raise BadValue(
            _("{field} takes one date").format(field=typed), _("Write a range as 2026-11-01..2026-11-07.")
        )
    op, dates = read_when(name, values[0])
    return Term(name, op, dates, negated)


def _field_name(typed: str, fields: Fields) -> str:
    """The name behind another word for a field; the list's own words only where no other says it."""
    known = FIELD_WORDS.get(typed, typed)
    return known if known in fields.by_name else fields.words.get(folded_name(typed), known)


def _unknown_field(typed: str, name: str, fields: Fields) -> BadValue:
    near = get_close_matches(name, fields.by_name, n=1)
    hints = [_("Did you mean {value}?").format(value=near[0] + ":")] if near else []
    hints.append(_("Known: {values}.").format(values=", ".join(fields.by_name)))
    hints.append(_("To search for the text itself, put it in quotes."))
    return BadValue(_("Unknown field “{field}”").format(field=typed), " ".join(hints))


def _read_values(name: str, fields: Fields, values: list[str]) -> tuple[str, ...]:
    spec = fields.by_name[name]
    if spec.reads == "code":
        read = [check_code(spec.family, value) for value in values]
    elif spec.reads == "number":
        read_number = read_customer_number if fields.letter == "C" else read_ticket_number
        read = [str(read_number(value)) for value in values]
    else:
        read = [_read_word_value(name, spec, value) for value in values]
    return tuple(dict.fromkeys(read))


def _read_word_value(name: str, spec: Field, value: str) -> str:
    text = narrow(value).casefold()
    known = VALUE_WORDS.get(name, {}).get(text, text)
    known = spec.words.get(folded_name(known), known)
    if known in spec.choices:
        return known
    if spec.reads == "text":
        return known_code(spec.family, value) if spec.family else value
    near = get_close_matches(known, spec.choices, n=1)
    hint = _("Known: {values}.").format(values=", ".join(spec.choices))
    if near:
        hint = _("Did you mean {value}?").format(value=near[0]) + " " + hint
    raise BadValue(_("Unknown value “{value}” for {field}:").format(value=value, field=name), hint)


def _split(values: str) -> list[str]:
    read = []
    for match in _VALUE.finditer(values):
        straight, curly, bare = match.groups(default="")
        read.append(bare or re.sub(_ESCAPE, r"\1", straight or curly).strip())
    return [value for value in read if value]


def _format_term(term: Term) -> str:
    sign = "-" if term.negated else ""
    if term.field == "number":
        return sign + ",".join("#" + value for value in term.values)
    if term.op == "..":
        return f"{sign}{term.field}:{'..'.join(term.values)}"
    values = ",".join(_quoted(value, term.field == "word") for value in term.values)
    if term.field == "word" and len(term.values) == 1:
        return sign + values
    op = "" if term.op == "=" else term.op
    return f"{sign}{term.field}:{op}{values}"


def _quoted(value: str, is_word: bool) -> str:
    looks_numeric = is_word and re.fullmatch(r"[TC]?[0-9]+", narrow(value), re.IGNORECASE)
    if _PLAIN.fullmatch(value) and not looks_numeric:
        return value
    return '"' + re.sub(r'(["＂\\])', r"\\\1", value) + '"'
