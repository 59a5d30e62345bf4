"""What the outcome of a callback leads to: another try, an end, or a decision by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code

DEFAULT_MAX_ATTEMPTS = 4
BUSY_PAUSE = timedelta(minutes=15)
FIRST_NO_ANSWER_PAUSE = timedelta(hours=2)
LATER_NO_ANSWER_PAUSE = timedelta(days=1)
# The calls that a customer spares us by ringing first; after-service calls ask about the service all the same.
ENDED_BY_RINGING = ("promised", "manual")

_END_STATES = {
    "reached": "done",
    "declined": "done",
    "customer_rang": "done",
    "wrong_number": "given_up",
}


@dataclass(frozen=True, slots=True)
class Following:
    """What a callback is after an outcome.

    `next_after` is a computed pause, to be moved into calling hours; `at` is a time a person asked for,
    kept as asked. At most one of the two is set, and exactly one while the state is `due`.
    """

    state: str
    last_outcome: str
    attempts: int
    next_after: timedelta | None = None
    at: datetime | None = None
    same_caller: bool = False
    ask_number: bool = False


def after_outcome(
    outcome: str,
    attempts: int,
    max_attempts: int,
    now: datetime,
    wanted_at: datetime | None = None,
) -> Following:
    """What follows from an outcome; `attempts` counts this try, and the result says how many to keep.

    Times are aware. A call asked for later uses up no attempt; a time a person names is honoured even when
    the attempts are used up. Raises BadValue for an unknown outcome, for `call_later` without a time, and
    for a time that has passed or goes with an outcome that ends the callback. Source rows R144, R145.
    """
    code = check_code("outcome", outcome)
    _check_time(code, now, wanted_at)
    if code in _END_STATES:
        return Following(_END_STATES[code], code, attempts, ask_number=code == "wrong_number")
    if code == "call_later":
        return Following("due", code, max(attempts - 1, 0), at=wanted_at, same_caller=True)
    if wanted_at is not None:
        return Following("due", code, attempts, at=wanted_at, same_caller=code == "busy")
    if attempts >= max_attempts:
        return Following("given_up", code, attempts)
    if code == "busy":
        return Following("due", code, attempts, next_after=BUSY_PAUSE, same_caller=True)
    pause = FIRST_NO_ANSWER_PAUSE if attempts <= 1 else LATER_NO_ANSWER_PAUSE
    return Following("due", code, attempts, next_after=pause)


def _check_time(outcome: str, now: datetime, wanted_at: datetime | None) -> None:
    if wanted_at is None:
        if outcome == "call_later":
            raise BadValue(_("When to call again is missing"), _("Give the time the customer asked for."))
    elif outcome in _END_STATES:
        raise BadValue(
            _("This outcome ends the callback, so it takes no time"),
            _("Make a new callback for another call, or choose “call later”."),
        )
    elif wanted_at <= now:
        raise BadValue(_("The time to call again has passed"), _("Give a time after now."))
