"""The parts of a customer file that a customer can confirm: which there are, and what becomes of that when they change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.operations.customer_addresses import present_stays
from servicedesk.operations.own_values import fields_in_use, kept
from servicedesk.store.tables import Customer, Email, Phone

if TYPE_CHECKING:
    from servicedesk.operations.change import Change

_OF_FILE = {"name": "name", "birthday": "birthday", "preferences": "preferences"}
_NOTHING = (None, "", "{}")


class Part(NamedTuple):
    """One thing that is known: the code of its field, the row it stands in, the column of its confirmation, its value."""

    field: str
    row: Any
    column: str
    value: Any

    @property
    def verified_at(self) -> datetime | None:
        """When the customer last confirmed it."""
        at: datetime | None = getattr(self.row, self.column)
        return at


def parts_known(work: Change, customer: Customer) -> list[Part]:
    """Everything that the file says and a customer can confirm."""
    of_file = {
        field: Part(field, customer, f"{field}_verified_at", getattr(customer, column))
        for field, column in _OF_FILE.items()
        if getattr(customer, column) not in _NOTHING
    }
    parts = [of_file.pop("name")] if "name" in of_file else []
    phones = work.all(Phone, Phone.customer_id == customer.id, Phone.former == False)  # noqa: E712
    parts += [_of_row("phone", row, (row.number, row.extension)) for row in phones]
    parts += [
        _of_row("email", row, row.address.casefold())
        for row in work.all(Email, Email.customer_id == customer.id)
    ]
    parts += [_of_row("premises", row, row.premises_id) for row in present_stays(work, customer)]
    parts += of_file.values()
    own = kept(work, customer)
    parts += [
        _of_row(field.code, own[field.id], own[field.id].value)
        for field in fields_in_use(work)
        if field.id in own
    ]
    return parts


def confirm(work: Change, parts: Iterable[Part]) -> None:
    """The customer says now that these are right."""
    for part in parts:
        setattr(part.row, part.column, work.now)
    work.session.flush()


def settle_changed(work: Change, customer: Customer, before: Iterable[Part], *, by_customer: bool) -> None:
    """What changed is confirmed where the customer told it, and else not confirmed any more."""
    known = {(part.field, id(part.row)): part.value for part in before}
    for part in parts_known(work, customer):
        if known.get((part.field, id(part.row)), part) != part.value:
            setattr(part.row, part.column, work.now if by_customer else None)
    for field, column in _OF_FILE.items():
        if getattr(customer, column) in _NOTHING:
            setattr(customer, f"{field}_verified_at", None)
    work.session.flush()


def _of_row(field: str, row: Any, value: Any) -> Part:
    return Part(field, row, "verified_at", value)
