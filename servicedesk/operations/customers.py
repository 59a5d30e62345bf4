"""The customer file: made, and edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.customer_addresses import (
    set_emails,
    set_phones,
    set_premises,
)
from servicedesk.operations.customer_fields import (
    LONGEST_NAME,
    heard_text,
    read_birthday,
    read_external_id,
    read_name,
    set_fields,
)
from servicedesk.operations.entries import checked_text
from servicedesk.operations.living import living
from servicedesk.operations.referrers import referrer
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.rules.tags import tags_text
from servicedesk.store.queries.customers import CUSTOMER, CustomerRow, customer_row
from servicedesk.store.tables import Customer

__all__ = [
    "LONGEST_NAME",
    "Edited",
    "NewCustomer",
    "add_customer",
    "create",
    "edit",
    "row_of",
]


@dataclass(frozen=True)
class NewCustomer:
    """What is known of a customer at first; a name or a phone is enough."""

    name: str = ""
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    premises: Sequence[str] = ()
    role: str = "owner"
    kind: str = "person"
    birthday: str = ""
    external_id: str = ""
    tags: str = ""
    best_time: str = ""
    do_not: str = ""
    note: str = ""
    source: str = ""
    heard_of_us: str = ""
    referred_by: str = ""
    own: Mapping[str, str] = field(default_factory=dict)  # the firm's own fields, by code or name


class Edited(NamedTuple):
    """A file after an edit; `already` where nothing had to be changed."""

    customer: CustomerRow
    already: bool = False


def create(desk: Desk, new: NewCustomer) -> CustomerRow:
    """A new customer file (R001-R003, R010). Raises BadValue when it has neither a name nor a phone."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = add_customer(work, new)
        return row_of(work, customer)


def add_customer(work: Change, new: NewCustomer) -> Customer:
    """A new file inside an operation that does more."""
    if not new.name.strip() and not any(phone.strip() for phone in new.phones):
        raise BadValue(_("A customer needs a name or a phone"), _("Give one of the two; the rest can wait"))
    customer = Customer(
        name=read_name(new.name),
        kind=check_code("customer_kind", new.kind or "person"),
        birthday=read_birthday(new.birthday, work.desk.local(work.now).date()),
        external_id=read_external_id(work, new.external_id, None),
        tags=tags_text(new.tags),
        best_time=new.best_time.strip(),
        do_not=checked_text(new.do_not),
        note=checked_text(new.note),
        source=new.source.strip() or "manual",
        stage="active" if new.source.strip() == "import" else "new",
        heard_of_us=heard_text(new.heard_of_us),
        referred_by_id=referrer(work, new.referred_by),
        created_at=work.now,
    )
    work.add(customer)
    set_phones(work, customer, new.phones)
    set_emails(work, customer, new.emails)
    set_premises(work, customer, new.premises, check_code("occupancy", new.role or "owner"))
    if new.own:
        from servicedesk.operations.own_values import set_values

        set_values(work, customer, new.own)
    work.session.flush()
    if customer.source == "phone":  # she is on the line and says it herself
        from servicedesk.operations.parts_known import confirm, parts_known

        confirm(work, parts_known(work, customer))
    work.record("customer.created", customer=customer)
    return customer


def edit(
    desk: Desk,
    number: int,
    values: Mapping[str, str],
    *,
    told_by: str = "",
    if_version: int | None = None,
) -> Edited:
    """Changes fields of a file; lists (phones, emails, premises, tags) are given whole, separated by `;`.

    `told_by` says who told it: what the customer says is confirmed by it, what anybody else says is not. Raises
    BadValue on an unknown field, Refused on another file's external id, Conflict on a stale version.
    """
    from servicedesk.operations.parts_known import parts_known, settle_changed
    from servicedesk.operations.promises import follow_customers
    from servicedesk.rules.telling import read_told

    told = read_told(told_by)
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number, if_version=if_version)
        old_version, before = customer.version, parts_known(work, customer)
        set_fields(work, customer, values)
        settle_changed(work, customer, before, by_customer=told.who == "customer")
        if not work.has_changed():
            return Edited(row_of(work, customer), already=True)
        if not _has_a_handle(work, customer):
            raise BadValue(_("A customer needs a name or a phone"), _("Keep one of the two"))
        if customer.version == old_version:
            _raise_version(customer)
        if "tier" in values:
            follow_customers(work, customer.number)
        work.record("customer.edited", customer=customer, **told.as_facts())
        return Edited(row_of(work, customer))


def row_of(work: Change, customer: Customer) -> CustomerRow:
    """The file as lists show it, seen from inside the transaction."""
    return customer_row(work.reader.rows(CUSTOMER, {"number": customer.id})[0])


def _has_a_handle(work: Change, customer: Customer) -> bool:
    from servicedesk.store.tables import Phone

    present = Phone.former == False  # noqa: E712
    return bool(customer.name) or bool(work.all(Phone, Phone.customer_id == customer.id, present))


def _raise_version(customer: Customer) -> None:
    """A change of phones or premises is a change of the file: a stale edit must notice it."""
    customer.version += 1
