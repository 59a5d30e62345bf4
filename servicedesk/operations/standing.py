"""The standing of customers: tiers and stages computed for all at once, or a tier fixed by a person (R022, R023)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import needed_reason
from servicedesk.operations.living import living
from servicedesk.problems import BadValue
from servicedesk.rules.permissions import Permission
from servicedesk.rules.standing import standing
from servicedesk.rules.yardstick import Yardstick, yardstick
from servicedesk.store.queries.standing import STANDING, STANDINGS, standing_row
from servicedesk.store.times import to_stored

PORTION = 1_000


class Moved(NamedTuple):
    """A customer whose tier or stage changes, or changed; `facts` say why, for `rules.standing.reason_words`."""

    number: int
    name: str
    tier_before: str | None
    tier: str | None
    stage_before: str
    stage: str
    facts: dict[str, Any]


class Fixed(NamedTuple):
    """A file whose tier a person fixed or let go; `already` where it was so before."""

    number: int
    tier: str | None
    already: bool = False


def compute(desk: Desk, *, dry_run: bool = False) -> list[Moved]:
    """Computes the standing of everybody in one operation and tells what changes, by number.

    What a person fixed stays, and so does whoever is archived or restricted. The same desk at the same moment gives
    the same; a second run changes nothing. Raises NotPermitted.
    """
    desk.require(Permission.CUSTOMER_EDIT)
    by = yardstick(desk.firm.settings)
    with desk.store.reading() as reader:
        moved = list(_moves(desk, by, reader.rows(STANDINGS, _window(desk, by))))
    if dry_run or not moved:
        return moved
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        moved = list(_moves(desk, by, work.reader.rows(STANDINGS, _window(desk, by))))
        _write(work, moved)
    return moved


def fix_tier(desk: Desk, number: int, said: str, reason: str) -> Fixed:
    """A person says the tier, and why; it stays until it is let go. Raises NotFound, Refused, BadValue."""
    known = yardstick(desk.firm.settings).tier_names
    tier = next((name for name in known if name.casefold() == said.strip().casefold()), None)
    if tier is None:
        raise BadValue(
            _("There is no tier {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(known)),
        )
    text = needed_reason(reason).strip()
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        if (customer.tier, customer.tier_fixed) == (tier, True):
            return Fixed(customer.number, tier, already=True)
        customer.tier, customer.tier_fixed = tier, True
        work.record("customer.tier_changed", customer=customer, text=text)
        return Fixed(customer.number, tier)


def let_go(desk: Desk, number: int) -> Fixed:
    """The tier is computed again, at once and from now on. Raises NotFound, Refused."""
    by = yardstick(desk.firm.settings)
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        if not customer.tier_fixed:
            return Fixed(customer.number, customer.tier, already=True)
        customer.tier_fixed = False
        rows = work.reader.rows(STANDING, {**_window(desk, by), "number": customer.number})
        facts: dict[str, Any] = {}
        for row in map(standing_row, rows):
            found = standing(row.facts, row.stage, work.now, by)
            customer.tier, facts = found.tier, found.as_facts()
        work.record("customer.tier_changed", customer=customer, **facts)
        return Fixed(customer.number, customer.tier)


def _window(desk: Desk, by: Yardstick) -> dict[str, Any]:
    return {"since": to_stored(desk.now() - timedelta(days=by.window_days))}


def _moves(desk: Desk, by: Yardstick, rows: Iterable[tuple[Any, ...]]) -> Iterator[Moved]:
    now = desk.now()
    for row in map(standing_row, rows):
        found = standing(row.facts, row.stage, now, by)
        tier = row.tier if row.tier_fixed else found.tier
        stage = row.stage if row.stage_fixed else found.stage
        if (tier, stage) != (row.tier, row.stage):
            yield Moved(row.number, row.name, row.tier, tier, row.stage, stage, found.as_facts())


def _write(work: Change, moved: Iterable[Moved]) -> None:
    """One event for each tier and each stage; the version of a file stays, since nobody edited it."""
    from servicedesk.store.tables import Customer

    with work.in_bulk() as bulk:
        for place, one in enumerate(moved, 1):
            for field, before, after in (
                ("tier", one.tier_before, one.tier),
                ("stage", one.stage_before, one.stage),
            ):
                if before != after:
                    row = bulk.change(Customer, one.number, {field: before}, {field: after}, silently=True)
                    facts = one.facts if field == "tier" else {}
                    bulk.event(f"customer.{field}_changed", [row], customer_id=one.number, **facts)
            if not place % PORTION:
                bulk.flush()
