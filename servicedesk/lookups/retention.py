"""What the firm's own periods say is due for erasure (R247, R253)."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, said_in
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.retention import HELD_BACK, LAPSED, OLD_CONTACTS, LapsedRow, lapsed_row
from servicedesk.store.times import to_stored

__all__ = ["SIGN", "Due", "LapsedRow", "due"]

SIGN = N_("[erased]")


class Due(NamedTuple):
    """Files nobody has heard of for too long, contacts whose words are too old, and files a legal hold keeps."""

    customers: tuple[LapsedRow, ...]
    contacts: tuple[int, ...]
    held: int


def due(desk: Desk) -> Due:
    """What is due now; a period of 0 years never ends."""
    desk.require(Permission.VIEW)
    files, words = desk.firm.customer_years, desk.firm.contact_years
    with desk.store.reading() as reader:
        customers = reader.rows(LAPSED, {"before": _before(desk, files)}) if files else []
        sign = said_in(desk.firm.language, SIGN)
        contacts = reader.rows(OLD_CONTACTS, {"before": _before(desk, words), "sign": sign}) if words else []
        held = reader.rows(HELD_BACK, {"before": _before(desk, files)})[0][0] if files else 0
    return Due(tuple(map(lapsed_row, customers)), tuple(row[0] for row in contacts), held)


def _before(desk: Desk, years: int) -> str:
    """The same day and minute so many years ago; the 28th for a 29th of February."""
    now = desk.local(desk.now())
    day = min(now.day, 28) if now.month == 2 else now.day
    return to_stored(now.replace(year=max(now.year - years, 1970), day=day))
