"""The customer file: making, editing, and finding the file a caller or a ticket belongs to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text
from servicedesk.operations.indexing import index_customer, index_ticket
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.numbers import read_customer_number
from servicedesk.rules.permissions import Permission
from servicedesk.rules.phones import read_phone, shown_phone
from servicedesk.rules.tags import tags_text
from servicedesk.store.queries.customers import CUSTOMER, CUSTOMERS_WITH_PHONE, CustomerRow, customer_row
from servicedesk.store.tables import Callback, Customer, Email, Entry, Occupancy, Phone, Premises, Ticket

if TYPE_CHECKING:
    from sqlmodel import SQLModel

LONGEST_NAME = 200


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
        name=_name(new.name),
        kind=check_code("customer_kind", new.kind or "person"),
        birthday=_birthday(new.birthday),
        external_id=new.external_id.strip() or None,
        tags=tags_text(new.tags),
        best_time=new.best_time.strip(),
        do_not=checked_text(new.do_not),
        note=checked_text(new.note),
        source=new.source.strip(),
        created_at=work.now,
    )
    work.add(customer)
    set_phones(work, customer, new.phones)
    set_emails(work, customer, new.emails)
    set_premises(work, customer, new.premises, check_code("occupancy", new.role or "owner"))
    work.session.flush()
    index_customer(work, customer)
    work.record("customer.created", customer=customer)
    return customer


def edit(desk: Desk, number: int, values: dict[str, str], *, if_version: int | None = None) -> CustomerRow:
    """Changes fields of a file; lists (phones, emails, premises, tags) are given whole, separated by `;`.

    Raises BadValue on an unknown field, Conflict on a stale version.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = work.get(Customer, number, if_version=if_version)
        old_name = customer.name
        for field, value in values.items():
            _set_field(work, customer, field, value)
        if not _has_a_handle(work, customer):
            raise BadValue(_("A customer needs a name or a phone"), _("Keep one of the two"))
        if not work.has_changed():
            return row_of(work, customer)
        _raise_version(customer)
        index_customer(work, customer)
        if customer.name != old_name:
            for ticket in work.all(Ticket, Ticket.customer_id == customer.id):
                index_ticket(work, ticket)
        work.record("customer.edited", customer=customer)
        return row_of(work, customer)


def by_phone_or_new(work: Change, said: str) -> Customer:
    """The one file with this number, or a new one. Raises Refused naming the candidates when several share it."""
    number = read_phone(said, work.desk.firm.region).number
    found = work.reader.rows(CUSTOMERS_WITH_PHONE, {"number": number})
    if len(found) > 1:
        names = ", ".join(f"C{row[0]} {row[1] or shown_phone(number)}" for row in found)
        raise Refused(
            _("{count} customers share the number {phone}").format(
                count=len(found), phone=shown_phone(number)
            ),
            _("Say which with --customer: {names}").format(names=names),
        )
    if found:
        return work.get(Customer, found[0][0])
    return add_customer(work, NewCustomer(phones=(said,), source="phone"))


def premises_for(work: Change, said: str, customer: Customer | None) -> int | None:
    """The premises with this text, made when new; without a text the customer's only premises."""
    if said.strip():
        return _premises(work, said).id
    if customer is None:
        return None
    mine = work.all(Occupancy, Occupancy.customer_id == customer.id)
    return mine[0].premises_id if len(mine) == 1 else None


def attach(work: Change, ticket: Ticket, said: str) -> None:
    """Puts a ticket into a customer's file; what an unknown caller said and was promised goes along."""
    before = ticket.customer_id
    customer = work.get(Customer, read_customer_number(said)) if said.strip() else None
    ticket.customer_id = customer.id if customer else None
    if customer is None:
        return
    if ticket.premises_id is None:
        ticket.premises_id = premises_for(work, "", customer)
    for entry in work.all(Entry, Entry.ticket_id == ticket.id, Entry.customer_id == before):
        entry.customer_id = customer.id
    for callback in work.all(Callback, Callback.ticket_id == ticket.id, Callback.state == "due"):
        callback.customer_id = customer.number
    if customer.last_contact_at is None or customer.last_contact_at < ticket.opened_at:
        customer.last_contact_at = ticket.opened_at


def row_of(work: Change, customer: Customer) -> CustomerRow:
    """The file as lists show it, seen from inside the transaction."""
    return customer_row(work.reader.rows(CUSTOMER, {"number": customer.id})[0])


def set_phones(work: Change, customer: Customer, said: Sequence[str]) -> None:
    """The customer's phones, as typed and as compared, in this order; the first is rung first."""
    region = work.desk.firm.region
    read = [read_phone(text, region) for text in said if text.strip()]
    kept = work.all(Phone, Phone.customer_id == customer.id)
    if [phone.raw for phone in read] == [row.raw for row in sorted(kept, key=_position)]:
        return
    _remove(work, kept)
    for position, phone in enumerate(read):
        work.session.add(
            Phone(
                customer_id=customer.number,
                raw=phone.raw,
                number=phone.number,
                extension=phone.extension,
                position=position,
            )
        )


