"""Erasing a person from the rows: everything that names her goes, what is counted stays.

The statements go past the tracker of changes: what is erased must not stand in the body of an event. Columns and
tables that are not named here as kept are emptied, so that a new one is erased until somebody decides otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic_core import PydanticUndefined
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from servicedesk.store.chain import ERASES_BODIES
from servicedesk.store.sessions import SessionReader
from servicedesk.store.tables import Customer
from servicedesk.store.tables.every import MODELS

# What says how many and when, and nothing of whom.
KEPT_OF_CUSTOMER = frozenset(
    {"id", "version", "kind", "created_at", "last_contact_at", "merged_into_id", "erased_at"}
)
KEPT_TABLES = frozenset({"customer", "ticket", "entry", "callback", "consent"})


class Counts(NamedTuple):
    """How much was emptied of each: tickets, words said or written, calls, consents, and bodies of events."""

    tickets: int
    words: int
    callbacks: int
    consents: int
    events: int


class Scope(NamedTuple):
    """Everything that is of one person, as SELECTs of numbers: her files and what hangs on them."""

    customers: str

    @property
    def tickets(self) -> str:
        return f"SELECT id FROM ticket WHERE customer_id IN ({self.customers})"

    @property
    def callbacks(self) -> str:
        return f"SELECT id FROM callback WHERE customer_id IN ({self.customers}) OR ticket_id IN ({self.tickets})"

    @property
    def entries(self) -> str:
        return (
            f"SELECT id FROM entry WHERE customer_id IN ({self.customers}) OR ticket_id IN ({self.tickets})"
            f" OR callback_id IN ({self.callbacks})"
        )

    @property
    def own_premises(self) -> str:
        """Premises that nobody else ever lived in or brought a matter about."""
        return f"""
SELECT premises_id FROM (SELECT premises_id FROM occupancy WHERE customer_id IN ({self.customers})
    UNION SELECT premises_id FROM ticket WHERE customer_id IN ({self.customers})) WHERE premises_id IS NOT NULL
EXCEPT SELECT premises_id FROM occupancy WHERE customer_id NOT IN ({self.customers})
EXCEPT SELECT premises_id FROM ticket WHERE customer_id IS NULL OR customer_id NOT IN ({self.customers})"""


def scope_of(numbers: Sequence[int]) -> Scope:
    """What is of the person with these files."""
    return Scope(", ".join(str(int(number)) for number in numbers))


def empty_rows(session: Session, scope: Scope, sign: str, at: str) -> Counts:
    """Puts the sign in the place of her words, and takes away what says how she is reached."""
    run = _Runner(session, {"sign": sign, "at": at})
    run(
        f"UPDATE premises SET text = :sign || ' ' || id, note = '', version = version + 1 WHERE id IN ({scope.own_premises})"
    )
    for table, column in _hanging_on_customer():
        run(f"DELETE FROM {table} WHERE {column} IN ({scope.customers})")
    run(f"UPDATE task SET text = :sign, version = version + 1 WHERE ticket_id IN ({scope.tickets})")
    words = run(
        "UPDATE entry SET text = CASE text WHEN '' THEN '' ELSE :sign END, caller = ''"
        f" WHERE id IN ({scope.entries})"
    )
    callbacks = run(
        "UPDATE callback SET reason = :sign, script = '', version = version + 1"
        f" WHERE id IN ({scope.callbacks})"
    )
    tickets = run(
        "UPDATE ticket SET subject = :sign, description = CASE description WHEN '' THEN '' ELSE :sign END,"
        " caller = '', tags = ' ', external_id = NULL, version = version + 1"
        f" WHERE customer_id IN ({scope.customers})"
    )
    consents = run(f"UPDATE consent SET wording = '', how = '' WHERE customer_id IN ({scope.customers})")
    blank = _blank_customer()
    run(
        f"UPDATE customer SET {', '.join(f'{name} = :{name}' for name in blank)}, erased_at = :at,"
        f" version = version + 1 WHERE id IN ({scope.customers})",
        **blank,
    )
    return Counts(tickets, words, callbacks, consents, 0)


def bodies_of(session: Session, scope: Scope, numbers: Sequence[int]) -> list[int]:
    """The events whose bodies speak of her: those about her and hers, and any that hold a row of hers."""
    texts = [text for number in numbers for text in _row_of_hers(number)]
    holds = " OR ".join(f"instr(body, :t{place})" for place in range(len(texts)))
    sql = f"""
SELECT event_body.event_id FROM event_body JOIN event ON event.id = event_body.event_id
WHERE event.kind NOT IN ({", ".join(repr(kind) for kind in ERASES_BODIES)})
  AND (event.customer_id IN ({scope.customers}) OR event.ticket_id IN ({scope.tickets})
       OR event.callback_id IN ({scope.callbacks}) OR event.entry_id IN ({scope.entries}) OR {holds})
ORDER BY event_body.event_id"""
    params = {f"t{place}": text for place, text in enumerate(texts)}
    return [row[0] for row in SessionReader(session).rows(sql, params)]


def _row_of_hers(number: int) -> tuple[str, ...]:
    """How a change of a row of hers begins or goes on in the one writing of a body (`chain.body_text`)."""
    return f'"customer_id":{number},', f'"customer_id":{number}}}', f'"table":"customer","key":[{number}]'


def delete_bodies(session: Session, events: Sequence[int]) -> None:
    """Takes away what these events changed, and the salt without which their digests say nothing."""
    session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    for event in events:
        session.connection().execute(text("DELETE FROM event_body WHERE event_id = :event"), {"event": event})


def empty_entries(session: Session, entries: Sequence[int], sign: str) -> None:
    """Puts the sign in the place of some words said or written."""
    run = _Runner(session, {"sign": sign})
    for number in entries:
        run(
            "UPDATE entry SET text = CASE text WHEN '' THEN '' ELSE :sign END, caller = '' WHERE id = :number",
            number=number,
        )


def drop_draft(session: Session, staff_id: int, key: str) -> None:
    """A half-filled form, which no event tells of."""
    session.connection().execute(
        text("DELETE FROM draft WHERE staff_id = :staff AND key = :key"), {"staff": staff_id, "key": key}
    )


def _hanging_on_customer() -> Iterator[tuple[str, str]]:
    """Tables that point to a customer and are not kept, with the column that does."""
    for name, model in MODELS.items():
        if name in KEPT_TABLES:
            continue
        for column in model.__table__.columns:  # type: ignore[attr-defined]
            if any(key.column.table.name == "customer" for key in column.foreign_keys):
                yield name, column.name


def _blank_customer() -> dict[str, Any]:
    """What each column that is not kept holds afterwards; an erased file is out of every list."""
    blank = {name: _default(Customer, name) for name in Customer.model_fields if name not in KEPT_OF_CUSTOMER}
    return {**blank, "archived": True}


def _default(model: type[SQLModel], name: str) -> Any:
    default = model.model_fields[name].default
    return None if default is PydanticUndefined else default


class _Runner:
    """Runs statements with the same parameters and counts the rows."""

    def __init__(self, session: Session, params: dict[str, Any]) -> None:
        self._connection, self._params = session.connection(), params
        self._connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def __call__(self, sql: str, **params: Any) -> int:
        found = text(sql)
        wanted = {name: value for name, value in {**self._params, **params}.items() if f":{name}" in sql}
        return int(self._connection.execute(found, wanted).rowcount)
