"""Callbacks as rows: lists by when and whose, one callback, and the card of a caller at work."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from servicedesk.desk import Desk, find_staff
from servicedesk.i18n import _
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.filters import OPEN, Condition
from servicedesk.store.queries.callbacks import (
    ALSO_DUE,
    CALLBACK,
    CALLBACKS,
    FIRST_TO_COME,
    FROM_CALLBACKS,
    IN_DUE_ORDER,
    LAST_SAID,
    TEAMS_OR_NOBODYS,
    CallbackRow,
    Said,
    callback_row,
    said_row,
)
from servicedesk.store.queries.customers import CUSTOMER, CustomerRow, PhoneRow, customer_row, phones_of
from servicedesk.store.queries.tickets import TICKETS, TicketRow, ticket_row
from servicedesk.store.times import maybe_time, to_stored

__all__ = ["CallbackRow", "CustomerRow", "PhoneRow", "RunCard", "Said", "TicketRow"]

DUE = ("overdue", "today", "week", "all")
WORDS_SHOWN = 5


class RunCard(NamedTuple):
    """What a caller needs to see: who is rung, why, what was said last, and what else we owe her."""

    callback: CallbackRow
    customer: CustomerRow
    phones: tuple[PhoneRow, ...]
    last_said: tuple[Said, ...]
    open_tickets: tuple[TicketRow, ...]
    also_due: tuple[CallbackRow, ...]


def callbacks(
    desk: Desk, *, due: str = "", owner: str = "", state: str = "due", limit: int | None = None
) -> list[CallbackRow]:
    """The callbacks of a state, next due first, that are due by then: `overdue`, by the end of `today` or of
    the `week` (seven days), or `all`.

    Without `due` it is today for those still due and all for the others. `owner` is `me`, `team` (my team's
    and nobody's), a handle or a name; without it everybody's. Raises BadValue, NotFound.
    """
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        where = _condition(desk, reader, due, owner, state)
        sql, params = f"{CALLBACKS}\nWHERE {where.sql}{IN_DUE_ORDER}", dict(where.params)
        if limit is not None:
            sql, params["limit"] = sql + "\nLIMIT :limit", limit
        return [callback_row(row) for row in reader.rows(sql, params)]


def count(desk: Desk, *, due: str = "", owner: str = "", state: str = "due") -> int:
    """How many callbacks `callbacks` would list."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        where = _condition(desk, reader, due, owner, state)
        return int(reader.rows(f"SELECT count(*){FROM_CALLBACKS}\nWHERE {where.sql}", where.params)[0][0])


def numbers(desk: Desk, *, due: str = "", owner: str = "", state: str = "due") -> array[int]:
    """The ids of what `callbacks` would list, in order: for lists of any length."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        where = _condition(desk, reader, due, owner, state)
        sql = f"SELECT b.id{FROM_CALLBACKS}\nWHERE {where.sql}{IN_DUE_ORDER}"
        return reader.numbers(sql, where.params)


def by_numbers(desk: Desk, wanted: Sequence[int]) -> list[CallbackRow]:
    """The rows of some callbacks, in the order asked for; ids that do not exist are left out."""
    desk.require(Permission.VIEW)
    names = {f"n{index}": number for index, number in enumerate(wanted)}
    sql = f"{CALLBACKS}\nWHERE b.id IN ({', '.join(':' + name for name in names)})"
    with desk.store.reading() as reader:
        rows = {row[0]: callback_row(row) for row in reader.rows(sql, names)}
    return [rows[number] for number in wanted if number in rows]


def callback(desk: Desk, number: int) -> CallbackRow:
    """One callback. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return _one(reader, number)


def run_card(desk: Desk, number: int) -> RunCard:
    """The card of one call, in one look at the desk. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        row = _one(reader, number)
        customer = {"customer": row.customer_number}
        tickets = f"{TICKETS}\nWHERE t.customer_id = :customer AND {OPEN}\nORDER BY t.due_at NULLS LAST"
        return RunCard(
            row,
            customer_row(reader.rows(CUSTOMER, {"number": row.customer_number})[0]),
            tuple(
                phone
                for phone in map(PhoneRow._make, reader.rows(phones_of(":customer"), customer))
                if not phone.former
            ),
            tuple(said_row(said) for said in reader.rows(LAST_SAID, {**customer, "limit": WORDS_SHOWN})),
            tuple(ticket_row(ticket) for ticket in reader.rows(tickets, customer)),
            tuple(callback_row(also) for also in reader.rows(ALSO_DUE, {**customer, "callback": number})),
        )


def first_to_come(desk: Desk) -> datetime | None:
    """When the next callback falls due that is not due yet; None when there is none."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return maybe_time(reader.rows(FIRST_TO_COME, {"now": to_stored(desk.now())})[0][0])


def _one(reader: Reader, number: int) -> CallbackRow:
    rows = reader.rows(CALLBACK, {"id": number})
    if not rows:
        raise NotFound(
            _("There is no callback {number}").format(number=number), _("See: servicedesk callback list")
        )
    return callback_row(rows[0])


def _condition(desk: Desk, reader: Reader, due: str, owner: str, state: str) -> Condition:
    code = check_code("callback_state", state)
    # A literal state, so that the index of what is due serves.
    parts, params = [f"b.state = '{code}'"], dict[str, object]()
    end = _end_of(desk, due or ("today" if code == "due" else "all"))
    if end:
        parts.append("b.due_at < :end")
        params["end"] = to_stored(end)
    if owner == "team":
        parts.append(TEAMS_OR_NOBODYS)
        params["team"] = desk.actor.team
    elif owner:
        parts.append("b.owner_id = :owner")
        params["owner"] = desk.actor.id if owner in {"me", "我"} else find_staff(reader, owner).id
    return Condition(" AND ".join(parts), params)


def _end_of(desk: Desk, due: str) -> datetime | None:
    if due not in DUE:
        raise BadValue(
            _("Callbacks cannot be listed by {due}").format(due=due),
            _("Known are: {names}").format(names=", ".join(DUE)),
        )
    now = desk.local(desk.now())
    midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    ends = {"overdue": now, "today": midnight + timedelta(days=1), "week": midnight + timedelta(days=7)}
    return ends.get(due)
