"""Customers as rows: lists by query, the numbers of a list, pages of rows, and whole customer files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.own_fields import OwnField, read_own_fields
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.kept import from_json
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.customers import (
    CUSTOMERS,
    EMAIL_TEXT,
    FORMER_NAME,
    FROM_CUSTOMERS,
    SORTS,
    CustomerRow,
    EmailRow,
    OwnRow,
    PhoneRow,
    PremisesRow,
    customer_row,
    phones_of,
    premises_of,
    premises_row,
    texts_of,
)

if TYPE_CHECKING:
    from servicedesk.rules.query import Query
    from servicedesk.store.filters import Condition

__all__ = ["CustomerFile", "CustomerRow", "EmailRow", "OwnRow", "PhoneRow", "PremisesRow"]

MANY = 5_000


class CustomerFile(NamedTuple):
    """One customer with all phones, e-mails and premises, in the order in which they are kept; former premises last.

    `own` is what stands in the firm's own fields, in their order; by the former names and phones a file is only found.
    """

    row: CustomerRow
    phones: tuple[PhoneRow, ...]
    emails: tuple[EmailRow, ...]
    premises: tuple[PremisesRow, ...]
    own: tuple[OwnRow, ...] = ()
    former_names: tuple[str, ...] = ()
    former_phones: tuple[PhoneRow, ...] = ()

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def present_premises(self) -> tuple[PremisesRow, ...]:
        """Where the customer lives or works now."""
        return tuple(place for place in self.premises if not place.former)

    @property
    def preferences(self) -> dict[str, str]:
        """What the customer likes, name by name."""
        return {str(key): str(value) for key, value in from_json(self.row.preferences or "{}").items()}


def customers(
    desk: Desk, query: str | Query = "", *, sort: str = "name", limit: int | None = None
) -> list[CustomerRow]:
    """The customers a query means, without one all but the archived; every row unless `limit` says otherwise."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    sql = f"{CUSTOMERS}\nWHERE {where.sql}\nORDER BY {order_of(sort)}"
    params = dict(where.params)
    if limit is not None:
        sql, params["limit"] = sql + "\nLIMIT :limit", limit
    with desk.store.reading() as reader:
        return [customer_row(row) for row in reader.rows(sql, params)]


def count(desk: Desk, query: str | Query = "") -> int:
    """How many customers a query means."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    with desk.store.reading() as reader:
        return int(reader.rows(f"SELECT count(*){FROM_CUSTOMERS}\nWHERE {where.sql}", where.params)[0][0])


def numbers(desk: Desk, query: str | Query = "", *, sort: str = "name") -> array[int]:
    """The numbers of all customers a query means, in order: eight bytes each, for lists of any length."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    sql = f"SELECT c.id{FROM_CUSTOMERS}\nWHERE {where.sql}\nORDER BY {order_of(sort)}"
    with desk.store.reading() as reader:
        return reader.numbers(sql, where.params)


def by_numbers(desk: Desk, wanted: Sequence[int]) -> list[CustomerRow]:
    """The rows of some customers, in the order asked for; numbers that do not exist are left out."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return rows_of(reader, wanted)


def customer(desk: Desk, number: int) -> CustomerFile:
    """One customer's file. Raises NotFound."""
    found = files_by_numbers(desk, [number])
    if not found:
        raise no_customer(number)
    return found[0]


def files(
    desk: Desk, query: str | Query = "", *, sort: str = "name", limit: int | None = None
) -> list[CustomerFile]:
    """As `customers`, each with all phones, e-mails and premises."""
    rows = customers(desk, query, sort=sort, limit=limit)
    with desk.store.reading() as reader:
        return files_of(reader, rows)


