"""Takes the rows of one operation back to what they were, as far as nobody changed them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from sqlalchemy.orm.attributes import flag_modified

from servicedesk.i18n import _
from servicedesk.operations import promises
from servicedesk.operations.undo_conflicts import (
    PARTS,
    QUIET,
    Later,
    conflict,
    fields_changed,
    nothing_needs_it,
    untouched,
)
from servicedesk.problems import Refused
from servicedesk.rules.happenings import words
from servicedesk.store.changes import RowChange, Values, plain
from servicedesk.store.queries.undo import living_in
from servicedesk.store.restore import UNDOABLE, as_columns, net, unique_columns
from servicedesk.store.tables import Callback, Customer, Entry, Premises, Ticket
from servicedesk.store.tables.agreements import Agreement

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from servicedesk.operations.change import Change


def take_back(work: Change, operation: int, changes: Iterable[RowChange], later: Later) -> None:
    """Undoes one operation's changes; `later` tells who worked on a thing last, by table and number.

    Raises Conflict, naming what was changed since, and Refused for changes of the firm itself.
    """
    came_to = net(changes)
    if any(change.table not in UNDOABLE for change in came_to):
        raise Refused(
            _("A change of the firm itself is not undone like work on a ticket"),
            _("Change it back by hand: see servicedesk history"),
        )
    order = list(UNDOABLE)
    came_to.sort(key=lambda change: order.index(change.table))
    with nothing_needs_it():
        _put_back(work, [change for change in came_to if change.after is None])
        _restore(work, [change for change in came_to if change.before and change.after is not None])
        _take_away(work, operation, [change for change in came_to if change.before is None], later)
        _renew_files(work, came_to)
        _hear_others(work, operation, came_to)


def _put_back(work: Change, changes: Sequence[RowChange]) -> None:
    """Rows that the operation removed."""
    for change in changes:
        model = UNDOABLE[change.table]
        work.add(model(**as_columns(model, change.before or {})))


def _restore(work: Change, changes: Sequence[RowChange]) -> None:
    """Rows that it changed. Values that only one row may have are set free before another row gets them."""
    frees: list[tuple[SQLModel, str]] = []
    values: list[tuple[SQLModel, Values]] = []
    for change in changes:
        row = _unchanged(work, change)
        model = type(row)
        restored = {
            name: value
            for name, value in as_columns(model, change.before or {}).items()
            if name not in untouched(change)
            and (name not in QUIET or plain(getattr(row, name)) == (change.after or {})[name])
        }
        values.append((row, restored))
        frees += [(row, name) for name in unique_columns(model) & set(restored)]
    for row, name in frees:
        if type(row).__table__.columns[name].nullable:  # type: ignore[attr-defined]
            setattr(row, name, None)
    if frees:
        work.session.flush()
    for row, restored in values:
        for name, value in restored.items():
            if name != "version":
                setattr(row, name, value)
        if isinstance(row, Ticket):
            row.updated_at = work.now
            promises.settle(row)  # its due time follows from values that may be newer
    if values:
        work.session.flush()


def _take_away(work: Change, operation: int, changes: Sequence[RowChange], later: Later) -> None:
    """Rows that it made: what was said is marked, everything else goes, unless somebody worked on it since."""
    gone: list[SQLModel] = []
    for change in reversed(changes):
        since, kind = later.get((change.table, change.key[0]), (0, ""))
        if since > operation:
            raise conflict(change, [words(kind)])
        row = _unchanged(work, change)
        if isinstance(row, Entry):
            row.in_error = True
        else:
            gone.append(row)
    for row in gone:
        if isinstance(row, Premises) and _is_lived_in(work, row):
            continue
        _let_go_of_entries(work, row)
        work.session.delete(row)
        work.session.flush()


def _hear_others(work: Change, operation: int, changes: Sequence[RowChange]) -> None:
    """The clocks of every ticket concerned follow from what stands now: other words, waits, codes or another team."""
    for number in dict.fromkeys(map(_heard_anew, changes)):
        ticket = work.session.get(Ticket, number) if number else None
        if ticket:
            promises.hear(work, ticket, without=operation)
    for change in changes:
        if change.table == "customer" and "tier" in (change.before or {}):
            promises.follow_customers(work, change.key[0])
        elif change.table == "agreement":
            for customer, premises in _sides(work, change):
                promises.follow_customers(work, customer)
                promises.follow_premises(work, premises)


def _sides(work: Change, change: RowChange) -> Iterator[tuple[int | None, int | None]]:
    """With whom and about which premises an agreement was, and is."""
    row = work.session.get(Agreement, change.key[0])
    if row is not None:
        yield row.customer_id, row.premises_id
    for side in filter(None, (change.before, change.after)):
        yield side.get("customer_id"), side.get("premises_id")


def _heard_anew(change: RowChange) -> int | None:
    """The ticket whose story became another: on which a word counts no more, or which was changed itself."""
    before, after = change.before or {}, change.after or {}
    if change.table == "entry" and not before and after["direction"] == "out":
        return cast("int | None", after["ticket_id"])
    return change.key[0] if change.table == "ticket" and before and after else None


def _unchanged(work: Change, change: RowChange) -> SQLModel:
    """The row, which must still hold what the operation left in it."""
    model = UNDOABLE[change.table]
    row = work.session.get(model, tuple(change.key))
    if row is None:
        raise conflict(change, [_("it is gone")])
    stands = {name: plain(getattr(row, name)) for name in change.after or {}}
    if fields := fields_changed(change, stands):
        raise conflict(change, fields)
    return row


def _is_lived_in(work: Change, premises: Premises) -> bool:
    """Whether somebody else came to use premises that the operation was the first to name."""
    return bool(work.reader.rows(living_in(":number") + " LIMIT 1", {"number": premises.id}))


def _let_go_of_entries(work: Change, row: SQLModel) -> None:
    """What was said stays, marked, when the thing it was said about goes; its event still names both."""
    column = {Ticket: "ticket_id", Customer: "customer_id", Callback: "callback_id"}.get(type(row))
    if column is None:
        return
    entries = work.all(Entry, getattr(Entry, column) == row.id)  # type: ignore[attr-defined]
    for entry in entries:
        setattr(entry, column, None)
    if entries:
        work.session.flush()


def _renew_files(work: Change, changes: Sequence[RowChange]) -> None:
    """A change of its phones, addresses or premises is a change of the customer file: its version rises."""
    gone = {change.key[0] for change in changes if change.table == "customer" and change.before is None}
    parts = {_owner(work, change) for change in changes if change.table in PARTS}
    for number in parts - gone:
        flag_modified(work.get(Customer, number), "name")


def _owner(work: Change, change: RowChange) -> int:
    """Whose file a part belongs to; of a part that was only changed the row itself says it."""
    values = change.before or change.after or {}
    if "customer_id" in values:
        return cast("int", values["customer_id"])
    row = work.session.get(UNDOABLE[change.table], tuple(change.key))
    return cast("int", getattr(row, "customer_id"))  # noqa: B009
