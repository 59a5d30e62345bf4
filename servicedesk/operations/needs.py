"""Needs of customers: noted, edited, met with what met them, or dropped with a reason (R028-R033, R042)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.firm import find_category
from servicedesk.lookups.needs import no_need
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text
from servicedesk.operations.living import living
from servicedesk.operations.relations import one_that_stays
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.needs import NEED, NeedRow, need_row
from servicedesk.store.tables import Customer, Ticket

if TYPE_CHECKING:
    from servicedesk.store.tables.needs import Need

EDITABLE = ("words", "kind", "class", "level", "impact", "category")


@dataclass(frozen=True)
class NewNeed:
    """What is needed, and by whom: a customer, or whoever brought a ticket; codes as people type them."""

    words: str
    customer: int | None = None
    ticket: int | None = None
    kind: str = ""
    need_class: str = ""
    level: str = ""
    impact: str = ""
    category: str = ""


class Needed(NamedTuple):
    """A need after a verb; `already` where nothing had to be done."""

    need: NeedRow
    already: bool = False


def note(desk: Desk, new: NewNeed) -> Needed:
    """Notes a need. From a ticket it takes the customer, the category and that it is direct; else it is latent.

    Raises BadValue without words or anybody who needs it, NotFound, Refused on an erased file or another's ticket.
    """
    from servicedesk.store.tables.needs import Need

    if new.customer is None and new.ticket is None:
        raise BadValue(_("A need is somebody's"), _("Name the customer, or the ticket with --ticket N"))
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        ticket = one_that_stays(work, new.ticket) if new.ticket is not None else None
        customer = _whose(work, new.customer, ticket)
        row = Need(
            customer_id=customer.id if customer else None,
            ticket_id=ticket.id if ticket else None,
            kind=check_code("need_kind", new.kind or ("direct" if ticket else "latent")),
            need_class=check_code("need_class", new.need_class or "functional"),
            level=_level(new.level, work),
            category_id=_category(new.category, work) or (ticket.category_id if ticket else None),
            words=_words(new.words),
            impact=_impact(new.impact or "2", work),
            noted_at=work.now,
            noted_by_id=work.desk.actor.id,
        )
        work.add(row)
        work.record("need.noted", customer=customer, ticket=ticket)
        return Needed(_row_of(work, row))


def edit(desk: Desk, number: int, values: Mapping[str, str], *, if_version: int | None = None) -> Needed:
    """Changes fields of a need. Raises NotFound, Conflict, BadValue on an unknown field or a bad value."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _need(work, number, if_version)
        for field, value in values.items():
            _set(work, row, field, value)
        if not work.has_changed():
            return Needed(_row_of(work, row), already=True)
        return _recorded(work, row, "need.edited")


def met(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Needed:
    """The need is met; `text` says by what: a service, a changed step, training (R042). Raises as `edit` does."""
    return _settle(desk, number, "met", text, if_version)


def drop(desk: Desk, number: int, text: str, *, if_version: int | None = None) -> Needed:
    """Nothing will be done about the need, and why. Raises as `edit` does."""
    return _settle(desk, number, "dropped", text, if_version)


def reopen(desk: Desk, number: int, *, if_version: int | None = None) -> Needed:
    """The need stands again: what was done did not meet it, or it was dropped too soon. Raises NotFound, Conflict."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _need(work, number, if_version)
        if row.state == "open":
            return Needed(_row_of(work, row), already=True)
        row.state, row.done, row.settled_at = "open", "", None
        return _recorded(work, row, "need.reopened")


def _settle(desk: Desk, number: int, state: str, text: str, if_version: int | None) -> Needed:
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        row = _need(work, number, if_version)
        done = checked_text(text).strip()
        if not done:
            raise BadValue(_("There is no text"), _("Say what was done, or why nothing will be"))
        if (row.state, row.done) == (state, done):
            return Needed(_row_of(work, row), already=True)
        row.state, row.done, row.settled_at = state, done, work.now
        return _recorded(work, row, f"need.{state}", text=done)


def _recorded(work: Change, row: Need, kind: str, **facts: Any) -> Needed:
    customer = work.get(Customer, row.customer_id) if row.customer_id is not None else None
    ticket = work.get(Ticket, row.ticket_id) if row.ticket_id is not None else None
    work.record(kind, customer=customer, ticket=ticket, **facts)
    return Needed(_row_of(work, row))


def _whose(work: Change, number: int | None, ticket: Ticket | None) -> Customer | None:
    """Who needs it; a ticket says it, and must not say another."""
    named = living(work, number) if number is not None else None
    if ticket is None or ticket.customer_id is None:
        if ticket is not None and named is not None:
            raise Refused(
                _("The caller of ticket {number} is not known yet").format(number=ticket.id),
                _(
                    "Put the ticket into the customer's file first: ticket edit {number} --set customer=C"
                ).format(number=ticket.id),
            )
        return named
    brought_by = living(work, ticket.customer_id)
    if named is not None and named.id != brought_by.id:
        raise Refused(
            _("Ticket {number} is of customer C{other}, not of C{customer}").format(
                number=ticket.id, other=brought_by.id, customer=named.id
            ),
            _("Leave the customer or the ticket out"),
        )
    return brought_by


def _set(work: Change, row: Need, field: str, value: str) -> None:
    if field not in _READ:
        raise BadValue(
            _("A need has no field {field} to edit").format(field=field),
            _("Known are: {names}").format(names=", ".join(EDITABLE)),
        )
    column, read = _READ[field]
    setattr(row, column, read(value, work))


def _words(value: str) -> str:
    words = checked_text(value).strip()
    if not words:
        raise BadValue(_("There is no text"), _("Say in a few words what is needed"))
    return words


def _level(value: str, _work: Change) -> int | None:
    return int(check_code("need_level", value)) if value.strip() else None


def _impact(value: str, _work: Change) -> int:
    return int(check_code("need_impact", value))


def _category(value: str, work: Change) -> int | None:
    return find_category(work.reader, value).id if value.strip() else None


_READ: Mapping[str, tuple[str, Callable[[str, Change], object]]] = {
    "words": ("words", lambda value, _work: _words(value)),
    "kind": ("kind", lambda value, _work: check_code("need_kind", value)),
    "class": ("need_class", lambda value, _work: check_code("need_class", value)),
    "level": ("level", _level),
    "impact": ("impact", _impact),
    "category": ("category_id", _category),
}


def _need(work: Change, number: int, if_version: int | None) -> Need:
    from servicedesk.store.tables.needs import Need

    row = work.session.get(Need, number)
    if row is None:
        raise no_need(number)
    if row.customer_id is not None:
        living(work, row.customer_id)
    return work.get(Need, number, if_version=if_version)


def _row_of(work: Change, row: Need) -> NeedRow:
    work.session.flush()
    return need_row(work.reader.rows(NEED, {"number": row.id})[0])
