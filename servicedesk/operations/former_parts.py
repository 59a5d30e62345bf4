"""What a file said before: names, numbers and stays that a change takes off are kept as former ones, mere slips are not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from servicedesk.rules.text import normalised
from servicedesk.store.queries.origins import TYPED_SINCE
from servicedesk.store.tables import Occupancy
from servicedesk.store.times import to_stored

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Customer, Phone, Premises

HOUSEHOLD = ("tenant", "family")
Places = set[tuple[str, int]]


def keep_name(work: Change, customer: Customer, new: str) -> None:
    """The name that gives way to a new one, so that the file is still found by it; another case or blank is no name.

    A former name that is in use again is former no more.
    """
    from servicedesk.store.tables.sameness import FormerName

    old = customer.name
    if not old or customer.id is None or _letters(old) == _letters(new):
        return
    with work.session.no_autoflush:  # the file is stored once, with all that changes in it
        known = {row.name: row for row in work.all(FormerName, FormerName.customer_id == customer.id)}
    if old not in known:
        work.session.add(FormerName(customer_id=customer.number, name=old))
    if new in known:
        work.session.delete(known[new])


def take_off_phones(work: Change, customer: Customer, rows: Sequence[Phone], left: Sequence[str]) -> None:
    """Numbers that are not the customer's any more: kept to find her by, never to be rung.

    One typed today that lies one slip from a number that is `left` was a slip, and goes.
    """
    typed = _typed_today(work, customer)
    for row in rows:
        if ("phone", row.id) in typed and _is_slip(row.number, left):
            work.session.delete(row)
        else:
            row.former = True
    work.session.flush()


def end_stays(work: Change, customer: Customer, rows: Sequence[Occupancy]) -> None:
    """Stays that a change takes off end today; one that was only typed today was a mistake, and goes."""
    from servicedesk.store.tables import Premises

    typed = _typed_today(work, customer)
    for row in rows:
        if ("occupancy", row.id) in typed:
            work.session.delete(row)
        else:
            row.until = today(work)
            take_pets_off(work, work.get(Premises, row.premises_id), row)
    work.session.flush()


def take_pets_off(work: Change, place: Premises, left: Occupancy) -> bool:
    """What was noted about pets goes with the last of the household; whether there was such a note."""
    from sqlmodel import col

    others = work.all(
        Occupancy, Occupancy.premises_id == place.id, col(Occupancy.until).is_(None), Occupancy.id != left.id
    )
    remain = [row for row in others if left.role not in HOUSEHOLD or row.role in HOUSEHOLD]
    if remain or not place.pets:
        return False
    place.pets = ""
    return True


def today(work: Change) -> date:
    """The day it is at the firm."""
    return work.desk.local(work.now).date()


def _letters(name: str) -> str:
    return normalised(name).replace(" ", "")


def _is_slip(number: str, left: Sequence[str]) -> bool:
    from servicedesk.rules.nearness import is_near

    return any(is_near(number, other) for other in left)


def _typed_today(work: Change, customer: Customer) -> Places:
    """The rows that somebody put into this file since the day began; what a list brought in was not typed."""
    begins = datetime.combine(today(work), time.min, work.desk.firm.zone)
    params = {"number": customer.id, "since": to_stored(begins)}
    made: Places = set()
    for (body,) in work.reader.rows(TYPED_SINCE, params):
        changes: list[dict[str, Any]] = json.loads(body).get("changes", [])
        made.update((change["table"], change["key"][0]) for change in changes if change["before"] is None)
    return made
