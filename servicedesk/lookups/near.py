"""Who may be meant when nobody is found: one letter or digit is wrong, or a name is written with other characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicedesk.lookups.found_by import Asked, Rank, Reason
from servicedesk.rules.fragments import phone_fragments
from servicedesk.rules.nearness import SHORTEST, holds_near, is_near, nearest
from servicedesk.rules.phones import phone_digits
from servicedesk.rules.text import comparable
from servicedesk.store.database import Reader
from servicedesk.store.queries.search import (
    NAMES_WITH,
    PHONES_BETWEEN,
    PHONES_ENDING,
    PLACES_WITH,
    begin_words,
    words_like,
)

MOST = 20
FEWEST_DIGITS = 7
FEWEST_CHARACTERS, MOST_CHARACTERS = 3, 8
_LATIN = re.compile("[a-z]+")
_HAN = re.compile("[\u3400-\u9fff]{2,}")


def near(reader: Reader, asked: Asked) -> dict[int, Reason]:
    """The customers that one slip hides, each with what it is near to; for a text that finds nobody."""
    text = comparable(asked.text)
    if phone_fragments(text):
        return dict(_by_phone(reader, asked, phone_digits(text)))
    if _HAN.search(text):
        return dict([*_by_characters(reader, text), *_by_sound(reader, text), *_by_groups(reader, text)])
    return dict(_by_letters(reader, text))


def _by_phone(reader: Reader, asked: Asked, digits: str) -> Iterator[tuple[int, Reason]]:
    """One half of the number is right: its beginning or its end."""
    numbers = asked.phone_numbers or (digits,)
    if len(digits) < FEWEST_DIGITS:
        return
    for number in numbers:
        half = number[: len(number) // 2 + 1]
        bounds = {"first": half, "beyond": half + "\uffff", "most": 50 * MOST}
        ending = {"match": f'"{number[-(len(digits) // 2) :]}" *', "most": 50 * MOST}
        for customer, found in (*reader.rows(PHONES_BETWEEN, bounds), *reader.rows(PHONES_ENDING, ending)):
            if is_near(number, found):
                yield customer, Reason(Rank.NEAR, "phone", found)


def _by_characters(reader: Reader, text: str) -> Iterator[tuple[int, Reason]]:
    """In a name of three and more characters all but one are right."""
    name = "".join(text.split())
    if not FEWEST_CHARACTERS <= len(name) <= MOST_CHARACTERS or not _HAN.fullmatch(name):
        return
    others = (name[:at] + name[at + 1 :] for at in range(len(name)))
    match = " OR ".join("(" + " AND ".join(f'"{sign}"' for sign in rest) + ")" for rest in others)
    for number, known in reader.rows(NAMES_WITH, {"match": match, "most": 10 * MOST}):
        if holds_near(comparable(known), name):
            yield number, Reason(Rank.NEAR, "near", known)


def _by_sound(reader: Reader, text: str) -> Iterator[tuple[int, Reason]]:
    """Other characters that are spoken alike."""
    from servicedesk.rules.names import name_syllables

    spoken = "".join(name_syllables("".join(text.split())))
    if spoken:
        for number, known in reader.rows(NAMES_WITH, {"match": f'"{spoken}"', "most": MOST}):
            yield number, Reason(Rank.NEAR, "pinyin", known)


def _by_groups(reader: Reader, text: str) -> Iterator[tuple[int, Reason]]:
    """Premises written otherwise: 3栋2单元501 for 3-2-501."""
    groups = re.findall("[0-9]+", text)
    if len(groups) < 2:
        return
    match = " AND ".join(f'"{group}"' for group in groups)
    for number, place in reader.rows(PLACES_WITH, {"match": match, "most": 10 * MOST}):
        if re.findall("[0-9]+", place) == groups:
            yield number, Reason(Rank.PREMISES, "premises", place)


def _by_letters(reader: Reader, text: str) -> Iterator[tuple[int, Reason]]:
    """Each word that nobody is found by is taken for the known words next to it."""
    words = [word for word in text.split() if _LATIN.fullmatch(word)]
    if not any(len(word) >= SHORTEST for word in words):
        return
    begin_words(reader)
    either = []
    for word in words:
        known = nearest(word, words_like(reader, len(word)), MOST) if len(word) >= SHORTEST else []
        either.append(" OR ".join(f'"{one}" *' for one in known or [word]))
    match = " AND ".join(f"({words})" for words in either)
    for number, known in reader.rows(NAMES_WITH, {"match": match, "most": MOST}):
        yield number, Reason(Rank.NEAR, "near", known)
