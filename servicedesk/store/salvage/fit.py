"""What a row of each table must look like, and what stands in for a value that nobody can read any more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticUndefined
from sqlalchemy import Boolean, Column, Date, Float, Integer, Table
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from servicedesk.problems import DatabaseProblem
from servicedesk.rules import codes
from servicedesk.store.tables.every import MODELS
from servicedesk.store.times import from_stored, to_stored

_LARGEST = 2**53  # what JSON carries without loss
CODES: dict[str, tuple[str, ...]] = {
    "customer.kind": codes.CUSTOMER_KINDS,
    "ticket.kind": codes.KINDS,
    "ticket.status": codes.STATUSES,
    "ticket.priority": codes.PRIORITIES,
    "ticket.channel": codes.CHANNELS,
    "ticket.whose_turn": codes.TURNS,
    "ticket.cause": codes.CAUSES,
    "ticket.step": codes.STEPS,
    "callback.state": codes.CALLBACK_STATES,
    "callback.last_outcome": codes.LAST_OUTCOMES,
    "occupancy.role": codes.OCCUPANCY,
    "premises.kind": codes.codes("premises_kind"),
    "agreement.kind": codes.codes("agreement_kind"),
    "consent.purpose": codes.codes("purpose"),
    "consent.channel": codes.codes("consent_channel"),
    "need.kind": codes.codes("need_kind"),
    "need.need_class": codes.codes("need_class"),
    "need.state": codes.codes("need_state"),
    "field.kind": codes.codes("field_kind"),
    "staff.role": (*codes.ROLES, "system"),
}
_SYSTEM_STAFF = 1
NO_TIME = "1970-01-01 00:00:00.000000"
JSON = {"setting.value", "customer.preferences", "field.choices", "draft.body", "event_body.body"}


class Form(NamedTuple):
    """One table: its columns in order, its key, which column is the row's number, how each must be.

    `needed` are the columns without which a row says nothing: its key, what it belongs to, its JSON.
    """

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    alias: str
    fits: dict[str, Callable[[Any], bool]]
    blanks: dict[str, Any]
    unique: frozenset[str]
    parents: dict[str, str]
    needed: frozenset[str]

    @property
    def needs_parent(self) -> bool:
        """Whether a row must belong to another."""
        return any(not self.fits[name](None) for name in self.parents)

    def unfit(self, values: dict[str, Any]) -> frozenset[str]:
        """The columns whose value cannot be what was written."""
        return frozenset(name for name in self.columns if not self.fits[name](values.get(name)))

    def blank(self, name: str, key: tuple[Any, ...]) -> Any:
        """What stands in for a value that is lost; where it must be single it bears the row's key."""
        blank = self.blanks[name]
        return "-".join(["lost", *map(str, key)]) if blank == "" and name in self.unique else blank

    def key_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The primary key of a row."""
        return tuple(values.get(name) for name in self.key)


def forms() -> dict[str, Form]:
    """The form of every table, parents before children."""
    return {
        table.name: _form(table, MODELS[table.name])
        for table in SQLModel.metadata.sorted_tables
        if table.name in MODELS
    }


def _form(table: Table, model: type[SQLModel]) -> Form:
    key = tuple(column.name for column in table.primary_key)
    is_number = len(key) == 1 and isinstance(table.c[key[0]].type, Integer)
    parents = {
        column.name: foreign.column.table.name for column in table.columns for foreign in column.foreign_keys
    }
    return Form(
        table=table.name,
        columns=tuple(column.name for column in table.columns),
        key=key,
        alias=key[0] if is_number else "",
        fits={column.name: _test(column) for column in table.columns},
        blanks={column.name: _blank(column, model) for column in table.columns},
        unique=frozenset(column.name for column in table.columns if column.unique),
        parents=parents,
        needed=frozenset(
            column.name
            for column in table.columns
            if column.primary_key
            or (f"{table.name}.{column.name}" in JSON and model.model_fields[column.name].is_required())
            or (not column.nullable and column.name in parents and parents[column.name] != "staff")
        ),
    )


def _test(column: Column[Any]) -> Callable[[Any], bool]:
    test = _test_of_value(column)
    may_lack = bool(column.nullable)
    return lambda value: may_lack if value is None else test(value)


def _test_of_value(column: Column[Any]) -> Callable[[Any], bool]:
    name = f"{column.table.name}.{column.name}"
    if name in CODES:
        known = frozenset(CODES[name])
        return lambda value: isinstance(value, str) and value in known
    if name in JSON:
        return _is_json
    if isinstance(column.type, UTCDateTime):
        return _is_time
    if isinstance(column.type, Date):
        return _is_day
    if isinstance(column.type, Boolean):
        return lambda value: value in (0, 1) and not isinstance(value, float)
    if isinstance(column.type, Integer):
        least = 1 if column.primary_key or column.foreign_keys else -_LARGEST
        return lambda value: isinstance(value, int) and least <= value < _LARGEST
    if isinstance(column.type, Float):
        return lambda value: isinstance(value, int | float) and abs(value) < _LARGEST
    return lambda value: isinstance(value, str)


def _blank(column: Column[Any], model: type[SQLModel]) -> Any:
    if column.nullable:
        return None
    if any(foreign.column.table.name == "staff" for foreign in column.foreign_keys):
        return _SYSTEM_STAFF
    default = model.model_fields[column.name].default
    if default is not PydanticUndefined and default is not None:
        return default
    if isinstance(column.type, UTCDateTime):
        return NO_TIME
    return 0 if isinstance(column.type, Integer | Boolean) else ""


def _is_json(value: Any) -> bool:
    try:
        json.loads(value)
    except (ValueError, TypeError):
        return False
    return True


def _is_time(value: Any) -> bool:
    if not (isinstance(value, str) and len(value) == len("2026-11-23 02:00:00.000000")):
        return False
    try:
        return to_stored(from_stored(value)) == value
    except DatabaseProblem:
        return False


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
