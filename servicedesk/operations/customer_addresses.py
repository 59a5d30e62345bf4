"""How and where a customer is reached: phones, e-mail addresses, and the premises that files share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.operations.change import Change
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.phones import read_phone
from servicedesk.store.tables import Customer, Occupancy, Premises

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from servicedesk.store.tables import Email

DEFAULT_ROLE = "owner"
LONGEST_PREMISES = 300
_WITH_ROLE = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")


def set_phones(work: Change, customer: Customer, said: Sequence[str]) -> None:
    """The customer's phones in this order, each once, as typed and as compared; the first is rung first.

    One that is not named any more is kept as a former one. Raises BadValue on a text that is no phone.
    """
    from servicedesk.store.tables import Phone

    region = work.desk.firm.region
    read: dict[tuple[str, str], str] = {}
    for text in said:
        if text.strip():
            phone = read_phone(text.strip(), region)
            read.setdefault((phone.number, phone.extension), phone.raw)
    wanted = [(raw, number, extension) for (number, extension), raw in read.items()]
    rows = work.all(Phone, Phone.customer_id == customer.id)
    kept = sorted(rows, key=lambda row: (not row.former, row.position))
    known = {(row.number, row.extension): row for row in kept}
    gone = [row for row in kept if not row.former and (row.number, row.extension) not in read]
    if gone:
        from servicedesk.operations.former_parts import take_off_phones

        take_off_phones(work, customer, gone, [number for number, _extension in read])
    for position, (raw, number, extension) in enumerate(wanted):
        row = known.get((number, extension)) or Phone(
            customer_id=customer.number, raw=raw, number=number, extension=extension
        )
        row.raw, row.position, row.former = raw, position, False
        work.session.add(row)


def set_emails(work: Change, customer: Customer, said: Sequence[str]) -> None:
    """The customer's e-mail addresses, each once. Raises BadValue on a text that is none."""
    from servicedesk.store.tables import Email

    addresses: dict[str, str] = {}
    for text in said:
        addresses.setdefault(text.strip().casefold(), text.strip())
    wanted = [address for address in addresses.values() if address]
    for address in wanted:
        if "@" not in address[1:-1] or any(letter.isspace() for letter in address):
            raise BadValue(
                _("{text} is not an e-mail address").format(text=address), _("It looks like name@example.com")
            )
    kept = sorted(work.all(Email, Email.customer_id == customer.id), key=_position)
    known = {row.address.casefold(): row for row in kept}
    _remove(work, [row for row in kept if row.address.casefold() not in addresses])
    for position, address in enumerate(wanted):
        row = known.get(address.casefold()) or Email(customer_id=customer.number, address=address)
        row.address, row.position = address, position
        work.session.add(row)


def set_premises(work: Change, customer: Customer, said: Sequence[str], role: str | None = None) -> None:
    """The premises the customer has to do with now; those known by the same text are shared, never doubled.

    A stay at premises that are not named any more ends, and stays told. A role may stand in brackets, `3-2-501 (tenant)`; without one what is known stays, else it is `role`.
    """
    kept = {row.premises_id: row for row in present_stays(work, customer)}
    wanted: dict[int, str | None] = {}
    for text in said:
        if text.strip():
            place, place_role = _with_role(text)
            wanted.setdefault(shared_premises(work, place).number, place_role)
    if gone := [row for key, row in kept.items() if key not in wanted]:
        from servicedesk.operations.former_parts import end_stays

        end_stays(work, customer, gone)
    for position, (premises_id, place_role) in enumerate(wanted.items()):
        if premises_id in kept:
            kept[premises_id].position = position
            kept[premises_id].role = place_role or kept[premises_id].role
        else:
            work.session.add(
                Occupancy(
                    customer_id=customer.number,
                    premises_id=premises_id,
                    role=place_role or role or DEFAULT_ROLE,
                    position=position,
                )
            )


def present_stays(work: Change, customer: Customer) -> list[Occupancy]:
    """The customer's stays that have not ended."""
    from sqlmodel import col

    return work.all(Occupancy, Occupancy.customer_id == customer.id, col(Occupancy.until).is_(None))


def shared_premises(work: Change, said: str) -> Premises:
    """The premises with this text, in any width; made when new. Raises BadValue on a text too long."""
    text = place_name(said)
    found = same_place(work, text)
    return found[0] if found else work.add(Premises(text=text))


def same_place(work: Change, text: str) -> list[Premises]:
    """The premises that have this name, in any width."""
    from sqlmodel import col

    return work.all(Premises, col(Premises.text).in_([text, unicodedata.normalize("NFKC", text)]))


def place_name(said: str) -> str:
    """The name of a place with its blanks folded. Raises BadValue on one longer than is kept."""
    text = " ".join(said.split())
    if len(text) > LONGEST_PREMISES:
        raise BadValue(
            _("The premises have {count} characters; at most {most} are kept").format(
                count=len(text), most=LONGEST_PREMISES
            ),
            _("Name the place; put the rest into the note"),
        )
    return text


def _with_role(said: str) -> tuple[str, str | None]:
    found = _WITH_ROLE.fullmatch(said.strip())
    if found:
        try:
            return found[1], check_code("occupancy", found[2])
        except BadValue:
            pass
    return said, None


def _position(row: Email) -> int:
    return row.position


def _remove(work: Change, rows: Sequence[SQLModel]) -> None:
    for row in rows:
        work.session.delete(row)
    work.session.flush()
