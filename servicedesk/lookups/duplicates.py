"""Files that may be of one person: a scan of the whole desk, and a look while a new file is being typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer
from servicedesk.problems import BadValue
from servicedesk.rules.duplicates import ONE_PERSON, WORTH_A_LOOK, Portrait, likeness, pairs, portrait
from servicedesk.rules.fragments import fragment_match
from servicedesk.rules.permissions import Permission
from servicedesk.rules.phones import read_phone
from servicedesk.rules.text import match_expression
from servicedesk.store.database import Params, Reader
from servicedesk.store.kept import maybe_day
from servicedesk.store.queries.bound import bound_numbers, bound_texts
from servicedesk.store.queries.duplicates import (
    EMAILS,
    FILES,
    FOUND_BY_WORDS,
    JOINED,
    KNOWN_APART,
    PHONES,
    PLACES,
    files_of,
    of_files,
    with_email,
    with_phone,
)

__all__ = [
    "ONE_PERSON",
    "WORTH_A_LOOK",
    "Alike",
    "Duplicate",
    "Side",
    "Typed",
    "alike_to",
    "duplicates",
    "like",
    "still_open",
]

MOST_CANDIDATES = 100


class Side(NamedTuple):
    """One of two files that look alike."""

    number: int
    name: str


class Duplicate(NamedTuple):
    """Two files that look alike, from 0 to 1; `reasons` are codes of `rules.duplicates`."""

    a: Side
    b: Side
    score: float
    reasons: tuple[str, ...]


class Typed(NamedTuple):
    """What was typed of a new file so far, each part as typed."""

    name: str = ""
    kind: str = "person"
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    premises: Sequence[str] = ()
    birthday: date | None = None


class Alike(NamedTuple):
    """A file that may be of the person who is being typed."""

    number: int
    name: str
    score: float
    reasons: tuple[str, ...]


def duplicates(desk: Desk, *, least: float = ONE_PERSON) -> list[Duplicate]:
    """Every two files that score at least so much, best first; not those known apart, joined or erased."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        files = _portraits(reader, reader.rows(FILES))
        apart = _known_apart(reader)
    sides = {file.number: Side(file.number, file.name) for file in files}
    return [
        Duplicate(sides[pair.first], sides[pair.second], pair.score, pair.reasons)
        for pair in pairs(files, least)
        if (pair.first, pair.second) not in apart
    ]


def still_open(desk: Desk, found: Sequence[Duplicate]) -> list[Duplicate]:
    """Those of the pairs that nobody joined or told apart since they were found; much cheaper than a new scan."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        apart = _known_apart(reader)
        joined = {number for number, _into in reader.rows(JOINED)}
    return [
        pair
        for pair in found
        if joined.isdisjoint((pair.a.number, pair.b.number)) and (pair.a.number, pair.b.number) not in apart
    ]


def like(desk: Desk, typed: Typed, *, least: float = ONE_PERSON, limit: int = 3) -> list[Alike]:
    """The files that may be of the person being typed, likeliest first."""
    desk.require(Permission.VIEW)
    phones = tuple(_numbers(typed.phones, desk.firm.region))
    new = portrait(
        0,
        typed.name,
        kind=typed.kind,
        phones=phones,
        emails=typed.emails,
        premises=typed.premises,
        birthday=typed.birthday,
    )
    with desk.store.reading() as reader:
        numbers = sorted(_candidates(reader, typed, new))
        names, params = bound_numbers(numbers)
        files = _portraits(reader, reader.rows(files_of(names), params), names, params)
    found = [Alike(file.number, file.name, *likeness(new, file)) for file in files]
    likely = [one for one in found if one.score >= least]
    return sorted(likely, key=lambda one: (-one.score, one.number))[:limit]


def alike_to(desk: Desk, number: int) -> list[Alike]:
    """The other files that may be of the same person as this one, likeliest first. Raises NotFound."""
    file = customer(desk, number)
    typed = Typed(
        file.row.name,
        file.row.kind,
        [phone.raw for phone in file.phones],
        [email.address for email in file.emails],
        [place.text for place in file.premises],
        file.row.birthday,
    )
    with desk.store.reading() as reader:
        apart = _known_apart(reader)
    found = like(desk, typed, limit=MOST_CANDIDATES)
    known = {number, *(sum(pair) - number for pair in apart if number in pair)}
    return [one for one in found if one.number not in known]


def _portraits(
    reader: Reader, rows: Sequence[tuple[Any, ...]], names: str = "", params: Params | None = None
) -> list[Portrait]:
    """The files of some rows as they are compared; all files without the names of numbers."""
    kept: list[dict[int, list[str]]] = []
    for select in (PHONES, EMAILS, PLACES):
        parts: dict[int, list[str]] = defaultdict(list)
        for number, part in reader.rows(of_files(select, names) if params else select, params):
            parts[number].append(part)
        kept.append(parts)
    phones, emails, places = kept
    return [
        portrait(
            number,
            name,
            kind=kind,
            phones=phones.get(number, ()),
            emails=emails.get(number, ()),
            premises=places.get(number, ()),
            birthday=maybe_day(birthday),
        )
        for number, name, kind, birthday in rows
    ]


def _known_apart(reader: Reader) -> set[tuple[int, int]]:
    """The pairs that somebody told apart; what was said of a file holds for the one it was joined into."""
    into: dict[int, int] = dict(reader.rows(JOINED))
    apart = set()
    for pair in reader.rows(KNOWN_APART):
        first, second = sorted(_root(into, number) for number in pair)
        apart.add((first, second))
    return apart


def _root(into: Mapping[int, int], number: int) -> int:
    while number in into:
        number = into[number]
    return number


def _numbers(said: Sequence[str], region: str) -> Iterator[str]:
    for text in said:
        try:
            yield read_phone(text, region).number
        except BadValue:
            continue


def _candidates(reader: Reader, typed: Typed, new: Portrait) -> set[int]:
    """Files that share a number, an address, the name by its sound, or the premises."""
    found: set[int] = set()
    for texts, select in ((new.phones, with_phone), (new.emails, with_email)):
        for names, params in bound_texts(texts):
            rows = reader.rows(select(names), {**params, "most": MOST_CANDIDATES})
            found.update(number for (number,) in rows)
    matches = [match_expression(text) for text in typed.premises]
    matches.append(fragment_match(typed.name))
    if len(new.words) > 1:
        matches.append(" AND ".join(f'"{word}"' for word in new.words))
    for match in filter(None, matches):
        rows = reader.rows(FOUND_BY_WORDS, {"match": match, "most": MOST_CANDIDATES})
        found.update(number for (number,) in rows)
    return found
