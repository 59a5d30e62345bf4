"""The query language over customers as this firm speaks it: with its own fields, under their codes and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from servicedesk.desk import Desk
from servicedesk.lookups.own_fields import fields_in_use
from servicedesk.rules.numbers import folded_name
from servicedesk.rules.own_fields import OwnField
from servicedesk.rules.query_words import CUSTOMER_FIELDS, Field, Fields, Query

_OF_EVERY_FILE = frozenset({"missing", "complete"})  # what they ask depends on the firm's own fields
_READS = {"number": "amount", "range": "amount", "date": "date", "text": "text"}


def query_fields(desk: Desk) -> Fields:
    """The fields of a query over customers; the firm's own are read when a word asks for them."""
    own = _Own(lambda: fields_in_use(desk))
    return replace(CUSTOMER_FIELDS, by_name=_ByName(own), words=_Words(own))


def asks_own(query: Query) -> bool:
    """Whether the query cannot be answered without knowing the firm's own fields."""
    return any(
        term.field in _OF_EVERY_FILE or term.field not in CUSTOMER_FIELDS.by_name for term in query.terms
    )


class _Own:
    """The firm's own fields, read once and late."""

    def __init__(self, read: Callable[[], Sequence[OwnField]]) -> None:
        self._read = read

    @cached_property
    def fields(self) -> Mapping[str, OwnField]:
        return {field.code: field for field in self._read()}


class _ByName(Mapping[str, Field]):
    """Every field by its name, the desk's own words first."""

    def __init__(self, own: _Own) -> None:
        self._own = own

    def __getitem__(self, name: str) -> Field:
        known = CUSTOMER_FIELDS.by_name.get(name)
        if known is None:
            return _asked(self._own.fields[name])
        return _missing(known, self._own.fields.values()) if name == "missing" else known

    def __iter__(self) -> Iterator[str]:
        return iter([*CUSTOMER_FIELDS.by_name, *self._own.fields])

    def __len__(self) -> int:
        return len(CUSTOMER_FIELDS.by_name) + len(self._own.fields)


class _Words(Mapping[str, str]):
    """The code behind each name of a field of the firm's own, as names are compared."""

    def __init__(self, own: _Own) -> None:
        self._own = own

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {name: code for code, field in self._own.fields.items() for name in _names(field)}

    def __getitem__(self, name: str) -> str:
        return self._codes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def _names(field: OwnField) -> list[str]:
    return [folded_name(name) for name in (field.code, field.name_en, field.name_zh) if name]


def _asked(field: OwnField) -> Field:
    """How the values of one field read in a query."""
    label = field.label.replace("{", "{{").replace("}", "}}")
    if field.kind in _READS:
        reads = _READS[field.kind]
        phrase = label + " {values}" if reads == "text" else field.label
        return Field(reads, phrase, ahead=True, unit=field.unit)
    if field.kind == "yes_no":
        words = {"是": "yes", "有": "yes", "否": "no", "无": "no", "没有": "no"}
        return Field("choice", label + " {values}", choices={"yes": "yes", "no": "no"}, words=words)
    choices = {choice.code: choice.label for choice in field.choices}
    words = {folded_name(word): choice.code for choice in field.choices for word in choice if word}
    return Field("choice", label + " {values}", choices=choices, words=words)


def _missing(known: Field, own: Iterable[OwnField]) -> Field:
    """What a file may lack, the firm's own fields included."""
    fields = list(own)
    choices = {**known.choices, **{field.code: field.label for field in fields}}
    words = {name: field.code for field in fields for name in _names(field)}
    return replace(known, choices=choices, words=words)
