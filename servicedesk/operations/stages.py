"""The stage of one customer as it moves by itself, between two computings of everybody's standing (R026)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Customer

_LOOKED_AT_AGAIN = {"new", "active", "existing"}


def heard_again(work: Change, customer: Customer) -> None:
    """A word from somebody who had lapsed: she is a customer again, unless a person said otherwise."""
    if customer.stage == "lapsed" and not customer.stage_fixed:
        customer.stage = stage_now(work, customer)


def become_customer(work: Change, customer: Customer) -> None:
    """A prospect brought a matter; that settles it, whoever called her a prospect."""
    customer.stage, customer.stage_fixed = stage_now(work, customer), False


def since_said(work: Change, customer: Customer) -> None:
    """Somebody said since when she is a customer: new or known for long follows from it."""
    if customer.stage in _LOOKED_AT_AGAIN and not customer.stage_fixed:
        customer.stage = stage_now(work, customer)


def stage_now(work: Change, customer: Customer) -> str:
    """The stage by the firm's periods, of a file that is no prospect's."""
    from servicedesk.rules.standing import Facts, stage_of
    from servicedesk.rules.yardstick import yardstick
    from servicedesk.store.queries.standing import came

    since = customer.since.isoformat() if customer.since else None
    facts = Facts(
        came(since, customer.source, customer.created_at, None),
        customer.created_at,
        customer.last_contact_at,
        dealings=0,
        given=0,
        requests=1,
    )
    return stage_of(facts, "active", work.now, yardstick(work.desk.firm.settings))
