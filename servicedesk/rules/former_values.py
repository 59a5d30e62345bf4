"""What a thing held before somebody changed it, value by value, from what the history keeps."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.rules.codes import label
from servicedesk.rules.happening_words import FIELDS
from servicedesk.rules.happenings import PARTS, Names, field_name, value_words, with_kind
from servicedesk.rules.own_fields import shown

# How our work went on, which says nothing of the customer.
_OF_OUR_WORK = {
    "status",
    "due_at",
    "team_id",
    "assignee_id",
    "owner_id",
    "waiting_for",
    "waiting_until",
    "state",
}
_OF_PEOPLE = {"customer", "ticket", "callback", "agreement", "need"}


class FormerValue(NamedTuple):
    """What something was called or said before, and what then; no `after` where it was taken away."""

    what: str
    before: str
    after: str


def former_values(
    changes: Iterable[Mapping[str, Any]], files: Collection[int], names: Names
) -> Iterator[FormerValue]:
    """The values that gave way to others, of these customer files and of what hangs on them."""
    for change in changes:
        table, before, after = change["table"], change["before"], change["after"] or {}
        if before is None or (table == "customer" and change["key"][0] not in files):
            continue
        if before.get("customer_id") not in (None, *files):
            continue
        if table in PARTS:
            if before.get("former") != after.get("former"):
                yield from _part(table, before, after)
        elif table == "customer_field":
            yield from _own(before, after, names)
        elif table == "occupancy" and before.get("role"):
            yield FormerValue(field_name("role"), label("occupancy", before["role"]), _role(after))
        elif table in _OF_PEOPLE:
            yield from _columns(with_kind(table, before), with_kind(table, after), names)


def _part(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FormerValue]:
    """A number or an address that was taken off; one that is hers again has no former value."""
    if not before.get("former") and (not after or after.get("former")):
        yield FormerValue(field_name(table), str(before.get(PARTS[table], "")), "")


def _own(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[FormerValue]:
    field = names.fields.get(before.get("field_id", 0))
    old, new = (
        shown(field, str(value)) if field and value else str(value or "")
        for value in (before.get("value"), after.get("value"))
    )
    if old and old != new:
        yield FormerValue(field.label if field else field_name("customer_field"), old, new)


def _role(after: Mapping[str, Any]) -> str:
    return label("occupancy", after["role"]) if after.get("role") else ""


def _columns(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[FormerValue]:
    for name, value in before.items():
        old, new = _words(name, value, names), _words(name, after.get(name), names)
        if name in FIELDS and name not in _OF_OUR_WORK and old and old != new:
            yield FormerValue(field_name(name), old, new)


def _words(name: str, value: Any, names: Names) -> str:
    if name == "preferences":
        return _("; ").join(f"{key}={said}" for key, said in json.loads(value or "{}").items())
    return "" if value in (None, "", False) else value_words(name, value, names).strip()