def set_emails(work: Change, customer: Customer, said: Sequence[str]) -> None:
    """The customer's e-mail addresses. Raises BadValue on a text that is none."""
    addresses = [text.strip() for text in said if text.strip()]
    for address in addresses:
        if "@" not in address[1:-1] or any(letter.isspace() for letter in address):
            raise BadValue(
                _("{text} is not an e-mail address").format(text=address), _("It looks like name@example.com")
            )
    kept = work.all(Email, Email.customer_id == customer.id)
    if addresses == [row.address for row in sorted(kept, key=_position)]:
        return
    _remove(work, kept)
    for position, address in enumerate(addresses):
        work.session.add(Email(customer_id=customer.number, address=address, position=position))


def set_premises(work: Change, customer: Customer, said: Sequence[str], role: str) -> None:
    """The premises the customer has to do with; those known by the same text are shared, never doubled."""
    kept = {row.premises_id: row for row in work.all(Occupancy, Occupancy.customer_id == customer.id)}
    wanted = dict.fromkeys(_premises(work, text).id for text in said if text.strip())
    _remove(work, [row for key, row in kept.items() if key not in wanted])
    for position, premises_id in enumerate(wanted):
        assert premises_id is not None
        if premises_id in kept:
            kept[premises_id].position = position
        else:
            work.session.add(
                Occupancy(customer_id=customer.number, premises_id=premises_id, role=role, position=position)
            )


def _premises(work: Change, said: str) -> Premises:
    text = " ".join(said.split())
    found = work.all(Premises, Premises.text == text)
    return found[0] if found else work.add(Premises(text=text))


def _position(row: Phone | Email) -> int:
    return row.position


def _raise_version(customer: Customer) -> None:
    """A change of phones or premises is a change of the file: a stale edit must notice it."""
    from sqlalchemy.orm.attributes import flag_modified

    flag_modified(customer, "name")


def _remove(work: Change, rows: Sequence[SQLModel]) -> None:
    for row in rows:
        work.session.delete(row)
    work.session.flush()


def _name(said: str) -> str:
    name = " ".join(said.split())
    if len(name) > LONGEST_NAME:
        raise BadValue(
            _("The name has {count} characters; at most {most} are kept").format(
                count=len(name), most=LONGEST_NAME
            ),
            _("Put the rest into the note"),
        )
    return name


def _birthday(said: str) -> date | None:
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip().replace("/", "-"))
    except ValueError as error:
        raise BadValue(
            _("{text} is not a date").format(text=said), _("Write it as year-month-day: 1980-02-29")
        ) from error


def _has_a_handle(work: Change, customer: Customer) -> bool:
    return bool(customer.name) or bool(work.all(Phone, Phone.customer_id == customer.id))


def _many(value: str) -> list[str]:
    return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]


def _set_field(work: Change, customer: Customer, field: str, value: str) -> None:
    match field:
        case "name":
            customer.name = _name(value)
        case "kind":
            customer.kind = check_code("customer_kind", value)
        case "stage" | "tier" | "source" | "best_time" | "do_not" | "note":
            setattr(customer, field, checked_text(value).strip() or ("" if field != "tier" else None))
        case "external_id":
            customer.external_id = value.strip() or None
        case "birthday":
            customer.birthday = _birthday(value)
        case "preferred_channel":
            customer.preferred_channel = check_code("channel", value) if value else None
        case "opt_outs":
            customer.opt_outs = " ".join(
                check_code("channel", part) for part in value.replace(",", " ").split()
            )
        case "preferences":
            customer.preferences = _preferences(value)
        case "tags":
            customer.tags = tags_text(value)
        case "phones" | "phone":
            set_phones(work, customer, _many(value))
        case "emails" | "email":
            set_emails(work, customer, _many(value))
        case "premises":
            set_premises(work, customer, _many(value), "owner")
        case "archived":
            customer.archived = value.strip().lower() in {"1", "yes", "true", "on"}
        case _:
            raise BadValue(
                _("A customer has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


EDITABLE = (
    "name", "kind", "stage", "tier", "birthday", "phones", "emails", "premises", "tags", "best_time", "do_not",
    "note", "preferences", "preferred_channel", "opt_outs", "external_id", "source", "archived",
)  # fmt: skip


def _preferences(value: str) -> str:
    """Keeps `language=zh; pets=dog` as a JSON object."""
    pairs = [part.partition("=") for part in _many(value)]
    return json.dumps(
        {key.strip(): kept.strip() for key, _sign, kept in pairs if key.strip()}, ensure_ascii=False
    )
