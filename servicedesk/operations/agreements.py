"""Agreements: made, edited, ended; each is with a customer, about premises, or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text
from servicedesk.operations.living import living
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.rules.when import read_day
from servicedesk.store.queries.agreements import AGREEMENT, AgreementRow, agreement_row
from servicedesk.store.tables import Customer, Premises

if TYPE_CHECKING:
    from servicedesk.store.tables.agreements import Agreement

EDITABLE = ("kind", "start", "end", "services", "reference", "note")


@dataclass(frozen=True)
class NewAgreement:
    """What is agreed, with a customer, about premises (their numbers), or both; it begins today unless told."""

    kind: str = "service"
    customer: int | None = None
    premises: int | None = None
    start: date | None = None
    end: date | None = None
    services: str = ""
    reference: str = ""
    note: str = ""


class Agreed(NamedTuple):
    """An agreement after a verb; `already` where nothing had to be done."""

    agreement: AgreementRow
    already: bool = False


def new(desk: Desk, made: NewAgreement) -> Agreed:
    """A new agreement. Raises BadValue without a side or with days that cannot be, NotFound, Refused on an erased file."""
    from servicedesk.store.tables.agreements import Agreement

    if made.customer is None and made.premises is None:
        raise BadValue(_("An agreement needs a customer or premises"), _("Give --customer C or --premises P"))
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, made.customer) if made.customer is not None else None
        row = Agreement(
            kind=check_code("agreement_kind", made.kind or "service"),
            customer_id=customer.number if customer else None,
            premises_id=_premises(work, made.premises),
            starts_on=made.start or _today(work),
            ends_on=made.end,
            services=checked_text(made.services.strip()),
            reference=checked_text(made.reference.strip()),
            note=checked_text(made.note.strip()),
        )
        _check_days(row)
        work.add(row)
        _follow(work, row)
        work.record("agreement.created", customer=customer)
        return Agreed(_row_of(work, row))


def edit(desk: Desk, number: int, values: Mapping[str, str], *, if_version: int | None = None) -> Agreed:
    """Changes fields of an agreement; a new end renews it. Raises NotFound, Conflict, BadValue."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _agreement(work, number, if_version)
        for field, value in values.items():
            _set(work, row, field, value)
        _check_days(row)
        if not work.has_changed():
            return Agreed(_row_of(work, row), already=True)
        _follow(work, row)
        work.record("agreement.edited", customer=_customer(work, row))
        return Agreed(_row_of(work, row))


def end(desk: Desk, number: int, on: date | None = None, *, if_version: int | None = None) -> Agreed:
    """Somebody decided that it is over, on a day or today: it is no longer up for renewal. Raises NotFound, BadValue."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _agreement(work, number, if_version)
        if row.ended_on is not None and on in (None, row.ended_on):
            return Agreed(_row_of(work, row), already=True)
        row.ended_on = on or _today(work)
        if row.ended_on < row.starts_on:
            raise _before_start(row.ended_on, row.starts_on)
        _follow(work, row)
        work.record("agreement.ended", customer=_customer(work, row))
        return Agreed(_row_of(work, row))


def _follow(work: Change, row: Agreement) -> None:
    """What is promised under an agreement follows it."""
    from servicedesk.operations.promises import follow_customers, follow_premises

    work.session.flush()
    follow_customers(work, row.customer_id)
    follow_premises(work, row.premises_id)


def _set(work: Change, row: Agreement, field: str, value: str) -> None:
    if field not in _READ:
        raise BadValue(
            _("An agreement has no field {field} to edit").format(field=field),
            _("Known are: {names}").format(names=", ".join(EDITABLE)),
        )
    column, read = _READ[field]
    setattr(row, column, read(value, work))
    if field == "end":
        row.ended_on = None  # who gives it a new end wants it to go on


def _needed_day(value: str, work: Change) -> date:
    return read_day(value, _today(work))


def _maybe_day(value: str, work: Change) -> date | None:
    return read_day(value, _today(work)) if value.strip() else None


def _text(value: str, _work: Change) -> str:
    return checked_text(value).strip()


_READ: Mapping[str, tuple[str, Callable[[str, Change], object]]] = {
    "kind": ("kind", lambda value, _work: check_code("agreement_kind", value)),
    "start": ("starts_on", _needed_day),
    "end": ("ends_on", _maybe_day),
    "services": ("services", _text),
    "reference": ("reference", _text),
    "note": ("note", _text),
}


def _check_days(row: Agreement) -> None:
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise _before_start(row.ends_on, row.starts_on)


def _before_start(day: date, starts: date) -> BadValue:
    return BadValue(
        _("{day} is before the agreement begins, on {start}").format(day=day, start=starts),
        _("Give an end that comes after the start"),
    )


def _agreement(work: Change, number: int, if_version: int | None) -> Agreement:
    from servicedesk.store.tables.agreements import Agreement

    if work.session.get(Agreement, number) is None:
        raise NotFound(
            _("There is no agreement {number}").format(number=number), _("See: servicedesk agreement list")
        )
    return work.get(Agreement, number, if_version=if_version)


def _customer(work: Change, row: Agreement) -> Customer | None:
    return work.get(Customer, row.customer_id) if row.customer_id is not None else None


def _premises(work: Change, number: int | None) -> int | None:
    if number is not None and work.session.get(Premises, number) is None:
        raise NotFound(
            _("There are no premises {name}").format(name=number), _("See: servicedesk premises list TEXT")
        )
    return number


def _today(work: Change) -> date:
    return work.desk.local(work.now).date()


def _row_of(work: Change, row: Agreement) -> AgreementRow:
    work.session.flush()
    return agreement_row(work.reader.rows(AGREEMENT, {"number": row.id})[0])
