"""A quick look whether a desk can be worked on at all; `doctor` looks at everything."""

from __future__ import annotations

from servicedesk.desk import Desk
from servicedesk.rules.permissions import Permission
from servicedesk.store.touch import touch_tables


def refuse_damaged(desk: Desk) -> None:
    """Raises DatabaseProblem where a table cannot be reached, so that nobody begins work on half a desk."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        touch_tables(reader)
