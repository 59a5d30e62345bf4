"""The standing of customers: tiers and stages computed for all at once, or said by a person (R022, R023, R026)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import needed_reason
from servicedesk.operations.living import living
from servicedesk.operations.promises import follow_customers
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.permissions import Permission
from servicedesk.rules.standing import Standing, standing
from servicedesk.rules.yardstick import Yardstick, yardstick
from servicedesk.store.kept import from_json
from servicedesk.store.queries.standing import STAGE_SAID, STANDING, STANDINGS, TIER_SAID, standing_row
from servicedesk.store.times import to_stored

if TYPE_CHECKING:
    from servicedesk.store.tables import Customer

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
    """A file whose tier or stage a person fixed or let go; `already` where it was so before."""

    number: int
    tier: str | None
    stage: str
    already: bool = False


def compute(desk: Desk, *, dry_run: bool = False) -> list[Moved]:
    """Computes the standing of everybody in one operation and tells what changes, by number.

    What a person fixed stays, and so does whoever is archived or restricted. The same desk at the same moment gives
    the same; a second run changes nothing, and the history says that it was made. Raises NotPermitted.
    """
    desk.require(Permission.CUSTOMER_EDIT)
    by = yardstick(desk.firm.settings)
    if dry_run:
        with desk.store.reading() as reader:
            return list(_moves(desk, by, reader.rows(STANDINGS, _window(desk, by))))
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        moved = list(_moves(desk, by, work.reader.rows(STANDINGS, _window(desk, by))))
        _write(work, moved)
        follow_customers(work, *(one.number for one in moved if one.tier != one.tier_before))
        if work.has_changed():
            work.record("promises.recounted")
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
        so = (customer.tier, customer.tier_fixed) == (tier, True)
        if so and _last_said(work, TIER_SAID, customer.number) == text:
            return _fixed(customer, already=True)
        customer.tier, customer.tier_fixed = tier, True
        follow_customers(work, customer.number)
        work.record("customer.tier_changed", customer=customer, text=text, tier=tier)
        return _fixed(customer)


def fix_stage(desk: Desk, number: int, said: str, reason: str) -> Fixed:
    """A person says the stage, and why; it stays until it is let go. Raises NotFound, Refused, BadValue.

    Who is called a prospect stays one until a matter is brought.
    """
    stage, text = check_code("stage", said), needed_reason(reason).strip()
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        so = (customer.stage, customer.stage_fixed) == (stage, True)
        if so and _last_said(work, STAGE_SAID, customer.number) == text:
            return _fixed(customer, already=True)
        customer.stage, customer.stage_fixed = stage, True
        work.record("customer.stage_changed", customer=customer, text=text, stage=stage)
        return _fixed(customer)


def let_go(desk: Desk, number: int) -> Fixed:
    """The tier is computed again, at once and from now on. Raises NotFound, Refused."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        if not customer.tier_fixed:
            return _fixed(customer, already=True)
        customer.tier_fixed = False
        facts: dict[str, Any] = {}
        if found := _found(work, customer):
            customer.tier, facts = found.tier, found.as_facts()
            follow_customers(work, customer.number)
        work.record("customer.tier_changed", customer=customer, **facts)
        return _fixed(customer)


def let_stage_go(desk: Desk, number: int) -> Fixed:
    """The stage is computed again, at once and from now on. Raises NotFound, Refused."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        if not customer.stage_fixed:
            return _fixed(customer, already=True)
        customer.stage_fixed = False
        if found := _found(work, customer):
            customer.stage = found.stage
        work.record("customer.stage_changed", customer=customer)
        return _fixed(customer)


def _last_said(work: Change, query: str, number: int) -> str:
    """The reason that the last word on it that stands gave; empty where it gave none."""
    rows = work.reader.rows(query, {"number": number})
    return next((str(from_json(body).get("text") or "") for (body,) in rows), "")


def _found(work: Change, customer: Customer) -> Standing | None:
    """What is computed of one file; None where it is archived or restricted and stays as it is."""
    by = yardstick(work.desk.firm.settings)
    rows = work.reader.rows(STANDING, {**_window(work.desk, by), "number": customer.number})
    return next((standing(row.facts, row.stage, work.now, by) for row in map(standing_row, rows)), None)


def _fixed(customer: Customer, *, already: bool = False) -> Fixed:
    return Fixed(customer.number, customer.tier, customer.stage, already)


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
        bulk.event("standing.computed", [])
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
