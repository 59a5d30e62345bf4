"""Agreements as rows: all that hold, those up for renewal, and those of a customer or a place."""

from __future__ import annotations

from datetime import date, timedelta

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.agreements import (
    AGREEMENT,
    AGREEMENTS,
    ENDING,
    ENDING_OF_CUSTOMER,
    ORDER,
    STANDING,
    AgreementRow,
    agreement_row,
)

__all__ = ["AgreementRow"]

SOON = 60  # days before its end in which an agreement is named on the customer's card
MOST_DAYS = 36_500


def agreements(
    desk: Desk,
    *,
    due: int | None = None,
    customer: int | None = None,
    premises: int | None = None,
    ended: bool = False,
) -> list[AgreementRow]:
    """Agreements, next to end first, without those that somebody ended unless `ended`.

    `due` leaves those that end within so many days or have run out already: the list of renewals. Raises BadValue
    on days that are none.
    """
    desk.require(Permission.VIEW)
    where = ["1 = 1" if ended and due is None else STANDING]
    params: dict[str, object] = {}
    if due is not None:
        where, params = [ENDING], {"last": _last_day(today(desk), due)}
    for column, number in (("customer_id", customer), ("premises_id", premises)):
        if number is not None:
            where.append(f"a.{column} = :{column}")
            params[column] = number
    with desk.store.reading() as reader:
        rows = reader.rows(f"{AGREEMENTS}\nWHERE {' AND '.join(where)}{ORDER}", params)
        return [agreement_row(row) for row in rows]


def agreement(desk: Desk, number: int) -> AgreementRow:
    """One agreement. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        found = reader.rows(AGREEMENT, {"number": number})
    if not found:
        raise no_agreement(number)
    return agreement_row(found[0])


def ending_of(reader: Reader, number: int, day: date) -> tuple[AgreementRow, ...]:
    """What of a customer's agreements ends soon or has run out and was not ended."""
    params = {"number": number, "last": _last_day(day, SOON)}
    return tuple(map(agreement_row, reader.rows(ENDING_OF_CUSTOMER, params)))


def at_premises(reader: Reader, number: int) -> tuple[AgreementRow, ...]:
    """The agreements about a place that nobody ended."""
    sql = f"{AGREEMENTS}\nWHERE a.premises_id = :number AND {STANDING}{ORDER}"
    return tuple(map(agreement_row, reader.rows(sql, {"number": number})))


def today(desk: Desk) -> date:
    """The day it is at the firm."""
    return desk.local(desk.now()).date()


def no_agreement(number: int) -> NotFound:
    """The problem of a number that no agreement has."""
    return NotFound(
        _("There is no agreement {number}").format(number=number), _("See: servicedesk agreement list")
    )


def _last_day(day: date, days: int) -> str:
    if not 0 <= days <= MOST_DAYS:
        raise BadValue(
            _("{count} is no number of days").format(count=days),
            _("Give 0 to {most}").format(most=MOST_DAYS),
        )
    return (day + timedelta(days=days)).isoformat()
