"""Named queues: the built-in ones, and those the firm or one person saved."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.lookups import tickets
from servicedesk.lookups.firm import saved_queues
from servicedesk.problems import BadValue, NotFound

# Code, name, query: the queues every desk has (R021, R083, R194).
BUILT_IN = (
    ("unassigned", N_("Unassigned"), "is:open no:owner"),
    ("mine", N_("Mine"), "is:open owner:me"),
    ("my_team", N_("My team"), "is:open team:mine"),
    ("overdue", N_("Overdue"), "is:open due:overdue"),
    ("due_today", N_("Due today"), "is:open due:today"),
    ("waiting", N_("Waiting"), "status:waiting"),
    ("urgent", N_("Urgent"), "is:open priority:urgent"),
    ("escalated", N_("Escalated"), "is:open is:escalated"),
    ("resolved_not_called", N_("Not called back"), "status:resolved -has:called"),
    ("all_open", N_("All open"), "is:open"),
)


class Queue(NamedTuple):
    """A queue by its code, the name people see, and the query it stands for."""

    code: str
    name: str
    query: str
    saved: bool


def queues(desk: Desk) -> list[Queue]:
    """Every queue the actor sees, the built-in ones first."""
    kept = [Queue(row.code, row.name, row.query, True) for row in saved_queues(desk) if row.active]
    return [Queue(code, _(name), query, False) for code, name, query in BUILT_IN] + kept


def queue(desk: Desk, said: str) -> Queue:
    """The queue with this code or name. Raises NotFound naming the known ones."""
    wanted = said.strip().casefold().replace("-", "_").replace(" ", "_")
    known = queues(desk)
    for found in known:
        if wanted in {found.code, found.name.casefold().replace(" ", "_")}:
            return found
    raise NotFound(
        _("There is no queue {name}").format(name=said),
        _("Known are: {names}").format(names=", ".join(found.code for found in known)),
    )


def narrowed(desk: Desk, said: str, query: str) -> str:
    """The query of a queue with more conditions."""
    return f"{queue(desk, said).query} {query}".strip()


def counted(desk: Desk) -> list[tuple[Queue, int]]:
    """Every queue with how many tickets it holds now; a saved query that no longer reads counts nothing."""
    return [(found, _count(desk, found)) for found in queues(desk)]


def _count(desk: Desk, found: Queue) -> int:
    try:
        return tickets.count(desk, found.query)
    except BadValue:
        return 0
