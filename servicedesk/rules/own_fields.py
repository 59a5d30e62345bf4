"""A firm's own fields of a customer file: their kinds, how a value is read, kept, shown and told to programs (R008, R009)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from servicedesk.i18n import _, current_language
from servicedesk.problems import BadValue
from servicedesk.rules.amounts import NO_END, Span, amount_text, range_text, read_amount, read_range
from servicedesk.rules.numbers import folded_name

LONGEST_VALUE = 500
WEIGHT = 10  # in the completeness of a file, of each field that is wanted
_YES = {"yes", "y", "true", "1", "是", "有"}
_NO = {"no", "n", "false", "0", "否", "无", "没有"}
_SIGNS = ";；、,，/\n"


class Choice(NamedTuple):
    """One word of a list: the code that is kept, and what people see."""

    code: str
    en: str
    zh: str

    @property
    def label(self) -> str:
        return in_language(self.en, self.zh) or self.code


class OwnField(NamedTuple):
    """A field of the firm's own. `kind` is a code of `field_kind`; a `wanted` one counts in completeness."""

    id: int
    code: str
    name_en: str
    name_zh: str
    kind: str
    unit: str
    choices: tuple[Choice, ...]
    position: int
    wanted: bool
    active: bool
    version: int

    @property
    def label(self) -> str:
        """What people call it, in the language in use."""
        return in_language(self.name_en, self.name_zh) or self.code

    def is_meant_by(self, said: str) -> bool:
        """Whether a word is its code or one of its names, blanks and underscores aside."""
        return folded_name(said) in {
            folded_name(name) for name in (self.code, self.name_en, self.name_zh) if name
        }


class OwnValue(NamedTuple):
    """A value as it is kept: its text, and for numbers and ranges what is compared."""

    text: str
    low: float | None = None
    high: float | None = None


def in_language(english: str, chinese: str) -> str:
    """The word in the language in use, else the other one."""
    first, second = (chinese, english) if current_language() == "zh_CN" else (english, chinese)
    return first or second


def find(fields: Sequence[OwnField], said: str) -> OwnField | None:
    """The field that a code or a name in either language means."""
    by_code = next((field for field in fields if field.code == said.strip().casefold()), None)
    return by_code or next((field for field in fields if field.is_meant_by(said)), None)


def read(field: OwnField, said: str, today: date) -> OwnValue | None:
    """A value as typed, None where it is blank. Raises BadValue with an example."""
    return _READ[field.kind](field, said.strip(), today) if said.strip() else None


def example(field: OwnField) -> str:
    """A value that the field takes, as one writes it."""
    words = [choice.label for choice in field.choices]
    unit = f" {field.unit}" if field.unit else ""
    return {
        "number": f"3{unit}", "range": f"80-100{unit}", "date": "2026-05-01", "yes_no": _("yes"),
        "choice": words[0] if words else "", "choices": "; ".join(words[:2]),
    }.get(field.kind, "")  # fmt: skip


def shown(field: OwnField, text: str) -> str:
    """A value for people, in the language in use, with its unit."""
    unit = f" {field.unit}" if field.unit else ""
    if field.kind == "range":
        return _shown_range(text, unit)
    if field.kind == "number":
        return text + unit
    if field.kind == "yes_no":
        return _("yes") if text == "yes" else _("no")
    return _(", ").join(_words(field, text)) if field.choices else text


def typed(field: OwnField, text: str) -> str:
    """A value as a form shows it to be changed: read back to the same, and one of several words by its code."""
    return text if field.kind == "choice" else exported(field, text)


def exported(field: OwnField, text: str) -> str:
    """A value as a spreadsheet holds it, words in the language in use: read back to the same."""
    return "; ".join(_words(field, text)) if field.choices else text


