"""What hangs on a customer file goes over to the one it is joined into, and comes back when they are parted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from servicedesk.operations.change import Change
from servicedesk.operations.merges import edits_since
from servicedesk.store.restore import as_columns
from servicedesk.store.tables import Callback, Customer, Email, Entry, Occupancy, Phone, Ticket
from servicedesk.store.tables.agreements import Agreement
from servicedesk.store.tables.consents import Consent
from servicedesk.store.tables.needs import Need
from servicedesk.store.tables.sameness import FormerName

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from servicedesk.operations.merges import Family

# What makes two rows the same fact: of two such the loser's stays where it is, and nothing is there twice.
_SAME: Mapping[type[Any], Callable[[Any], object]] = {
    Phone: lambda row: (row.number, row.extension, row.former),
    Email: lambda row: row.address.casefold(),
    Occupancy: lambda row: (row.premises_id, row.until),
}
_TAKEN_OFF = {"former", "until"}  # what says of a row that it is not so any more
HANGING: tuple[type[Any], ...] = (
    Phone, Email, Occupancy, FormerName, Ticket, Callback, Entry, Consent, Agreement, Need,
)  # fmt: skip


def bring_rows(work: Change, loser: Customer, winner: Customer, family: Family) -> list[list[Any]]:
    """Hangs the loser's rows on the winner; returns those that are the loser's own, by table and number.

    What others brought into the loser's file before stays theirs.
    """
    guests = family.owners()
    own: list[list[Any]] = []
    for row in _moving(work, loser, winner):
        row.customer_id = winner.id
        place = (str(row.__tablename__), row.id)
        if place not in guests:
            own.append(list(place))
    work.session.flush()
    return own


def give_rows_back(work: Change, loser: Customer, family: Family) -> None:
    """Hangs on the loser again what it and the files joined into it brought, where it still hangs on the joined file.

    What an edit of the joined file took off is there again too: it was taken off somebody else.
    """
    _bring_back(work, loser, family)
    merge, above, under = family.merges[loser.number], family.above(loser.number), family.under(loser.number)
    models = {str(model.__tablename__): model for model in HANGING}
    for (table, number), owner in family.owners().items():
        row: Any = work.session.get(models[table], number) if owner in under else None
        if row is None or row.customer_id not in above:
            continue
        row.customer_id = loser.id
        before = merge.before(table, number)
        if "position" in before:
            row.position = before["position"]
    work.session.flush()


def _moving(work: Change, loser: Customer, winner: Customer) -> Iterator[Any]:
    for model in HANGING:
        same = _SAME.get(model)
        there = work.all(model, model.customer_id == winner.id) if same else []
        known = {same(row) for row in there} if same else set()
        last = max((row.position for row in there), default=-1) if same else -1
        for row in _in_order(work.all(model, model.customer_id == loser.id)):
            if same is not None:
                if same(row) in known:
                    continue
                last += 1
                row.position = last
            yield row


def _in_order(rows: list[SQLModel]) -> list[Any]:
    return sorted(rows, key=lambda row: (getattr(row, "position", 0), row.id))


def _bring_back(work: Change, loser: Customer, family: Family) -> None:
    """Phones, e-mails and stays that an edit took off the joined file are the loser's as before, with their old values."""
    under, owners = family.under(loser.number), family.owners()
    models = {str(model.__tablename__): model for model in _SAME}
    for change in edits_since(work, family, family.merges[loser.number]):
        if owners.get((change.table, change.key[0])) not in under or change.before is None:
            continue
        model = models[change.table]
        row = work.session.get(model, change.key[0])
        values = as_columns(model, change.before)
        if change.after is None:
            if row is None:
                work.add(model(**(values | {"customer_id": loser.id})))
        elif row is not None:
            for name in _TAKEN_OFF & values.keys():
                setattr(row, name, values[name])
