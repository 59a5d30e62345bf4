"""Puts customers into the desk: files, phones, addresses, premises, and the event of each row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from servicedesk.operations.importing.customers.differences import OWN, Differences, said_values
from servicedesk.operations.importing.customers.files_known import KnownFile, Stay
from servicedesk.operations.importing.customers.incoming import IncomingCustomer
from servicedesk.operations.indexing import index_customers_again
from servicedesk.rules.own_fields import OwnValue
from servicedesk.rules.phones import Phone as ReadPhone
from servicedesk.store.bulk import Bulk
from servicedesk.store.changes import RowChange
from servicedesk.store.database import Reader
from servicedesk.store.tables import Customer, Email, Occupancy, Phone, Premises
from servicedesk.store.tables.own_fields import CustomerField
from servicedesk.store.tables.sameness import FormerName

SOURCE = "import"
USUAL_ROLE = "owner"


class Writer:
    """Writes rows through `Bulk`: the same events and search words as operations one by one."""

    keeps = True

    def __init__(self, bulk: Bulk, now: datetime, file: str) -> None:
        self._bulk, self._now, self._file = bulk, now, file
        self._own_rows: dict[tuple[int, int], int] = {}  # of files made or filled by this import
        self._written: list[int] = []
        self._places: list[RowChange] = []

    @property
    def operation(self) -> int | None:
        return self._bulk.operation

    def add_premises(self, text: str) -> int:
        """New premises; the next row's event tells of them. Returns their number."""
        made = self._bulk.add(Premises, {"text": text})
        self._places.append(made)
        return int(made.key[0])

    def create(self, row: IncomingCustomer, places: list[int]) -> tuple[int, dict[int, Stay]]:
        """A new file; returns its number and the stays in its premises."""
        tags = f" {' '.join(row.tags)} " if row.tags else " "
        made = self._bulk.add(
            Customer, {**said_values(row), "tags": tags, "source": SOURCE, "created_at": self._now}
        )
        number = int(made.key[0])
        lists = self._lists(number, row.phones, row.emails, 0)
        stays = self._stays(number, places, row.role, 0)
        own = [self._add_own(number, field, value) for field, value in row.own]
        self._record(number, [made, *lists, *stays, *own])
        return number, _by_place(stays)

    def update(
        self, row: IncomingCustomer, known: KnownFile, found: Differences, places: list[int]
    ) -> dict[int, Stay]:
        """What a row adds to a file; a name that changes is kept as a former one. Returns the stays that are new."""
        number, changes = known.number, []
        if found.values:
            before = {name: known.now[name] for name in found.values}
            changes.append(self._bulk.change(Customer, number, before, found.values))
        if "name" in found.values and known.now["name"]:
            changes.append(self._bulk.add(FormerName, {"customer_id": number, "name": known.now["name"]}))
        position = max(len(known.phones), len(known.emails), len(known.premises))
        changes += self._lists(number, found.phones, found.emails, position)
        stays = self._stays(number, places, row.role, position)
        changes += [*stays, *(self._set_role(known, place, role) for place, role in found.roles.items())]
        changes += [self._set_own(known, field, value) for field, value in found.own.items()]
        self._record(number, changes, found.differs)
        return _by_place(stays)

    def end_portion(self, reader: Reader) -> None:
        """Sends what was gathered to the store, and finds the files by their new words."""
        self._bulk.flush()
        index_customers_again(self._bulk, reader, self._written)
        self._written = []

    def _set_own(self, known: KnownFile, field: int, value: OwnValue) -> RowChange:
        """A value in one of the firm's own fields, in the row that it has."""
        number, name = known.number, f"{OWN}{field}"
        row = known.own_rows.get(name) or self._own_rows.get((number, field))
        if row is None:
            return self._add_own(number, field, value)
        whose = {"customer_id": number, "field_id": field}
        before = {**whose, "value": known.now[name]}
        after = {**whose, "value": value.text, "low": value.low, "high": value.high}
        return self._bulk.change(CustomerField, row, before, after, silently=True)

    def _add_own(self, number: int, field: int, value: OwnValue) -> RowChange:
        columns = {"value": value.text, "low": value.low, "high": value.high}
        made = self._bulk.add(CustomerField, {"customer_id": number, "field_id": field, **columns})
        self._own_rows[number, field] = int(made.key[0])
        return made

    def _record(self, number: int, changes: list[RowChange], differs: dict[str, Any] | None = None) -> None:
        """The event names the file, so that each value tells from where it is."""
        facts: dict[str, Any] = {"file": self._file, **({"differs": differs} if differs else {})}
        self._bulk.event("customer.imported", [*self._places, *changes], customer_id=number, **facts)
        self._places = []
        self._written.append(number)

    def _lists(
        self,
        number: int,
        phones: tuple[ReadPhone, ...] | list[ReadPhone],
        emails: tuple[str, ...] | list[str],
        position: int,
    ) -> list[RowChange]:
        add, whose = self._bulk.add, {"customer_id": number}
        changes = [
            add(Phone, {**phone._asdict(), **whose, "position": at})
            for at, phone in enumerate(phones, position)
        ]
        changes += [
            add(Email, {**whose, "address": email, "position": at})
            for at, email in enumerate(emails, position)
        ]
        return changes

    def _stays(self, number: int, places: list[int], role: str, position: int) -> list[RowChange]:
        values = {"customer_id": number, "role": role or USUAL_ROLE}
        return [
            self._bulk.add(Occupancy, {**values, "premises_id": place, "position": at})
            for at, place in enumerate(places, position)
        ]

    def _set_role(self, known: KnownFile, place: int, role: str) -> RowChange:
        stay = known.premises[place]
        whose = {"customer_id": known.number, "premises_id": place}
        before, after = {**whose, "role": stay.role}, {**whose, "role": role}
        return self._bulk.change(Occupancy, stay.number, before, after, silently=True)


def _by_place(stays: list[RowChange]) -> dict[int, Stay]:
    told = ((int(made.key[0]), made.after or {}) for made in stays)
    return {values["premises_id"]: Stay(number, values["role"]) for number, values in told}


class Rehearsal:
    """Gives numbers that no row ever has, and writes nothing."""

    keeps = False
    operation = None

    def __init__(self) -> None:
        self._last = 0

    def add_premises(self, _text: str) -> int:
        return self._next()

    def create(self, row: IncomingCustomer, places: list[int]) -> tuple[int, dict[int, Stay]]:
        return self._next(), self._stays(row, places)

    def update(
        self, row: IncomingCustomer, _known: KnownFile, _found: Differences, places: list[int]
    ) -> dict[int, Stay]:
        return self._stays(row, places)

    def end_portion(self, _reader: Reader) -> None:
        pass

    def _stays(self, row: IncomingCustomer, places: list[int]) -> dict[int, Stay]:
        return {place: Stay(self._next(), row.role or USUAL_ROLE) for place in places}

    def _next(self) -> int:
        self._last -= 1
        return self._last
