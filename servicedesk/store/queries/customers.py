"""Customers as rows: the list, one file, its phones and premises, and who has a number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from servicedesk.rules.own_fields import OwnField, shown
from servicedesk.store.kept import maybe_day
from servicedesk.store.times import from_stored, maybe_time


class CustomerRow(NamedTuple):
    """One line of any customer list. `phone` and `premises` are the first of each."""

    number: int
    external_id: str | None
    name: str
    kind: str
    stage: str
    tier: str | None
    birthday: date | None
    preferred_channel: str | None
    best_time: str
    do_not: str
    opt_outs: tuple[str, ...]
    preferences: str
    tags: tuple[str, ...]
    source: str
    note: str
    created_at: datetime
    last_contact_at: datetime | None
    archived: bool
    version: int
    phone: str | None
    premises: str | None
    open_tickets: int
    since: date | None
    heard_of_us: str
    referred_by: int | None
    referred_by_name: str | None


class PhoneRow(NamedTuple):
    customer_number: int
    number: str
    raw: str
    extension: str
    former: int = 0  # not theirs any more: found by it, never rung


class EmailRow(NamedTuple):
    customer_number: int
    address: str


class OwnRow(NamedTuple):
    """What a file says in a field of the firm's own, with what is needed to show it."""

    customer_number: int
    field: OwnField
    text: str

    @property
    def shown(self) -> str:
        """The value for people, in the language in use."""
        return shown(self.field, self.text)


class PremisesRow(NamedTuple):
    customer_number: int
    premises_id: int
    text: str
    role: str
    note: str
    since: date | None = None
    until: date | None = None

    @property
    def former(self) -> bool:
        """Whether the customer has left the place."""
        return self.until is not None


FROM_CUSTOMERS = "\nFROM customer AS c"
# Who sent a customer, under the file that stays; asked only where somebody did.
_SENDER = """CASE WHEN c.referred_by_id IS NULL THEN NULL ELSE (
    WITH RECURSIVE onward (id, name, into_id) AS (
        SELECT r.id, r.name, r.merged_into_id FROM customer AS r WHERE r.id = c.referred_by_id
        UNION SELECT r.id, r.name, r.merged_into_id FROM customer AS r JOIN onward ON r.id = onward.into_id)
    SELECT {column} FROM onward WHERE into_id IS NULL) END"""
CUSTOMERS = (
    """
SELECT c.id, c.external_id, c.name, c.kind, c.stage, c.tier, c.birthday, c.preferred_channel, c.best_time,
       c.do_not, c.opt_outs, c.preferences, c.tags, c.source, c.note, c.created_at, c.last_contact_at,
       c.archived, c.version,
       (SELECT number FROM phone WHERE phone.customer_id = c.id AND NOT former ORDER BY position, phone.id LIMIT 1),
       (SELECT premises.text FROM occupancy JOIN premises ON premises.id = occupancy.premises_id
        WHERE occupancy.customer_id = c.id AND occupancy.until IS NULL
        ORDER BY occupancy.position, occupancy.id LIMIT 1),
       (SELECT count(*) FROM ticket WHERE ticket.customer_id = c.id
        AND ticket.status IN ('new', 'open', 'waiting')),
       c.since, c.heard_of_us, """
    + ", ".join(_SENDER.format(column=column) for column in ("id", "name"))
    + FROM_CUSTOMERS
)
CUSTOMER = CUSTOMERS + "\nWHERE c.id = :number"

CUSTOMERS_WITH_PHONE = """
SELECT DISTINCT c.id, c.name FROM customer AS c JOIN phone ON phone.customer_id = c.id
WHERE phone.number = :number AND NOT phone.former AND c.merged_into_id IS NULL ORDER BY c.id"""

CUSTOMER_WITH_EXTERNAL_ID = "SELECT id, name FROM customer WHERE external_id = :external_id"

SORTS = {
    "name": "c.name = '', lower(c.name), c.id",
    "number": "c.id",
    "contact": "c.last_contact_at IS NULL, c.last_contact_at DESC, c.id",
    "created": "c.created_at DESC, c.id DESC",
}


EMAIL_TEXT, FORMER_NAME, OWN_TEXT = "email", "name", "own"
_HANDLES = f"""
SELECT customer_id, '{EMAIL_TEXT}', address, NULL AS field, position AS place, id AS number
FROM email WHERE customer_id IN ({{numbers}})
UNION ALL
SELECT former.customer_id, '{FORMER_NAME}', former.name, NULL, 0, former.id
FROM former_name AS former JOIN customer ON customer.id = former.customer_id
WHERE former.customer_id IN ({{numbers}}) AND former.name <> customer.name"""


def phones_of(numbers: str) -> str:
    """The SELECT of the phones of some customers, former ones last; `numbers` is a list of `:names` or one SELECT."""
    return (
        "SELECT customer_id, number, raw, extension, former FROM phone"
        f" WHERE customer_id IN ({numbers}) ORDER BY customer_id, former, position, id"
    )


def texts_of(numbers: str) -> str:
    """The SELECT of what else stands in rows about some customers: as `handles_of`, and the firm's own fields in use.

    One SELECT serves all, since every file is read with all. Last stands the number of the field.
    """
    return f"""{_HANDLES.format(numbers=numbers)}
UNION ALL
SELECT said.customer_id, '{OWN_TEXT}', said.value, field.id, field.position, field.id
FROM customer_field AS said JOIN field ON field.id = said.field_id
WHERE said.customer_id IN ({numbers}) AND field.active
ORDER BY 1, place, number"""


def handles_of(numbers: str) -> str:
    """The SELECT of the e-mail addresses and the former names of some customers."""
    return f"{_HANDLES.format(numbers=numbers)}\nORDER BY 1, place, number"


def premises_of(numbers: str) -> str:
    """The SELECT of the premises of some customers: where they live first, then where they lived, latest first."""
    return (
        "SELECT occupancy.customer_id, premises.id, premises.text, occupancy.role, premises.note,"
        " occupancy.since, occupancy.until"
        " FROM occupancy JOIN premises ON premises.id = occupancy.premises_id"
        f" WHERE occupancy.customer_id IN ({numbers})"
        " ORDER BY occupancy.customer_id, occupancy.until IS NOT NULL, occupancy.until DESC,"
        " occupancy.position, occupancy.id"
    )


def premises_row(row: tuple[Any, ...]) -> PremisesRow:
    """A tuple of `premises_of` with its days read."""
    *values, since, until = row
    return PremisesRow._make([*values, maybe_day(since), maybe_day(until)])


def customer_row(row: tuple[Any, ...]) -> CustomerRow:
    """A tuple of `CUSTOMERS` as a row with its times and lists read."""
    values = list(row)
    values[6] = maybe_day(row[6])
    values[10], values[12] = tuple(row[10].split()), tuple(row[12].split())
    values[15], values[16], values[17] = from_stored(row[15]), maybe_time(row[16]), bool(row[17])
    values[22] = maybe_day(row[22])
    return CustomerRow(*values)
