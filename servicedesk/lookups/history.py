"""What happened: to one ticket or customer, to the whole desk, and who did what."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk import Desk, find_staff
from servicedesk.i18n import _
from servicedesk.lookups import customers, tickets
from servicedesk.lookups.firm import name_of
from servicedesk.lookups.own_fields import read_own_fields
from servicedesk.problems import BadValue
from servicedesk.rules.happening_words import KINDS
from servicedesk.rules.happenings import Names
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.staff import (
    CATEGORY_LIST,
    STAFF_LIST,
    TEAM_LIST,
    CategoryRow,
    TeamRow,
    staff_row,
)
from servicedesk.store.queries.timeline import (
    AUDIT,
    CUSTOMER_EVENTS,
    DESK_HISTORY,
    TICKET_HISTORY,
    TimelineRow,
    timeline_row,
)
from servicedesk.store.queries.undo import IS_TAKEN_BACK
from servicedesk.store.times import maybe_stored

__all__ = ["TimelineRow"]

NO_LIMIT = -1


def history(
    desk: Desk, *, ticket: int | None = None, customer: int | None = None, limit: int | None = None
) -> list[TimelineRow]:
    """Everything that happened to a ticket, to a customer, or on the whole desk; newest first. Raises NotFound."""
    desk.require(Permission.VIEW)
    sql, number = DESK_HISTORY, None
    if ticket is not None:
        sql, number = TICKET_HISTORY, tickets.ticket(desk, ticket).number
    elif customer is not None:
        sql, number = CUSTOMER_EVENTS, customers.customer(desk, customer).number
    params = {"number": number, "limit": NO_LIMIT if limit is None else limit}
    with desk.store.reading() as reader:
        return [timeline_row(row) for row in reader.rows(sql, params)]


def is_taken_back(desk: Desk, operation: int) -> bool:
    """Whether somebody has undone what this operation did."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return bool(reader.rows(IS_TAKEN_BACK, {"operation": operation})[0][0])


def audit(
    desk: Desk, *, who: str = "", what: str = "", since: datetime | None = None, limit: int | None = None
) -> list[TimelineRow]:
    """Who did what: by staff member, by kind (`ticket`, `ticket.resolved`, `resolved`), since a moment; newest first.

    Raises NotPermitted, NotFound for a staff member and BadValue for a kind that nobody knows.
    """
    desk.require(Permission.AUDIT)
    wanted = _known_kind(what)
    with desk.store.reading() as reader:
        params = {
            "staff": find_staff(reader, who).id if who else None,
            "what": wanted,
            "since": maybe_stored(since),
            "limit": NO_LIMIT if limit is None else limit,
        }
        return [timeline_row(row) for row in reader.rows(AUDIT, params)]


def _known_kind(said: str) -> str | None:
    """A kind of event, its first or its last word; None for all."""
    wanted = said.strip().lower()
    if not wanted or wanted in KINDS:
        return wanted or None
    families = {kind.partition(".")[0] for kind in KINDS}
    ends = {kind.partition(".")[2] for kind in KINDS}
    if wanted in families | ends:
        return wanted
    raise BadValue(
        _("There is no kind of event {name}").format(name=wanted),
        _("Known are: {names}").format(names=", ".join(sorted(families))),
    )


def names(desk: Desk, *, own: bool = False) -> Names:
    """The names that the sentences of a timeline need, in the language in use; with `own` the firm's own fields too."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        staff = [staff_row(row) for row in reader.rows(STAFF_LIST)]
        teams = [TeamRow(*row) for row in reader.rows(TEAM_LIST)]
        categories = [CategoryRow(*row) for row in reader.rows(CATEGORY_LIST)]
        fields = read_own_fields(reader) if own else []
    return Names(
        staff={row.id: row.name for row in staff},
        teams={row.id: name_of(row) for row in teams},
        categories={row.id: name_of(row) for row in categories},
        zone=desk.firm.zone,
        fields={field.id: field for field in fields},
    )
