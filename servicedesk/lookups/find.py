"""Finds the customer who is meant by any fragment: a name, its pinyin, a phone tail, premises, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.found_by import Asked, Candidate, Reason, reason_for, why_label
from servicedesk.lookups.near import near
from servicedesk.problems import BadValue
from servicedesk.rules.fragments import fragment_match, place_splits
from servicedesk.rules.numbers import narrow, read_marked_number
from servicedesk.rules.permissions import Permission
from servicedesk.rules.phones import looks_like_phone, phone_digits, read_phone, shown_phone
from servicedesk.rules.text import normalised
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_numbers
from servicedesk.store.queries.customers import (
    EMAIL_TEXT,
    EmailRow,
    PhoneRow,
    handles_of,
    phones_of,
    premises_of,
    premises_row,
)
from servicedesk.store.queries.merging import STAYS
from servicedesk.store.queries.search import (
    CANDIDATES,
    CANDIDATES_BY_SIGNS,
    CUSTOMER_OF_TICKET,
    CUSTOMERS_WITH_NUMBER,
    PLACES_WITH,
    candidate_row,
    candidates_of,
)

__all__ = ["Found", "find", "why_label"]

MOST_CANDIDATES = 200
_TITLE = re.compile(
    r"(?:先生|女士|小姐|太太|师傅|老师|经理|阿姨|同学|夫人)(?=\s|$)|\b(?:mr|mrs|ms|miss|dr|prof)\b\.?"
)


class Found(NamedTuple):
    """One line of the call screen; `why` says what matched, phone and premises are those that did."""

    number: int
    name: str
    phone: str
    premises: str
    role: str
    tier: str | None
    open_tickets: int
    last_contact_at: datetime | None
    archived: bool
    why: str

    @property
    def called(self) -> str:
        """The name, with what matched where that is so no longer: `Li Na (former name)`."""
        if not self.why.startswith("former_"):
            return self.name
        return _("{name} ({why})").format(name=self.name, why=why_label(self.why)).strip()


def find(desk: Desk, text: str, limit: int = 20) -> list[Found]:
    """Customers that a text may mean, best first: exact number, phone, name, pinyin, premises, the rest.

    Of equals the one last spoken to comes first. Of very common fragments the 200 best are ranked.
    """
    desk.require(Permission.VIEW)
    if not normalised(text):
        return []
    region = desk.firm.region
    with desk.store.reading() as reader:
        asked = _asked(reader, text, region)
        found = _found_by(reader, asked) or _without_title(reader, asked) or _near(reader, asked)
    ranked = sorted(found, key=_order)
    return [_found(reason, candidate, region) for reason, candidate in ranked[:limit]]


def _found_by(reader: Reader, asked: Asked) -> list[tuple[Reason, Candidate]]:
    reasons = [(reason_for(asked, one), one) for one in _candidates(reader, asked)]
    return [(reason, one) for reason, one in reasons if reason]


def _without_title(reader: Reader, asked: Asked) -> list[tuple[Reason, Candidate]]:
    """Whom a caller meant who says 王先生 or Mrs Lee."""
    bare = _TITLE.sub(" ", normalised(asked.text)).strip()
    return (
        _found_by(reader, asked._replace(text=bare)) if bare and _TITLE.search(normalised(asked.text)) else []
    )


def _near(reader: Reader, asked: Asked) -> list[tuple[Reason, Candidate]]:
    """Where nobody is found: those whom one slip of the finger hides."""
    reasons = near(reader, asked)
    return [(reasons[one.row.number], one) for one in _whole(reader, list(reasons))]


def _order(ranked: tuple[Reason, Candidate]) -> tuple[bool, int, float, int]:
    reason, candidate = ranked
    last = candidate.row.last_contact_at
    return candidate.row.archived, reason.rank, -(last.timestamp() if last else 0.0), candidate.row.number


def _asked(reader: Reader, text: str, region: str) -> Asked:
    sign, number = read_marked_number(text) or ("", None)
    of_ticket = None
    if number and sign != "C":
        rows = reader.rows(CUSTOMER_OF_TICKET, {"number": number})
        of_ticket = rows[0][0] if rows else None
    stays = reader.rows(STAYS, {"number": number}) if number and sign != "T" else []
    return Asked(
        text=text,
        phone_numbers=tuple(_phone_numbers(text, region)),
        number=stays[0][0] if stays else None,
        of_ticket=of_ticket,
    )


def _phone_numbers(text: str, region: str) -> Iterator[str]:
    """The whole numbers a text may be: compared as they are kept."""
    digits = phone_digits(text)
    if digits and re.fullmatch(r"[0-9 \-]+", narrow(text).strip()):
        yield digits
    if looks_like_phone(text):
        try:
            yield read_phone(text, region).number
        except BadValue:
            return


def _candidates(reader: Reader, asked: Asked) -> list[Candidate]:
    numbers = dict.fromkeys(_exact(reader, asked))
    match, text = fragment_match(asked.text), asked.text.strip()
    if match:
        found = reader.rows(
            CANDIDATES, {"match": match, "begins": _literal(text) + "%", "most": MOST_CANDIDATES}
        )
    else:
        found = reader.rows(CANDIDATES_BY_SIGNS, {"holds": f"%{_literal(text)}%", "most": MOST_CANDIDATES})
    numbers.update(dict.fromkeys(row[0] for row in found))
    numbers.update(dict.fromkeys(_in_one_piece(reader, text)))
    return _whole(reader, list(numbers))


def _in_one_piece(reader: Reader, text: str) -> Iterator[int]:
    """Who has to do with a flat whose numbers were typed without anything between them."""
    splits = place_splits(text)
    if splits:
        match = " OR ".join("(" + " AND ".join(f'"{part}"' for part in parts) + ")" for parts in splits)
        for number, place in reader.rows(PLACES_WITH, {"match": match, "most": MOST_CANDIDATES}):
            if "".join(re.findall("[0-9]+", place)) == normalised(text):
                yield number


def _literal(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _exact(reader: Reader, asked: Asked) -> Iterator[int]:
    yield from (number for number in (asked.number, asked.of_ticket) if number)
    for phone in asked.phone_numbers:
        rows = reader.rows(CUSTOMERS_WITH_NUMBER, {"number": phone, "most": MOST_CANDIDATES})
        yield from (row[0] for row in rows)


def _whole(reader: Reader, numbers: list[int]) -> list[Candidate]:
    names, params = bound_numbers(numbers)
    found = {
        row[0]: Candidate(candidate_row(row), [], [], [], [])
        for row in reader.rows(candidates_of(names), params)
    }
    for phone in map(PhoneRow._make, reader.rows(phones_of(names), params)):
        found[phone.customer_number].phones.append(phone)
    for number, what, text, *_order in reader.rows(handles_of(names), params):
        if what == EMAIL_TEXT:
            found[number].emails.append(EmailRow(number, text))
        else:
            found[number].former_names.append(text)
    for place in map(premises_row, reader.rows(premises_of(names), params)):
        found[place.customer_number].premises.append(place)
    return list(found.values())


def _found(reason: Reason, candidate: Candidate, region: str) -> Found:
    row = candidate.row
    phones = [phone.number for phone in candidate.phones if not phone.former]
    phone = reason.matched if reason.why == "phone" else next(iter(phones), "")
    places = {place.text: place.role for place in reversed(candidate.premises) if not place.former}
    place = reason.matched if reason.why == "premises" else next(reversed(places), "")
    return Found(
        number=row.number,
        name=row.name,
        phone=shown_phone(phone, region),
        premises=place,
        role=places.get(place, ""),
        tier=row.tier,
        open_tickets=row.open_tickets,
        last_contact_at=row.last_contact_at,
        archived=row.archived,
        why=reason.why,
    )
