"""Tickets as rows: lists by query, the ids of a queue, pages of rows, and one ticket with its timeline."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.tickets import (
    FROM_TICKETS,
    SORTS,
    TICKET_DETAIL,
    TICKETS,
    TicketDetail,
    TicketRow,
    ticket_detail,
    ticket_row,
)
from servicedesk.store.queries.timeline import TICKET_EVENTS, TimelineRow, timeline_row

if TYPE_CHECKING:
    from servicedesk.rules.query import Query
    from servicedesk.store.filters import Condition

__all__ = ["TicketDetail", "TicketRow", "TimelineRow"]


def tickets(
    desk: Desk, query: str | Query = "", *, sort: str = "due", limit: int | None = None
) -> list[TicketRow]:
    """The tickets a query means, next due first; all of them unless `limit` says otherwise."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    order = f"\nORDER BY {order_of(sort)}"
    wanted, params = where.sql, dict(where.params)
    if limit is not None:  # numbers are sorted, not whole rows
        wanted = f"t.id IN (SELECT t.id{FROM_TICKETS}\nWHERE {wanted}{order}\nLIMIT :limit)"
        params["limit"] = limit
    sql = f"{TICKETS}\nWHERE {wanted}{order}"
    with desk.store.reading() as reader:
        return [ticket_row(row) for row in reader.rows(sql, params)]


def count(desk: Desk, query: str | Query = "") -> int:
    """How many tickets a query means."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    with desk.store.reading() as reader:
        return int(reader.rows(f"SELECT count(*){FROM_TICKETS}\nWHERE {where.sql}", where.params)[0][0])


def numbers(desk: Desk, query: str | Query = "", *, sort: str = "due") -> array[int]:
    """The numbers of all tickets a query means, in order: eight bytes each, for lists of any length."""
    desk.require(Permission.VIEW)
    where = condition(desk, query)
    sql = f"SELECT t.id{FROM_TICKETS}\nWHERE {where.sql}\nORDER BY {order_of(sort)}"
    with desk.store.reading() as reader:
        return reader.numbers(sql, where.params)


def holding(desk: Desk, numbers: Sequence[int], query: str) -> array[int] | None:
    """Those of some tickets that a query of words alone means, in their order; None where it says more than words.

    It takes a fraction of the time of asking for the whole query anew.
    """
    from servicedesk.rules.query import parse
    from servicedesk.store.filters import tickets_with_words

    desk.require(Permission.VIEW)
    asked = tickets_with_words(parse(query))
    if asked is None:
        return None
    with desk.store.reading() as reader:
        found = reader.numbers(asked.sql, asked.params)
    among = set(found) if len(found) < len(numbers) else set(numbers).intersection(found)
    return array("q", [number for number in numbers if number in among])


def by_numbers(desk: Desk, wanted: Sequence[int]) -> list[TicketRow]:
    """The rows of some tickets, in the order asked for; numbers that do not exist are left out."""
    desk.require(Permission.VIEW)
    if not wanted:
        return []
    names = {f"n{index}": number for index, number in enumerate(wanted)}
    sql = f"{TICKETS}\nWHERE t.id IN ({', '.join(':' + name for name in names)})"
    with desk.store.reading() as reader:
        rows = {row[0]: ticket_row(row) for row in reader.rows(sql, names)}
    return [rows[number] for number in wanted if number in rows]


def ticket(desk: Desk, number: int) -> TicketRow:
    """One ticket. Raises NotFound."""
    found = by_numbers(desk, [number])
    if not found:
        raise NotFound(
            _("There is no ticket {number}").format(number=number), _("See: servicedesk ticket list")
        )
    return found[0]


def detail(desk: Desk, number: int) -> TicketDetail:
    """What a ticket shows beyond its line. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = reader.rows(TICKET_DETAIL, {"number": number})
    if not rows:
        raise NotFound(
            _("There is no ticket {number}").format(number=number), _("See: servicedesk ticket list")
        )
    return ticket_detail(rows[0])


def timeline(desk: Desk, number: int) -> list[TimelineRow]:
    """Everything that happened to a ticket, oldest first, undone events included."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [timeline_row(row) for row in reader.rows(TICKET_EVENTS, {"number": number})]


def condition(desk: Desk, query: str | Query) -> Condition:
    """The WHERE of a query for whoever asks. Raises BadValue on a query that cannot be read."""
    from servicedesk.rules.query import parse
    from servicedesk.store.filters import Asker, ticket_condition

    read = parse(query) if isinstance(query, str) else query
    return ticket_condition(read, Asker(desk.local(desk.now()), desk.actor.id, desk.actor.team))


def order_of(sort: str) -> str:
    """The ORDER BY of a sort key. Raises BadValue naming the known ones."""
    if sort not in SORTS:
        raise BadValue(
            _("Tickets cannot be sorted by {key}").format(key=sort),
            _("Known are: {names}").format(names=", ".join(SORTS)),
        )
    return SORTS[sort]
