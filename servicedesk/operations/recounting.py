"""Counting the promises of all open work anew, where norms changed or what is kept of them is wrong."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.operations.change import change
from servicedesk.operations.promises import recount_open
from servicedesk.rules.permissions import Permission


def recount_all(desk: Desk) -> int:
    """Counts every open ticket's clocks from its story; how many fall due at another time than they said."""
    with change(desk, Permission.FIRM_EDIT) as work:
        moved = recount_open(work)
        if work.has_changed():
            work.record("promises.recounted", count=moved)
    return moved
