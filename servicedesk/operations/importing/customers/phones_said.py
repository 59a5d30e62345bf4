"""The phones in the cells of a list: several in one cell, numbers that a spreadsheet has spoilt, slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from servicedesk.i18n import _
from servicedesk.operations.customer_fields import phone_parts
from servicedesk.operations.importing.incoming import NOTHING
from servicedesk.problems import BadValue
from servicedesk.rules.phones import Phone, read_phone

_FEWEST_DIGITS = 7  # of a number that may stand beside another one without a comma
_SIDE_BY_SIDE = re.compile(r"\s*[/／|]\s*|\s+")
_MOBILES = re.compile(r"1[3-9][0-9](?:[ -]?[0-9]){8}")
_FACTORED = re.compile(r"([1-9])(?:\.([0-9]*))?E\+?([0-9]{1,2})", re.IGNORECASE)
_MOBILE_DIGITS = 11
_NEARLY_MOBILE = re.compile(r"(?:\+86)?1[3-9][0-9]{8}(?:[0-9]{2})?")
_TRAILING_SIGN = re.compile(r"[0-9]{7,}\s*[A-Za-z]")


def phones_said(texts: Iterable[str], region: str) -> list[Phone]:
    """Every number once. Raises BadValue on what is none."""
    read: dict[tuple[str, str], Phone] = {}
    for text in texts:
        for part in phone_parts(text):
            if part.lower() not in NOTHING:
                for phone in _numbers(part, region):
                    read.setdefault((phone.number, phone.extension), phone)
    return list(read.values())


def doubtful(phone: Phone, region: str) -> bool:
    """Whether a number looks mistyped: a Chinese mobile with a digit too few or too many, or with a letter behind it."""
    if _TRAILING_SIGN.fullmatch(phone.raw.strip()):
        return True
    return region == "CN" and not phone.extension and bool(_NEARLY_MOBILE.fullmatch(phone.number))


_read_phone = lru_cache(maxsize=10_000)(read_phone)


def _numbers(part: str, region: str) -> Iterator[Phone]:
    pieces = _SIDE_BY_SIDE.split(part)
    if len(pieces) > 1 and all(_digits(piece) >= _FEWEST_DIGITS for piece in pieces):
        yield from (_read_phone(piece, region) for piece in pieces)
        return
    if factored := _FACTORED.fullmatch(part):
        yield _read_phone(_unfactored(part, *factored.groups("")), region)
        return
    try:
        yield _read_phone(part, region)
    except BadValue:
        mobiles = _MOBILES.findall(part)
        if len(mobiles) < 2 or _MOBILES.sub("", part).strip(" /／|"):
            raise
        yield from (_read_phone(mobile, region) for mobile in mobiles)


def _unfactored(part: str, first: str, others: str, power: str) -> str:
    """`1.3700137222E+10` is still a number; of `1.37E+10` the end is lost. Raises BadValue."""
    if len(others) < int(power):
        raise BadValue(
            _(
                "A spreadsheet has cut the number {text} short: make the column text there and save it again"
            ).format(text=part)
        )
    return first + others[: int(power)]


def _digits(text: str) -> int:
    return sum(sign.isdecimal() for sign in text)
