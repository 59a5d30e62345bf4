"""The calls we owe customers: planning, logging what came of a try, moving and cancelling (R144, R145)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _, current_language
from servicedesk.lookups.consents import verdict_on
from servicedesk.lookups.firm import find_colleague, find_team
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text, needed_reason, spoke_with, write_entry
from servicedesk.operations.handling import word_went_out
from servicedesk.operations.living import living
from servicedesk.operations.relations import merge_words, one_that_stays
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import OPEN_STATUSES, OUTCOMES, check_code, label
from servicedesk.rules.consent import purpose_of_call
from servicedesk.rules.outcomes import Following, after_outcome
from servicedesk.rules.permissions import Permission
from servicedesk.rules.say import say_when
from servicedesk.rules.worktime import is_open, next_opening
from servicedesk.store.queries.callbacks import CALLBACK, CallbackRow, callback_row
from servicedesk.store.queries.staff import StaffRow
from servicedesk.store.tables import Callback, Customer, Entry, Ticket

ANYONE = frozenset({"anyone", "任何人"})
SCORES = range(1, 6)


@dataclass(frozen=True)
class NewCallback:
    """A call to make. Without an owner it is the actor's; `anyone` leaves it to whoever is free."""

    customer: int
    at: datetime
    reason: str
    script: str = ""
    promised: bool = False
    ticket: int | None = None
    owner: str = ""


class CallbackActed(NamedTuple):
    """A callback after a verb. `already` where nothing had to be done; `notes` say what else followed."""

    callback: CallbackRow
    already: bool = False
    notes: tuple[str, ...] = ()


def plan(desk: Desk, new: NewCallback) -> CallbackActed:
    """A callback promised or made by hand; its time is kept as asked, with a note outside calling hours.

    One about a merged ticket is planned for the one that stays. Raises BadValue for a day that has passed,
    NotFound, Refused for an owner who does not work here.
    """
    with change(desk, Permission.CALLBACK_WORK) as work:
        _check_day(desk, new.at)
        customer = living(work, new.customer)
        ticket = one_that_stays(work, new.ticket) if new.ticket else None
        owner = _owner(work, new.owner)
        callback = work.add(
            Callback(
                customer_id=customer.number,
                ticket_id=ticket.id if ticket else None,
                origin="promised" if new.promised else "manual",
                reason=needed_reason(new.reason),
                script=checked_text(new.script),
                due_at=new.at,
                owner_id=owner.id if owner else None,
                team_id=find_team(work.reader, owner.team).id if owner and owner.team else None,
                promised=new.promised,
                created_at=work.now,
            )
        )
        work.record("callback.planned", callback=callback)
        notes = (*_merge_note(new, ticket), *_hours_note(desk, new.at), *_unwanted_note(work, callback))
        return CallbackActed(row_of(work, callback), notes=notes)


def log(
    desk: Desk,
    number: int,
    outcome: str,
    note: str = "",
    at: datetime | None = None,
    score: int | None = None,
    *,
    if_version: int | None = None,
) -> CallbackActed:
    """What came of a try, due or not: a contact is kept, and the callback ends or its next try is computed.

    `at` is the time to call again that the customer asked for, kept as asked. A call that reached her counts
    as a word on its ticket and never closes it. Raises BadValue, NotFound, Conflict, and Refused where the
    callback has ended with something else.
    """
    code = _checked_outcome(outcome, score)
    with change(desk, Permission.CALLBACK_WORK) as work:
        callback = work.get(Callback, number, if_version=if_version)
        if callback.state != "due":
            if callback.state in {"done", "given_up"} and callback.last_outcome == code:
                return CallbackActed(row_of(work, callback), already=True)
            raise _ended(callback)
        tries = callback.attempts + 1
        following = after_outcome(code, tries, callback.max_attempts, work.now, at)
        entry = _spoken(work, callback, code, note)
        callback.attempts, callback.last_outcome = following.attempts, code
        callback.last_attempt_at, callback.score = work.now, score
        notes = _follow(work, callback, following)
        let_go(work, callback)
        work.record("callback.attempted", callback=callback, entry=entry, outcome=code, attempt=tries)
        if following.state != "due":
            callback.state, callback.done_at = following.state, work.now
            callback.needs_number = following.ask_number
            work.record(f"callback.{following.state}", callback=callback, outcome=code)
        return CallbackActed(row_of(work, callback), notes=notes)


def reschedule(
    desk: Desk, number: int, to: datetime, reason: str, *, if_version: int | None = None
) -> CallbackActed:
    """Another time, kept as asked; one that was given up is tried again from the first attempt.

    Raises BadValue for a day that has passed, Refused for a callback that is done or cancelled.
    """
    with change(desk, Permission.CALLBACK_WORK) as work:
        callback = work.get(Callback, number, if_version=if_version)
        if callback.state in {"done", "cancelled"}:
            raise _ended(callback)
        _check_day(desk, to)
        text = needed_reason(reason)
        if callback.state == "due" and callback.due_at == to:
            return CallbackActed(row_of(work, callback), already=True)
        if callback.state == "given_up":
            callback.state, callback.attempts, callback.done_at = "due", 0, None
            callback.needs_number = False
        callback.due_at = to
        let_go(work, callback)
        work.record("callback.rescheduled", callback=callback, text=text)
        return CallbackActed(row_of(work, callback), notes=_hours_note(desk, to))


