"""Erasing a person from the rows: everything that names her goes, what is counted stays.

The statements go past the tracker of changes: what is erased must not stand in the body of an event. Columns and
tables that are not named here as kept are emptied, so that a new one is erased until somebody decides otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic_core import PydanticUndefined
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from servicedesk.store.chain import ERASES_BODIES
from servicedesk.store.sessions import SessionReader
from servicedesk.store.tables import Customer, Premises
from servicedesk.store.tables.every import MODELS

# What says how many and when, and nothing of whom.
KEPT_OF_CUSTOMER = frozenset(
    {"id", "version", "kind", "created_at", "last_contact_at", "merged_into_id", "erased_at", "archived"}
)
# Events that keep a query.
QUERIES = (
    "customer.exported", "queue.created", "queue.edited", "queue.off",
    "segment.created", "segment.edited", "segment.off",
)  # fmt: skip
KEPT_OF_PREMISES = frozenset({"id", "version", "text", "kind", "parent_id"})
KEPT_OF_AGREEMENT = frozenset(
    {"id", "version", "customer_id", "premises_id", "kind", "starts_on", "ends_on", "ended_on"}
)
KEPT_OF_NEED = frozenset(
    {
        "id", "version", "customer_id", "ticket_id", "kind", "need_class", "level", "category_id", "words",
        "impact", "state", "noted_at", "noted_by_id", "settled_at",
    }
)  # fmt: skip
KEPT_TABLES = frozenset({"customer", "ticket", "entry", "callback", "consent", "agreement", "need"})


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
    def needs(self) -> str:
        return f"SELECT id FROM need WHERE customer_id IN ({self.customers}) OR ticket_id IN ({self.tickets})"

    @property
    def own_premises(self) -> str:
        """Premises that nobody else ever had to do with, and that hold no others."""
        return f"""
SELECT premises_id FROM (SELECT premises_id FROM occupancy WHERE customer_id IN ({self.customers})
    UNION SELECT premises_id FROM ticket WHERE customer_id IN ({self.customers})) WHERE premises_id IS NOT NULL
{_of_others(self.customers)}"""


def scope_of(numbers: Sequence[int]) -> Scope:
    """What is of the person with these files."""
    return Scope(", ".join(str(int(number)) for number in numbers))


def empty_rows(session: Session, scope: Scope, sign: str, at: str) -> Counts:
    """Puts the sign in the place of her words, and takes away what says how she is reached."""
    run = _Runner(session, {"sign": sign, "at": at})
    _empty(run, Premises, KEPT_OF_PREMISES, scope.own_premises, "id", "text = :sign || ' ' || id")
    if agreement := MODELS.get("agreement"):
        ended = "ended_on = coalesce(ended_on, substr(:at, 1, 10))"
        _empty(run, agreement, KEPT_OF_AGREEMENT, scope.customers, "customer_id", ended)
    if need := MODELS.get("need"):
        dropped = (
            "words = :sign, state = CASE state WHEN 'open' THEN 'dropped' ELSE state END,"
            " settled_at = coalesce(settled_at, :at)"
        )
        _empty(run, need, KEPT_OF_NEED, scope.needs, "id", dropped)
    run(f"UPDATE customer SET referred_by_id = NULL WHERE referred_by_id IN ({scope.customers})")
    for table, column in _pointing_to("customer"):
        if table not in KEPT_TABLES:
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
    _empty(run, Customer, KEPT_OF_CUSTOMER, scope.customers, "id", "erased_at = :at, archived = 1")
    return Counts(tickets, words, callbacks, consents, 0)


def bodies_of(
    session: Session, scope: Scope, numbers: Sequence[int], names: Sequence[str], places: Sequence[int] = ()
) -> list[int]:
    """The events whose bodies speak of her: those about her and hers, any that hold a row of hers or of the places
    that are hers alone, and queries that name her.
    """
    texts = [text for number in numbers for text in _row_of_hers(number)]
    texts += [f'"table":"premises","key":[{place}]' for place in places]
    holds = " OR ".join(f"instr(body, :t{place})" for place in range(len(texts)))
    asked = [json.dumps(name, ensure_ascii=False)[1:-1] for name in names]
    asks = " OR ".join(f"instr(body, :q{place})" for place in range(len(asked))) or "0"
    sql = f"""
SELECT event_body.event_id FROM event_body JOIN event ON event.id = event_body.event_id
WHERE event.kind NOT IN ({", ".join(repr(kind) for kind in ERASES_BODIES)})
  AND (event.customer_id IN ({scope.customers}) OR event.ticket_id IN ({scope.tickets})
       OR event.callback_id IN ({scope.callbacks}) OR event.entry_id IN ({scope.entries}) OR {holds}
       OR (event.kind IN ({", ".join(repr(kind) for kind in QUERIES)}) AND ({asks})))
ORDER BY event_body.event_id"""
    params = {f"t{place}": text for place, text in enumerate(texts)}
    params |= {f"q{place}": text for place, text in enumerate(asked)}
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


def _pointing_to(target: str) -> Iterator[tuple[str, str]]:
    """Tables that point to another, with the column that does."""
    for name, model in MODELS.items():
        for column in model.__table__.columns:  # type: ignore[attr-defined]
            if any(key.column.table.name == target for key in column.foreign_keys):
                yield name, column.name


def _of_others(customers: str) -> str:
    """Takes away the premises that anything of somebody else points to, or that hold others."""
    parts = []
    for table, column in _pointing_to("premises"):
        of_whom = "customer_id" in MODELS[table].model_fields
        others = f" WHERE customer_id IS NULL OR customer_id NOT IN ({customers})" if of_whom else ""
        parts.append(f"EXCEPT SELECT {column} FROM {table}{others}")
    return "\n".join(parts)


def _empty(
    run: _Runner, model: type[SQLModel], kept: frozenset[str], numbers: str, column: str, set_too: str
) -> None:
    """Gives every column that is not kept its default in some rows; `set_too` are the columns that get a value."""
    blank = {name: _default(model, name) for name in model.model_fields if name not in kept}
    said = ", ".join([*(f"{name} = :{name}" for name in blank), set_too, "version = version + 1"])
    run(f"UPDATE {model.__tablename__} SET {said} WHERE {column} IN ({numbers})", **blank)


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
