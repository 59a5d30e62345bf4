"""Who has a call in hand, so that two callers never ring the same person; working state, without events."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import missing
from servicedesk.problems import Conflict
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.callbacks import CALLBACK, NEXT_DUE, CallbackRow, callback_row
from servicedesk.store.times import to_stored

if TYPE_CHECKING:
    from sqlmodel import Session

LEASE_MINUTES = 10
EARLY = timedelta(minutes=10)  # a promised call is offered so long before its time


class Next(NamedTuple):
    """The call taken in hand, if there is one, and those passed over because the customer may not be rung."""

    call: CallbackRow | None
    passed: tuple[CallbackRow, ...] = ()


def next_due(desk: Desk, *, skip: Collection[int] = ()) -> CallbackRow | None:
    """The call of `next_call` alone."""
    return next_call(desk, skip=skip).call


def next_call(desk: Desk, *, skip: Collection[int] = ()) -> Next:
    """The next due call that may be made and nobody else has in hand, taken in hand.

    Mine come before nobody's and those before a colleague's; promised ones first. `skip` passes some over.
    """
    desk.require(Permission.CALLBACK_WORK)
    now = desk.now()
    passed: list[CallbackRow] = []
    with desk.store.writing() as session:
        found = _rows(session, NEXT_DUE, now=to_stored(now), soon=to_stored(now + EARLY), actor=desk.actor.id)
        for (number,) in found:
            if number in skip:
                continue
            row = callback_row(_rows(session, CALLBACK, id=number)[0])
            if row.may_ring(desk.firm.needs_consent).allowed:
                return Next(_take(session, desk, number, LEASE_MINUTES), tuple(passed))
            passed.append(row)
    return Next(None, tuple(passed))


def lease(desk: Desk, number: int, minutes: int = LEASE_MINUTES) -> CallbackRow:
    """Takes a call in hand for so many minutes. Raises NotFound, Conflict while a colleague has it."""
    desk.require(Permission.CALLBACK_WORK)
    with desk.store.writing() as session:
        rows = _rows(session, CALLBACK, id=number)
        if not rows:
            raise missing("Callback", number)
        kept = callback_row(rows[0])
        if kept.leased_until and kept.leased_until > desk.now() and kept.leased_by != desk.actor.handle:
            raise Conflict(
                _("{name} has this call in hand").format(name=kept.leased_by),
                _("Take another one; it is free again at {time}").format(
                    time=f"{desk.local(kept.leased_until):%H:%M}"
                ),
            )
        return _take(session, desk, number, minutes)


def release(desk: Desk, number: int) -> None:
    """Puts a call back that the actor has in hand; nothing happens when she has not."""
    desk.require(Permission.CALLBACK_WORK)
    with desk.store.writing() as session:
        _hold(session, number, None, None, only_of=desk.actor.id)


def _take(session: Session, desk: Desk, number: int, minutes: int) -> CallbackRow:
    _hold(session, number, desk.actor.id, desk.now() + timedelta(minutes=minutes))
    return callback_row(_rows(session, CALLBACK, id=number)[0])


def _hold(
    session: Session, number: int, staff_id: int | None, until: datetime | None, only_of: int | None = None
) -> None:
    from sqlmodel import col, update

    from servicedesk.store.tables import Callback

    these = update(Callback).where(col(Callback.id) == number)
    if only_of is not None:
        these = these.where(col(Callback.leased_by_id) == only_of)
    session.execute(these.values(leased_by_id=staff_id, leased_until=until))


def _rows(session: Session, sql: str, **params: object) -> list[tuple[Any, ...]]:
    from servicedesk.store.sessions import SessionReader

    return list(SessionReader(session).rows(sql, params))