def cancel(desk: Desk, number: int, reason: str, *, if_version: int | None = None) -> CallbackActed:
    """A call that is not owed any more. Raises Refused for one that is done."""
    with change(desk, Permission.CALLBACK_WORK) as work:
        callback = work.get(Callback, number, if_version=if_version)
        if callback.state == "cancelled":
            return CallbackActed(row_of(work, callback), already=True)
        if callback.state == "done":
            raise _ended(callback)
        text = needed_reason(reason)
        callback.state, callback.done_at = "cancelled", work.now
        let_go(work, callback)
        work.record("callback.cancelled", callback=callback, text=text)
        return CallbackActed(row_of(work, callback))


def row_of(work: Change, callback: Callback) -> CallbackRow:
    """The callback as lists show it, seen from inside the transaction."""
    return callback_row(work.reader.rows(CALLBACK, {"id": callback.id})[0])


def let_go(work: Change, callback: Callback) -> None:
    """Ends the lease, which is working state: it belongs to no event and nothing undoes it."""
    from sqlmodel import col, update

    work.session.execute(
        update(Callback)
        .where(col(Callback.id) == callback.id)
        .values(leased_by_id=None, leased_until=None)
        .execution_options(synchronize_session=False)
    )


def _spoken(work: Change, callback: Callback, outcome: str, note: str) -> Entry:
    """The contact of one try. Whoever spoke with the customer had contact; one who reached her gave her a word."""
    ticket = work.get(Ticket, callback.ticket_id) if callback.ticket_id else None
    customer = work.get(Customer, callback.customer_id)
    entry = write_entry(
        work,
        "contact",
        note.strip(),
        ticket=ticket,
        customer=customer,
        callback_id=callback.id,
        channel="phone",
        direction="out",
    )
    if outcome in {"reached", "declined", "call_later"}:
        spoke_with(work, customer, work.now)
    if ticket and outcome == "reached" and ticket.status in OPEN_STATUSES:
        word_went_out(work, ticket, work.now)
    return entry


def _follow(work: Change, callback: Callback, following: Following) -> tuple[str, ...]:
    """Sets the next try and who makes it; tells what comes next."""
    if following.state == "given_up":
        decide = _("It waits for a decision: servicedesk callback list --state given_up")
        return (_("Ask for the right number"), decide) if following.ask_number else (decide,)
    if following.state != "due":
        return ()
    if following.next_after is not None:
        callback.due_at = next_opening(work.desk.hours, work.now + following.next_after)
    elif following.at is not None:
        callback.due_at = following.at
    if following.same_caller:
        callback.owner_id = work.desk.actor.id
    elif following.at is None:
        callback.owner_id = None
    said = _("next try {time}").format(time=_time_of(work.desk, callback.due_at))
    return (said, *(_hours_note(work.desk, following.at) if following.at else ()))


def _time_of(desk: Desk, at: datetime) -> str:
    now, local = desk.local(desk.now()), desk.local(at)
    if local.date() == now.date():
        return _("today {time}").format(time=f"{local:%H:%M}")
    return say_when(at, now, current_language())


def _checked_outcome(said: str, score: int | None) -> str:
    code = check_code("outcome", said, among=OUTCOMES)
    if score is None:
        return code
    if score not in SCORES:
        raise BadValue(_("{score} is not a score").format(score=score), _("Give 1 (bad) to 5 (very good)"))
    if code != "reached":
        raise BadValue(
            _("Only a customer who was reached gives a score"), _("Leave the score out, or log it as reached")
        )
    return code


def _check_day(desk: Desk, at: datetime) -> None:
    if desk.local(at).date() < desk.local(desk.now()).date():
        raise BadValue(_("That day has passed"), _("Give today or a later day"))


def _owner(work: Change, said: str) -> StaffRow | None:
    if said.strip().lower() in ANYONE:
        return None
    owner = find_colleague(work.desk, work.reader, said or "me")
    if not owner.active:
        raise Refused(
            _("{name} does not work here any more").format(name=owner.name),
            _("Name somebody else, or anyone"),
        )
    return owner


def _hours_note(desk: Desk, at: datetime) -> tuple[str, ...]:
    if is_open(desk.hours, at):
        return ()
    return (_("{time} is outside calling hours; it was kept as asked").format(time=_time_of(desk, at)),)


def _merge_note(new: NewCallback, ticket: Ticket | None) -> tuple[str, ...]:
    return (merge_words(new.ticket, ticket.number),) if ticket and new.ticket != ticket.number else ()


def _unwanted_note(work: Change, callback: Callback) -> tuple[str, ...]:
    """A call made by hand may be one that the customer does not want; nobody is stopped from keeping it."""
    verdict = verdict_on(work.reader, work.desk, callback.customer_id, purpose_of_call(callback.origin))
    if verdict.allowed:
        return ()
    return (_("This customer may not be rung for it: {reason}").format(reason=verdict.words),)


def _ended(callback: Callback) -> Refused:
    hint = (
        _("Give it another time first: servicedesk callback reschedule")
        if callback.state == "given_up"
        else _("Make a new callback for another call")
    )
    return Refused(
        _("Callback {number} has ended: {state}").format(
            number=callback.id, state=label("callback_state", callback.state)
        ),
        hint,
    )
