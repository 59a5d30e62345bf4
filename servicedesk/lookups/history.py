"""What happened: to one ticket or customer, to the whole desk, and who did what."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk, find_staff
from servicedesk.lookups.firm import name_of
from servicedesk.rules.happenings import Names
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.staff import (
    CATEGORY_LIST,
    STAFF_LIST,
    TEAM_LIST,
    CategoryRow,
    StaffRow,
    TeamRow,
)
from servicedesk.store.queries.timeline import (
    AUDIT,
    CUSTOMER_EVENTS,
    DESK_HISTORY,
    TICKET_HISTORY,
    TimelineRow,
    timeline_row,
)
from servicedesk.store.times import maybe_stored

__all__ = ["TimelineRow"]

NO_LIMIT = -1


def history(
    desk: Desk, *, ticket: int | None = None, customer: int | None = None, limit: int | None = None
) -> list[TimelineRow]:
    """Everything that happened to a ticket, to a customer, or on the whole desk; newest first."""
    desk.require(Permission.VIEW)
    sql, number = DESK_HISTORY, None
    if ticket is not None:
        sql, number = TICKET_HISTORY, ticket
    elif customer is not None:
        sql, number = CUSTOMER_EVENTS, customer
    params = {"number": number, "limit": NO_LIMIT if limit is None else limit}
    with desk.store.reading() as reader:
        return [timeline_row(row) for row in reader.rows(sql, params)]


def audit(
    desk: Desk, *, who: str = "", what: str = "", since: datetime | None = None, limit: int | None = None
) -> list[TimelineRow]:
    """Who did what: by staff member, by kind (`ticket`, `ticket.resolved`, `resolved`), since a moment; newest first.

    Raises NotPermitted, and NotFound for a staff member nobody knows.
    """
    desk.require(Permission.AUDIT)
    with desk.store.reading() as reader:
        params = {
            "staff": find_staff(reader, who).id if who else None,
            "what": what.strip().lower() or None,
            "since": maybe_stored(since),
            "limit": NO_LIMIT if limit is None else limit,
        }
        return [timeline_row(row) for row in reader.rows(AUDIT, params)]


def names(desk: Desk) -> Names:
    """The names that the sentences of a timeline need, in the language in use."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        staff = [StaffRow(*row) for row in reader.rows(STAFF_LIST)]
        teams = [TeamRow(*row) for row in reader.rows(TEAM_LIST)]
        categories = [CategoryRow(*row) for row in reader.rows(CATEGORY_LIST)]
    return Names(
        staff={row.id: row.name for row in staff},
        teams={row.id: name_of(row) for row in teams},
        categories={row.id: name_of(row) for row in categories},
        zone=desk.firm.zone,
    )
