"""Puts customers into the desk: files, phones, addresses, premises, and the event of each row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from servicedesk.operations.importing.customers.differences import OWN, Differences, said_values
from servicedesk.operations.importing.customers.files_known import KnownFile
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

    def create(self, row: IncomingCustomer, places: list[int]) -> int:
        """A new file; returns its number."""
        tags = f" {' '.join(row.tags)} " if row.tags else " "
        made = self._bulk.add(
            Customer, {**said_values(row), "tags": tags, "source": SOURCE, "created_at": self._now}
        )
        number = int(made.key[0])
        lists = self._lists(number, row.phones, row.emails, places, row.role, 0)
        own = [self._add_own(number, field, value) for field, value in row.own]
        self._record(number, [made, *lists, *own])
        return number

    def update(self, row: IncomingCustomer, known: KnownFile, found: Differences, places: list[int]) -> None:
        """What a row adds to a file; a name that changes is kept as a former one."""
        number, changes = known.number, []
        if found.values:
            before = {name: known.now[name] for name in found.values}
            changes.append(self._bulk.change(Customer, number, before, found.values))
        if "name" in found.values and known.now["name"]:
            changes.append(self._bulk.add(FormerName, {"customer_id": number, "name": known.now["name"]}))
        position = max(len(known.phones), len(known.emails), len(known.premises))
        changes += self._lists(number, found.phones, found.emails, places, row.role, position)
        changes += [self._set_own(known, field, value) for field, value in found.own.items()]
        self._record(number, changes, found.differs)

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
        places: list[int],
        role: str,
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
        as_what = {"role": role} if role else {}
        changes += [
            add(Occupancy, {**whose, **as_what, "premises_id": place, "position": at})
            for at, place in enumerate(places, position)
        ]
        return changes


class Rehearsal:
    """Gives numbers that no row ever has, and writes nothing."""

    keeps = False
    operation = None

    def __init__(self) -> None:
        self._last = 0

    def add_premises(self, _text: str) -> int:
        return self._next()

    def create(self, _row: IncomingCustomer, _places: list[int]) -> int:
        return self._next()

    def update(
        self, _row: IncomingCustomer, _known: KnownFile, _found: Differences, _places: list[int]
    ) -> None:
        pass

    def end_portion(self, _reader: Reader) -> None:
        pass

    def _next(self) -> int:
        self._last -= 1
        return self._last
