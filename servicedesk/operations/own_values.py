"""What a customer file says in the firm's own fields: read as typed, kept as text and number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from servicedesk.lookups.own_fields import meant, read_own_fields
from servicedesk.rules.own_fields import OwnField, read

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Customer
    from servicedesk.store.tables.own_fields import CustomerField


def fields_in_use(work: Change) -> list[OwnField]:
    """The firm's own fields that are not switched off."""
    return [field for field in read_own_fields(work.reader) if field.active]


def set_values(work: Change, customer: Customer, said: Mapping[str, str]) -> None:
    """Writes values as typed, by code or name; a blank takes one away. Raises NotFound, BadValue with an example."""
    fields = fields_in_use(work) if said else []
    for name, text in said.items():
        set_value(work, customer, meant(fields, name), text)


def set_value(work: Change, customer: Customer, field: OwnField, said: str) -> None:
    """Writes one value where it changes. Raises BadValue with an example."""
    from servicedesk.store.tables.own_fields import CustomerField

    value = read(field, said, work.desk.local(work.now).date())
    row = kept(work, customer).get(field.id)
    if value is None:
        if row is not None:
            work.session.delete(row)
            work.session.flush()
    elif row is None:
        work.add(
            CustomerField(
                customer_id=customer.number,
                field_id=field.id,
                value=value.text,
                low=value.low,
                high=value.high,
            )
        )
    elif row.value != value.text:
        row.value, row.low, row.high = value


def kept(work: Change, customer: Customer) -> dict[int, CustomerField]:
    """The rows of a file by the number of their field."""
    from servicedesk.store.tables.own_fields import CustomerField

    return {row.field_id: row for row in work.all(CustomerField, CustomerField.customer_id == customer.id)}