def as_json(field: OwnField, text: str) -> Any:
    """A value for programs: numbers as numbers, `{from, to}` for a range, codes for words."""
    if field.kind == "number":
        number = read_amount(text)
        return text if number is None else _end(number)
    if field.kind == "range":
        span = read_range(text) or Span(0, NO_END)
        return {"from": _end(span.low) or None, "to": None if span.high == NO_END else _end(span.high)}
    if field.kind == "yes_no":
        return text == "yes"
    return text.split() if field.kind == "choices" else text


def _end(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _shown_range(text: str, unit: str) -> str:
    if text.startswith(">="):
        return _("from {amount}").format(amount=text[2:] + unit)
    if text.startswith("<="):
        return _("up to {amount}").format(amount=text[2:] + unit)
    return text + unit


def _words(field: OwnField, text: str) -> list[str]:
    labels = {choice.code: choice.label for choice in field.choices}
    return [labels.get(code, code) for code in text.split()]


def _text(field: OwnField, said: str, _today: date) -> OwnValue:
    if len(said) > LONGEST_VALUE:
        raise BadValue(
            _("{field}: the text has {count} characters; at most {most} are kept").format(
                field=field.label, count=len(said), most=LONGEST_VALUE
            ),
            _("Put the rest into the note"),
        )
    return OwnValue(said)


def _number(field: OwnField, said: str, _today: date) -> OwnValue:
    number = read_amount(said, field.unit)
    if number is None:
        raise _bad(field, _("{field}: “{text}” is not a number"), said)
    return OwnValue(amount_text(number), number, number)


def _range(field: OwnField, said: str, _today: date) -> OwnValue:
    span = read_range(said, field.unit)
    if span is None:
        raise _bad(field, _("{field}: “{text}” is not a range of numbers"), said)
    return OwnValue(range_text(span), *span)


def _choice(field: OwnField, said: str, _today: date) -> OwnValue:
    code = meant(field.choices, said)
    if code is None:
        raise _unknown(field, said)
    return OwnValue(code)


def _choices(field: OwnField, said: str, _today: date) -> OwnValue:
    whole = meant(field.choices, said)
    parts = [said] if whole else said.translate({ord(sign): ";" for sign in _SIGNS}).split(";")
    codes = {meant(field.choices, part): part for part in parts if part.strip()}
    if None in codes:
        raise _unknown(field, codes[None].strip())
    kept = [choice.code for choice in field.choices if choice.code in codes]
    return OwnValue(f" {' '.join(kept)} ")


def _date(field: OwnField, said: str, today: date) -> OwnValue:
    from servicedesk.rules.when import read_day

    try:
        return OwnValue(read_day(said, today).isoformat())
    except BadValue as problem:
        raise BadValue(f"{field.label}: {problem.message}", problem.hint) from problem


def _yes_no(field: OwnField, said: str, _today: date) -> OwnValue:
    word = said.casefold()
    if word not in _YES | _NO:
        raise BadValue(
            _("{field}: “{text}” is neither yes nor no").format(field=field.label, text=said),
            _("Write yes or no"),
        )
    return OwnValue("yes" if word in _YES else "no")


def meant(choices: Sequence[Choice], said: str) -> str | None:
    """The code of the choice that a code or a word in either language means."""
    wanted = folded_name(said.strip())
    return next(
        (one.code for one in choices if wanted in {folded_name(word) for word in one if word}),
        None,
    )


def _bad(field: OwnField, message: str, said: str) -> BadValue:
    return BadValue(
        message.format(field=field.label, text=said),
        _("Write it like: {example}").format(example=example(field)),
    )


def _unknown(field: OwnField, said: str) -> BadValue:
    return BadValue(
        _("{field}: “{text}” is not one of its words").format(field=field.label, text=said),
        _("Known are: {names}").format(names=", ".join(choice.label for choice in field.choices)),
    )


_READ: Mapping[str, Callable[[OwnField, str, date], OwnValue]] = {
    "text": _text,
    "number": _number,
    "range": _range,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "yes_no": _yes_no,
}
