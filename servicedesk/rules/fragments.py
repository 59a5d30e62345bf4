"""Any fragment of a name, a phone or premises, as what the search index matches and numbers are compared by."""

from __future__ import annotations

import re
from functools import lru_cache

from servicedesk.rules.phones import phone_digits
from servicedesk.rules.text import normalised, search_words

_PHONE_LIKE = re.compile(r"\+?[0-9][0-9 ().\-]*")
_LEADING_GROUP = re.compile(r"[0-9]+")
FEWEST_JOINED_DIGITS = 7
FEWEST_LEADING_DIGITS = 3


@lru_cache(maxsize=100)  # one text is compared with the phones of many people
def phone_fragments(text: str) -> tuple[str, ...]:
    """The digits by which numbers are compared when a text may be a part of one; else nothing.

    Short groups such as 3-2-501 are premises. A leading 0 is what people dial at home before a full number.
    """
    folded = normalised(text)
    found = _LEADING_GROUP.search(folded)
    if not found or not _PHONE_LIKE.fullmatch(folded):
        return ()
    digits = phone_digits(folded)
    grouped = not folded.lstrip("+").isdecimal()
    if grouped and len(found[0]) < FEWEST_LEADING_DIGITS and len(digits) < FEWEST_JOINED_DIGITS:
        return ()
    if len(digits) >= FEWEST_LEADING_DIGITS and re.match("0[1-9]", digits):
        return (digits, digits[1:])
    return (digits,) if len(digits) > 1 else ()


def place_splits(text: str) -> list[tuple[str, ...]]:
    """The ways in which digits typed in one piece may be a flat: 91602 as 9-1-602, 91-602 and the like; else none."""
    digits = normalised(text)
    if not re.fullmatch("[0-9]{4,7}", digits):
        return []
    ends = range(1, len(digits) - 1)
    return [(digits[:at], digits[at:]) for at in ends] + [
        (digits[:at], digits[at:then], digits[then:])
        for at in ends
        for then in range(at + 1, len(digits) - 1)
    ]


def fragment_match(text: str) -> str:
    """The FTS5 expression for any fragment of a name, phone or premises; empty when nothing can be found.

    A lone letter or digit, and a short group of digits before others, are whole words: as beginnings they
    would stand for nearly every customer.
    """
    words = search_words(text)
    if not words:
        return ""
    pieces = [
        f'"{word.text}" *' if word.prefix and _tells(word.text, at == len(words) - 1) else f'"{word.text}"'
        for at, word in enumerate(words)
    ]
    if len(words) == 1 and len(words[0].text) == 1:
        pieces = [f'"{words[0].text}"']
    either = [" AND ".join(pieces)]
    either += [f'"{digits}" *' for digits in phone_fragments(text)]
    return " OR ".join(f"({piece})" for piece in dict.fromkeys(either))


def _tells(word: str, last: bool) -> bool:
    return last or not word.isdecimal() or len(word) >= FEWEST_LEADING_DIGITS
