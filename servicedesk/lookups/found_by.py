"""Why a customer was found, and how well: what the call screen shows beside a name and sorts by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.rules.fragments import phone_fragments
from servicedesk.rules.phones import phone_digits
from servicedesk.rules.text import comparable
from servicedesk.store.queries.customers import EmailRow, PhoneRow, PremisesRow
from servicedesk.store.queries.search import CandidateRow

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[a-z]")
FEWEST_JOINED = 4
_GROUPS = re.compile("[0-9]+")
_LABELS = {
    "number": N_("customer number"),
    "ticket": N_("ticket number"),
    "phone": N_("phone"),
    "name": N_("name"),
    "pinyin": N_("pinyin"),
    "premises": N_("premises"),
    "email": N_("e-mail"),
    "tag": N_("tag"),
    "text": N_("other words"),
    "near": N_("written alike"),
    "former_name": N_("former name"),
    "former_phone": N_("former phone"),
    "former_premises": N_("former premises"),
}


class Rank(IntEnum):
    """How well a customer was found; the smallest comes first."""

    NUMBER = 0
    TICKET = 1
    PHONE = 2
    WHOLE = 3
    PHONE_TAIL = 4
    PHONE_PART = 5
    NAME_BEGINS = 6
    NAME = 7
    PINYIN = 8
    PREMISES_BEGIN = 9
    PREMISES = 10
    FORMER_WHOLE = 11
    FORMER = 12
    OTHER = 13
    NEAR = 14


class Reason(NamedTuple):
    """What of a customer matched: a code, and the phone, premises or address itself."""

    rank: Rank
    why: str
    matched: str = ""


class Asked(NamedTuple):
    """What was typed, and the numbers it may stand for."""

    text: str
    phone_numbers: tuple[str, ...] = ()
    number: int | None = None
    of_ticket: int | None = None


class Candidate(NamedTuple):
    """A customer who may be meant; phones and premises hold former ones too."""

    row: CandidateRow
    phones: list[PhoneRow]
    emails: list[EmailRow]
    premises: list[PremisesRow]
    former_names: list[str]


def why_label(why: str) -> str:
    """The reason as people see it."""
    return _(_LABELS[why])


def reason_for(asked: Asked, candidate: Candidate) -> Reason | None:
    """The best reason for a candidate, of several words the best word's; None where digits only met by chance."""
    if candidate.row.number == asked.number:
        return Reason(Rank.NUMBER, "number")
    if candidate.row.number == asked.of_ticket:
        return Reason(Rank.TICKET, "ticket")
    whole = comparable(asked.text)
    found = [*_exact_phones(asked, candidate), *_reasons(whole, candidate)]
    words = whole.split()
    if not found and len(words) > 1:
        found = [reason for word in words for reason in _reasons(word, candidate)]
    return min(found, default=None) or _left_over(whole, candidate)


def _exact_phones(asked: Asked, candidate: Candidate) -> Iterator[Reason]:
    for phone in candidate.phones:
        if phone.number in asked.phone_numbers:
            found = Reason(Rank.PHONE, "phone", phone.number)
            yield _before(found, whole=True) if phone.former else found


def _reasons(text: str, candidate: Candidate) -> Iterator[Reason]:
    yield from _by_name(text, comparable(candidate.row.name))
    for name in candidate.former_names:
        yield from map(_before, _by_name(text, comparable(name)))
    for phone in candidate.phones:
        found = _by_phone(text, phone)
        yield from map(_before, found) if phone.former else found
    for place in candidate.premises:
        there = _by_premises(text, place.text)
        yield from map(_before, there) if place.former else there
    for email in candidate.emails:
        if text in comparable(email.address):
            # li.na@... says as much of a Chinese name as its pinyin does
            begins = comparable(email.address).startswith(text)
            yield Reason(Rank.PINYIN if begins else Rank.OTHER, "email", email.address)
    for tag in candidate.row.tags:
        if text in tag:
            yield Reason(Rank.OTHER, "tag", tag)


def _before(reason: Reason, *, whole: bool = False) -> Reason:
    """What was so once comes after everything that is so."""
    rank = Rank.FORMER_WHOLE if whole or reason.rank == Rank.WHOLE else Rank.FORMER
    return Reason(rank, f"former_{reason.why}", reason.matched)


def _by_name(text: str, name: str) -> Iterator[Reason]:
    if text == name:
        yield Reason(Rank.WHOLE, "name")
    elif name.startswith(text):
        yield Reason(Rank.NAME_BEGINS, "name")
    elif text in name:
        yield Reason(Rank.NAME, "name")


def _by_phone(text: str, phone: PhoneRow) -> Iterator[Reason]:
    fragments = phone_fragments(text)
    if not fragments:
        return
    known = (phone_digits(phone.number), phone_digits(phone.raw))
    for digits in fragments:
        if any(number.endswith(digits) for number in known):
            yield Reason(Rank.PHONE_TAIL, "phone", phone.number)
        elif any(digits in number for number in known):
            yield Reason(Rank.PHONE_PART, "phone", phone.number)


def _by_premises(text: str, premises: str) -> Iterator[Reason]:
    place = comparable(premises)
    if text == place:
        yield Reason(Rank.WHOLE, "premises", premises)
    elif place.startswith(text) or _same_groups(text, place):
        yield Reason(Rank.PREMISES_BEGIN, "premises", premises)
    elif text in place:
        yield Reason(Rank.PREMISES, "premises", premises)


def _same_groups(text: str, place: str) -> bool:
    """Whether 3-2-50 and 3栋2单元501室 name the same place by their numbers, the last perhaps cut short, or all in one piece."""
    said, known = _GROUPS.findall(text), _GROUPS.findall(place)
    if len(said) < 2:
        return len(text) >= FEWEST_JOINED and len(known) > 1 and text == "".join(known)
    if len(said) > len(known):
        return False
    return known[: len(said) - 1] == said[:-1] and known[len(said) - 1].startswith(said[-1])


def _left_over(text: str, candidate: Candidate) -> Reason | None:
    """The index found it, and nothing that is shown holds the text: pinyin of a name, or a note."""
    if not _LETTER.search(text):
        return None
    if _LATIN.search(text) and not candidate.row.name.isascii():
        if candidate.former_names and not _is_spelt(text, candidate.row.name):
            return Reason(Rank.FORMER, "former_name")
        return Reason(Rank.PINYIN, "pinyin")
    return Reason(Rank.OTHER, "text")


def _is_spelt(text: str, name: str) -> bool:
    """Whether a name is written in Latin letters as the text begins; asked only where there is another it may be of."""
    from servicedesk.rules.names import name_keys

    keys = name_keys(name)
    return all(any(key.startswith(word) for key in keys) for word in text.split())
