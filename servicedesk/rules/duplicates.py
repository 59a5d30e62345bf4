"""Whether two customer files are of one person or firm: a score with its reasons, and what to compare at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.rules.blocks import candidates
from servicedesk.rules.likeness import (
    ONLY_A_PART,
    SAME_SOUND,
    firm_words,
    firms_alike,
    is_han,
    person_words,
    persons_alike,
    place_words,
    places_alike,
)
from servicedesk.rules.text import normalised

ONE_PERSON = 0.5
WORTH_A_LOOK = 0.35

REASONS = {
    "same_name": N_("same name"),
    "same_pinyin": N_("same pinyin"),
    "near_name": N_("near name"),
    "part_of_name": N_("part of the name"),
    "same_phone": N_("same phone"),
    "same_email": N_("same e-mail"),
    "same_premises": N_("same premises"),
    "near_premises": N_("near premises"),
    "same_birthday": N_("same birthday"),
    "near_birthday": N_("near birthday"),
}


class Portrait(NamedTuple):
    """What of a file tells whose it is, ready to be compared; made by `portrait`."""

    number: int
    name: str
    folded: str
    is_firm: bool
    words: tuple[str, ...]
    phones: frozenset[str]
    emails: frozenset[str]
    places: tuple[tuple[str, ...], ...]
    birthday: date | None


class Likeness(NamedTuple):
    """How likely two files are of one person, from 0 to 1, and why, as codes of `REASONS`."""

    score: float
    reasons: tuple[str, ...]


class Pair(NamedTuple):
    """Two files that look alike; the smaller number stands first."""

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


def portrait(
    number: int,
    name: str = "",
    *,
    kind: str = "person",
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    premises: Iterable[str] = (),
    birthday: date | None = None,
) -> Portrait:
    """A file as it is compared; phones as `rules.phones` keeps them, everything else as typed."""
    is_firm = kind == "company"
    places = (place_words(text) for text in premises)
    return Portrait(
        number,
        name,
        normalised(name),
        is_firm,
        (firm_words if is_firm else person_words)(name),
        frozenset(phones),
        frozenset(address.strip().casefold() for address in emails),
        tuple(dict.fromkeys(place for place in places if place)),
        birthday,
    )


def reason_words(reasons: Sequence[str]) -> str:
    """Reasons as people read them."""
    return _(", ").join(_(REASONS[reason]) for reason in reasons)


def likeness(one: Portrait, other: Portrait) -> Likeness:
    """How likely two files are of one person, each fact weighed for and against.

    One fact alone is never enough: families share phones and homes, and strangers names. A firm is told by its name.
    """
    name = _of_names(one, other)
    facts = [name, *_of_ways(one, other), _of_birthdays(one, other)]
    weight = _PRIOR + sum(weight for weight, _reason in facts)
    reasons = tuple(reason for _weight, reason in facts if reason)
    return Likeness(min(round(1 / (1 + math.exp(-weight)), 2), _SUREST), reasons)


_PRIOR = -4.0
_SUREST = 0.99  # no two files are of one person for certain
Fact = tuple[float, str]
_NOTHING: Fact = (0.0, "")


def _of_names(one: Portrait, other: Portrait) -> Fact:
    if not one.words or not other.words:
        return (1.5, "")
    if one.is_firm or other.is_firm:
        alike = firms_alike(_words_as_firm(one), _words_as_firm(other))
        if alike == 1:
            return (3.0, "same_name")
        return (2.5, "near_name") if alike > 0.8 else (0.0, "near_name") if alike > 0.65 else (-4.0, "")
    if one.folded == other.folded:
        return (3.0, "same_name")
    by_sound = is_han(one.folded) or is_han(other.folded)
    alike = persons_alike(one.words, other.words, by_sound=by_sound)
    if alike >= SAME_SOUND:
        return (2.7, "same_pinyin" if by_sound else "same_name")
    if alike > 0.8:
        return (2.2, "near_name")
    if alike > 0.65:
        return (1.2, "near_name")
    if alike == ONLY_A_PART:
        return (0.5, "part_of_name")
    shares_a_word = alike > 0.3 or not set(one.words).isdisjoint(other.words)
    return (-1.3, "") if alike > 0.5 else (-2.5, "") if shares_a_word else (-4.0, "")


def _words_as_firm(one: Portrait) -> tuple[str, ...]:
    return one.words if one.is_firm else firm_words(one.name)


def _of_ways(one: Portrait, other: Portrait) -> Iterator[Fact]:
    for mine, theirs, reason in (
        (one.phones, other.phones, "same_phone"),
        (one.emails, other.emails, "same_email"),
    ):
        if mine and theirs:
            yield (3.0, reason) if mine & theirs else (-0.5, "")
    if one.places and other.places:
        alike = max(places_alike(mine, theirs) for mine in one.places for theirs in other.places)
        if alike >= SAME_SOUND:
            yield (2.6, "same_premises")
        elif alike > 0.75:
            yield (2.2, "near_premises")
        elif alike > 0.6:
            yield (1.0, "near_premises")
        else:
            yield (-1.0, "")


def _of_birthdays(one: Portrait, other: Portrait) -> Fact:
    if one.birthday is None or other.birthday is None:
        return _NOTHING
    if one.birthday == other.birthday:
        return (4.5, "same_birthday")
    mine, theirs = one.birthday.isoformat(), other.birthday.isoformat()
    if sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1 or sorted(mine) == sorted(theirs):
        return (2.0, "near_birthday")
    return (-1.2, "")


def pairs(files: Sequence[Portrait], least: float = ONE_PERSON) -> list[Pair]:
    """Every two files that score at least so much, best first.

    Only files that share a key are compared (`rules.blocks`), so that the work grows with the files, not their square.
    """
    keyed = ((keys_of(file), file.words) for file in files)
    found = []
    for place, near in candidates(keyed):
        for other in near:
            one, two = sorted((files[place], files[other]), key=lambda file: file.number)
            score, reasons = likeness(one, two)
            if score >= least:
                found.append(Pair(one.number, two.number, score, reasons))
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def keys_of(file: Portrait) -> set[str]:
    """The keys of which two files of one person share at least one: what is not compared is never found.

    Names alone are no key, since a name alone never makes two files one.
    """
    found = {f"p{phone}" for phone in file.phones} | {f"e{address}" for address in file.emails}
    if file.birthday:
        found.add(f"b{file.birthday.isoformat()}")
    heads = {word[:3] for word in file.words}
    for place in file.places:
        numbers = "-".join(word for word in place if word.isdigit())
        parts = {numbers} | {word[:4] for word in place if not word.isdigit()}
        found.update(f"{head}/{part}" for head in heads for part in parts)
    return found
