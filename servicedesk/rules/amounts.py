"""Numbers as people write them, alone or as a range, with a unit or without: `90 m²`, `80-100`, `200万以上`."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

NO_END = 9e15  # what stands for no end, so that every range has both
LARGEST = 1e15

_AMOUNT = re.compile(r"[¥$€£]?\s*(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([^0-9\s].*)?")
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_FROM = re.compile(r"(?:>=?|≥|from|at least|over|不低于|至少|超过)\s*(.+)|(.+?)\s*(?:\+|以上|起|-)")
_UP_TO = re.compile(r"(?:<=?|≤|up to|at most|under|不超过|最多)\s*(.+)|(.+?)\s*(?:以下|以内)")
_SPAN = re.compile(r"(.+?)\s*(?:\.{2,}|-|–|—|~|至|到|\bto\b)\s*([^-].*)")
_SCALES = {"千": 1e3, "k": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_SCALED = re.compile(r"(百万|千|万|亿|k)?(元|块|人民币|rmb|cny)?")
_ALIKE = ({"m2", "sqm", "平", "平米", "平方", "平方米", "m"},)


class Span(NamedTuple):
    """From one number to another, both included; 0 and `NO_END` where nothing was said."""

    low: float
    high: float


def read_amount(text: str, unit: str = "") -> float | None:
    """The number in a text, in that unit; None for any other text."""
    return _amount(_folded(text), _folded(unit))


def read_range(text: str, unit: str = "") -> Span | None:
    """The range in a text, in that unit; a number alone is both ends. None for any other text."""
    said, of = _folded(text), _folded(unit)
    alone = _amount(said, of)
    if alone is not None:
        return Span(alone, alone) if alone >= 0 else None
    for pattern, ends in ((_FROM, (None, NO_END)), (_UP_TO, (0.0, None))):
        found = pattern.fullmatch(said)
        number = _amount(found[1] or found[2], of) if found else None
        if number is not None:
            low, high = (number if end is None else end for end in ends)
            return Span(low, high) if low >= 0 else None
    return _between(said, of)


def amount_text(number: float) -> str:
    """A number as it is kept and shown: `90`, `12.5`."""
    return f"{number:.6f}".rstrip("0").rstrip(".") if number else "0"


def range_text(span: Span) -> str:
    """A range as it is kept, which `read_range` reads back: `80-100`, `>=80`, `<=100`, `90`."""
    if span.low == span.high:
        return amount_text(span.low)
    if span.high == NO_END:
        return f">={amount_text(span.low)}"
    if not span.low:
        return f"<={amount_text(span.high)}"
    return f"{amount_text(span.low)}-{amount_text(span.high)}"


def range_of(low: object, high: object) -> str:
    """A range told to programs as its two ends, either of which may be lacking, as `read_range` reads it."""
    if high is None:
        return "" if low is None else f">={low}"
    return f"<={high}" if low is None else f"{low}-{high}"


def _between(said: str, unit: str) -> Span | None:
    found = _SPAN.fullmatch(said)
    if found is None:
        return None
    first, last = found[1].strip(), found[2].strip()
    begun, ending = _AMOUNT.fullmatch(first), _AMOUNT.fullmatch(last)
    if begun and not begun[2] and ending and ending[2]:
        first += ending[2]  # in 200-300万 both are
    low, high = _amount(first, unit), _amount(last, unit)
    return Span(low, high) if low is not None and high is not None and 0 <= low <= high else None


def _amount(said: str, unit: str) -> float | None:
    found = _AMOUNT.fullmatch(said)
    factor = _factor((found[2] or "").replace(" ", ""), unit.replace(" ", "")) if found else None
    if found is None or factor is None:
        return None
    number = round(float(found[1]) * factor, 6)
    return number if abs(number) < LARGEST else None


def _factor(said: str, unit: str) -> float | None:
    """What a number with `said` behind it is multiplied by in a field of that unit."""
    if not said or unit.startswith(said) or any({said, unit} <= alike for alike in _ALIKE):
        return 1
    scaled = _SCALED.fullmatch(said)
    own = _SCALED.fullmatch(unit)
    if scaled is None:
        return None
    return _SCALES.get(scaled[1] or "", 1) / (_SCALES.get(own[1] or "", 1) if own else 1)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return _BETWEEN_THOUSANDS.sub("", plain.replace("，", ","))