def files_by_numbers(desk: Desk, wanted: Sequence[int]) -> list[CustomerFile]:
    """As `by_numbers`, each with all phones, e-mails and premises."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return files_of(reader, rows_of(reader, wanted))


def rows_of(reader: Reader, wanted: Sequence[int]) -> list[CustomerRow]:
    """The rows of some customers, in the order asked for."""
    rows: dict[int, CustomerRow] = {}
    for portion in in_portions(wanted):
        names, params = bound_numbers(portion)
        found = reader.rows(f"{CUSTOMERS}\nWHERE c.id IN ({names})", params)
        rows.update((row[0], customer_row(row)) for row in found)
    return [rows[number] for number in wanted if number in rows]


def files_of(reader: Reader, rows: Iterable[CustomerRow]) -> list[CustomerFile]:
    """The whole files of some rows, in their order."""
    kept = list(rows)
    phones: dict[int, list[PhoneRow]] = {}
    emails: dict[int, list[EmailRow]] = {}
    own: dict[int, list[OwnRow]] = {}
    names_before: dict[int, list[str]] = {}
    known: dict[int, OwnField] = {}
    premises: dict[int, list[PremisesRow]] = {}
    for names, params in _asked_for([row.number for row in kept]):
        for phone in map(PhoneRow._make, reader.rows(phones_of(names), params)):
            phones.setdefault(phone.customer_number, []).append(phone)
        for number, what, text, field, *_order in reader.rows(texts_of(names), params):
            if what == EMAIL_TEXT:
                emails.setdefault(number, []).append(EmailRow(number, text))
            elif what == FORMER_NAME:
                names_before.setdefault(number, []).append(text)
            else:
                known = known or {one.id: one for one in read_own_fields(reader)}
                own.setdefault(number, []).append(OwnRow(number, known[field], text))
        for place in map(premises_row, reader.rows(premises_of(names), params)):
            premises.setdefault(place.customer_number, []).append(place)
    return [
        CustomerFile(
            row,
            tuple(phone for phone in phones.get(row.number, ()) if not phone.former),
            tuple(emails.get(row.number, ())),
            tuple(premises.get(row.number, ())),
            tuple(own.get(row.number, ())),
            tuple(dict.fromkeys(names_before.get(row.number, ()))),
            _former(phones.get(row.number, ())),
        )
        for row in kept
    ]


def _former(phones: Iterable[PhoneRow]) -> tuple[PhoneRow, ...]:
    """The numbers that were given up, each once; not one that another row of the file still has."""
    known = {(phone.number, phone.extension): phone for phone in reversed(list(phones))}
    return tuple(phone for phone in reversed(known.values()) if phone.former)


def _asked_for(wanted: Sequence[int]) -> Iterator[tuple[str, dict[str, object]]]:
    """What stands in `IN (...)`; of very many customers the whole table is read at once."""
    if len(wanted) > MANY:
        return iter([("SELECT id FROM customer", {})])
    return (bound_numbers(portion) for portion in in_portions(wanted))


def condition(desk: Desk, query: str | Query) -> Condition:
    """The WHERE of a query for whoever asks. Raises BadValue on a query that cannot be read."""
    from servicedesk.lookups.customer_query import asks_own, query_fields
    from servicedesk.lookups.own_fields import fields_in_use
    from servicedesk.rules.query import parse
    from servicedesk.store.customer_filters import customer_condition
    from servicedesk.store.filters import Asker

    read = parse(query, query_fields(desk)) if isinstance(query, str) else query
    own = fields_in_use(desk) if asks_own(read) else ()
    return customer_condition(read, Asker(desk.local(desk.now()), desk.actor.id, desk.actor.team), own)


def order_of(sort: str) -> str:
    """The ORDER BY of a sort key. Raises BadValue naming the known ones."""
    if sort not in SORTS:
        raise BadValue(
            _("Customers cannot be sorted by {key}").format(key=sort),
            _("Known are: {names}").format(names=", ".join(SORTS)),
        )
    return SORTS[sort]


def no_customer(number: int) -> NotFound:
    """The problem of a number that no customer has."""
    return NotFound(
        _("There is no customer {number}").format(number=number), _("See: servicedesk customer find TEXT")
    )
