"""Whether what segments go by is fresh: when tiers and stages were computed last."""

from __future__ import annotations

import re
from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.standing import LAST_COMPUTED
from servicedesk.store.times import from_stored

_COMPUTED = re.compile(r"(?:^|[\s-])(?:tier|stage):", re.IGNORECASE)


def computed_at(desk: Desk) -> datetime | None:
    """When the standing of everybody was computed last; None where it never was, or was undone."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return next((from_stored(row[0]) for row in reader.rows(LAST_COMPUTED)), None)


def goes_by_standing(query: str) -> bool:
    """Whether who is found by a query follows from computed tiers and stages."""
    return _COMPUTED.search(query) is not None


def computed_words(desk: Desk, at: datetime | None) -> str:
    """When it was, in the firm's day."""
    if at is None:
        return _("tiers and stages were not computed yet")
    return _("tiers and stages computed {day}").format(day=f"{desk.local(at):%Y-%m-%d %H:%M}")
