"""The customer files that the rows of a list may be: found by number elsewhere, by phone or e-mail with the same name.

Households share a phone, so a phone says nothing alone; a name alone says nothing either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from servicedesk.operations.importing.customers.incoming import IncomingCustomer
from servicedesk.rules.text import normalised
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_numbers, bound_texts, in_portions
from servicedesk.store.queries.customer_imports import (
    COLUMNS,
    files_by_email,
    files_by_external_id,
    files_by_phone,
    files_with_numbers,
    imported_values,
    lists_of,
)


class Stay(NamedTuple):
    """As what somebody has to do with premises, and the number of the row that says it."""

    number: int
    role: str


@dataclass
class KnownFile:
    """A file as it stands now, with what earlier imports wrote to it; values as the store keeps them.

    What stands in a field of the firm's own goes by `own:` and its number; `own_rows` are the rows. `confirmed` are the
    names of what the customer confirmed.
    """

    number: int
    now: dict[str, Any]
    then: dict[str, Any] = field(default_factory=dict)
    phones: set[tuple[str, str]] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    premises: dict[int, Stay] = field(default_factory=dict)
    own_rows: dict[str, int] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)


class Found(NamedTuple):
    """A file that a row is of, and by what it was found: `external_id`, `phone` or `email`."""

    number: int
    by: str


class FilesKnown:
    """Who has which number, phone and address; files opened during the import included."""

    def __init__(self) -> None:
        self._by_external_id: dict[str, int] = {}
        self._by_phone: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self._by_email: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self._numbered: set[int] = set()

    def look_up(self, reader: Reader, incoming: Iterable[IncomingCustomer]) -> None:
        """Reads whom the desk knows of these."""
        rows = list(incoming)
        ids = {row.external_id for row in rows if row.external_id} - self._by_external_id.keys()
        for names, values in bound_texts(ids):
            self._by_external_id.update(reader.rows(files_by_external_id(names), values))
        phones = {phone.number for row in rows for phone in row.phones} - self._by_phone.keys()
        self._by_phone.update((phone, {}) for phone in phones)
        for names, values in bound_texts(phones):
            for phone, number, name, external_id in reader.rows(files_by_phone(names), values):
                self._remember(self._by_phone[phone], number, name, external_id)
        emails = {email.casefold() for row in rows for email in row.emails} - self._by_email.keys()
        self._by_email.update((email, {}) for email in emails)
        for names, values in bound_texts(emails):
            for email, number, name, external_id in reader.rows(files_by_email(names), values):
                self._remember(self._by_email[email], number, name, external_id)

    def find(self, row: IncomingCustomer) -> Found | None:
        """The file a row is of; with another number elsewhere it is another customer."""
        if row.external_id in self._by_external_id:
            return Found(self._by_external_id[row.external_id], "external_id")
        name = normalised(row.name)
        sharing = [(self._by_phone.get(phone.number, {}), "phone") for phone in row.phones]
        sharing += [(self._by_email.get(email.casefold(), {}), "email") for email in row.emails]
        for files, by in sharing:
            for number, known_as in files.items():
                if known_as == name and not (row.external_id and number in self._numbered):
                    return Found(number, by)
        return None

    def opened(self, number: int, row: IncomingCustomer) -> None:
        """Remembers what this import has written to a file."""
        if row.external_id:
            self._by_external_id[row.external_id] = number
        for phone in row.phones:
            self._remember(self._by_phone[phone.number], number, row.name, row.external_id)
        for email in row.emails:
            self._remember(self._by_email[email.casefold()], number, row.name, row.external_id)

    def _remember(self, files: dict[int, str], number: int, name: str, external_id: str | None) -> None:
        files[number] = normalised(name)
        if external_id:
            self._numbered.add(number)


def files_standing(reader: Reader, wanted: Iterable[int]) -> dict[int, KnownFile]:
    """Some files as they stand now, by number."""
    files: dict[int, KnownFile] = {}
    for portion in in_portions(list(wanted)):
        names, values = bound_numbers(portion)
        for row in reader.rows(files_with_numbers(names), values):
            now = dict(zip(COLUMNS, row, strict=True))
            confirmed = {name for name in ("name", "birthday") if now[f"{name}_verified_at"]}
            files[now["id"]] = KnownFile(now["id"], now, confirmed=confirmed)
        for number, kind, value, more in reader.rows(lists_of(names), values):
            if kind == "phone":
                files[number].phones.add((value, more))
            elif kind == "email":
                files[number].emails.add(value.casefold())
            elif kind == "own":
                _remember_own(files[number], value, more)
            else:
                role, stay = more.split()
                files[number].premises[int(value)] = Stay(int(stay), role)
        for number, then in imported_values(reader, names, values):
            files[number].then.update(then)
    return files


def _remember_own(file: KnownFile, value: str, more: str) -> None:
    own, row, is_confirmed = more.split()
    name = f"own:{own}"
    file.now[name], file.own_rows[name] = value, int(row)
    if is_confirmed == "1":
        file.confirmed.add(name)
