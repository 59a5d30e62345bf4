"""What stands in the way of taking something back: later work on it, told in the words people know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from servicedesk.i18n import _
from servicedesk.problems import Conflict
from servicedesk.rules.happenings import field_name
from servicedesk.store.changes import RowChange, Values
from servicedesk.store.queries.undo import WrittenRow

Later = Mapping[tuple[str, int], tuple[int, str]]

# Kept for sorting or written without events: a later value is no conflict and stays.
QUIET = {"version", "updated_at", "last_contact_at", "leased_by_id", "leased_until", "in_error"}
PARTS = {"phone", "email", "occupancy", "customer_field"}


def changes_of(row: WrittenRow) -> list[RowChange]:
    """The row changes that an event holds."""
    body = json.loads(row.body) if row.body else {}
    return [RowChange(**one) for one in body.get("changes", [])]


def fields_changed(change: RowChange, stands: Values) -> list[str]:
    """The fields that hold neither what the operation left in them nor what they held before it."""
    before = change.before or {}
    return [
        field_name(name)
        for name, value in (change.after or {}).items()
        if name not in QUIET | untouched(change) and stands[name] not in (value, before.get(name, value))
    ]


def untouched(change: RowChange) -> set[str]:
    """The columns of a changed row that are only told with it."""
    before = change.before or {}
    return {name for name, value in (change.after or {}).items() if name in before and before[name] == value}


def conflict(change: RowChange, what: Sequence[str]) -> Conflict:
    """The problem of a thing that was changed since."""
    return Conflict(
        _("{thing} was changed since: {what}").format(thing=_thing(change), what=", ".join(what)),
        _("Undo the later work first, or change it by hand"),
    )


@contextmanager
def nothing_needs_it() -> Iterator[None]:
    """Rows that others point to cannot go. Raises Conflict."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(
            _("Something made later needs what this would take back; nothing was changed"),
            _("Undo the later work first"),
        ) from error


def _thing(change: RowChange) -> str:
    values = change.before or change.after or {}
    number = change.key[0]
    match change.table:
        case "ticket":
            return _("Ticket {number}").format(number=number)
        case "customer":
            return _("Customer C{number}").format(number=number)
        case "callback":
            return _("Callback {number}").format(number=number)
        case table if table in PARTS and "customer_id" in values:
            return _("Customer C{number}").format(number=values["customer_id"])
        case _:
            return _("What this did")
