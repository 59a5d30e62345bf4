"""Which customer file a row joins: by its number elsewhere, by phone when the name agrees, never by name alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.operations.importing.incoming import Person
from servicedesk.problems import BadValue
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import normalised
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_texts
from servicedesk.store.queries.imports import customers_known, customers_with_phones
from servicedesk.store.times import maybe_time


class Known(NamedTuple):
    """A customer file that a row may join."""

    number: int
    name: str
    external_id: str | None


class People:
    """The customer files that a file's rows speak of, those opened during this import included.

    A row with neither a number nor a phone has no file: its name stays on the ticket as the caller's.
    A phone without a name joins the only file with that phone, as `ticket new --phone` does.
    """

    def __init__(self) -> None:
        self._by_external_id: dict[str, Known] = {}
        self._by_phone: dict[str, list[Known]] = {}
        self.last_contact: dict[int, datetime | None] = {}
        self.names: dict[int, str] = {}

    def look_up(self, reader: Reader, people: Iterable[Person]) -> None:
        """Reads what the desk knows of these people."""
        wanted = list(people)
        ids = {person.external_id for person in wanted if person.external_id} - self._by_external_id.keys()
        for names, values in bound_texts(ids):
            for external_id, number, name, contact in reader.rows(customers_known(names), values):
                self._by_external_id[external_id] = Known(number, name, external_id)
                self._remember(number, name, maybe_time(contact))
        phones = {phone.number for person in wanted for phone in person.phones} - self._by_phone.keys()
        self._by_phone.update((phone, []) for phone in phones)
        for names, values in bound_texts(phones):
            for phone, number, name, contact, external_id in reader.rows(
                customers_with_phones(names), values
            ):
                self._by_phone[phone].append(Known(number, name, external_id))
                self._remember(number, name, maybe_time(contact))

    def find(self, person: Person) -> int | None:
        """The number of the file this person has. Raises BadValue where a phone alone names several."""
        if person.external_id in self._by_external_id:
            return self._by_external_id[person.external_id].number
        for phone in person.phones:
            sharing = self._by_phone.get(phone.number, [])
            if person.external_id:
                sharing = [known for known in sharing if known.external_id is None]
            same = [known for known in sharing if normalised(known.name) == normalised(person.name)]
            if same:
                return same[0].number
            if person.name or person.external_id or not sharing:
                continue
            if len(sharing) > 1:
                raise BadValue(
                    _("{count} customers share the number {phone}").format(
                        count=len(sharing), phone=shown_phone(phone.number)
                    )
                )
            return sharing[0].number
        return None

    def opened(self, number: int, person: Person, at: datetime) -> None:
        """Remembers a file that this import has opened."""
        known = Known(number, name_of(person), person.external_id or None)
        if person.external_id:
            self._by_external_id[person.external_id] = known
        for phone in person.phones:
            self._by_phone.setdefault(phone.number, []).append(known)
        self._remember(number, known.name, at)

    def _remember(self, number: int, name: str, contact: datetime | None) -> None:
        self.names[number] = name
        self.last_contact.setdefault(number, contact)


def has_file(person: Person) -> bool:
    """Whether so much is known of a person that a customer file can be kept."""
    return bool(person.external_id or person.phones)


def name_of(person: Person) -> str:
    """The name on a new file; where the file gives only a number of another system, that number."""
    return person.name or ("" if person.phones else person.external_id)
