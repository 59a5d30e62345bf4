"""The life of a ticket: which verb is possible in which status, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.codes import OPEN_STATUSES

VERBS = (
    "assign",
    "note",
    "reply",
    "wait",
    "resume",
    "resolve",
    "close",
    "reopen",
    "cancel",
    "priority",
    "escalate",
    "agree",
    "edit",
    "task",
)

_STAY_OPEN = {"new": "new", "open": "open", "waiting": "waiting"}
_TAKE_UP = {"new": "open", "open": "open", "waiting": "waiting"}
_STAY_ENDED = {"resolved": "resolved", "closed": "closed", "cancelled": "cancelled"}

_NEXT: Mapping[str, Mapping[str, str]] = {
    "assign": _TAKE_UP,
    "note": _TAKE_UP | _STAY_ENDED,
    "reply": _TAKE_UP | {"resolved": "resolved"},
    "wait": dict.fromkeys(OPEN_STATUSES, "waiting"),
    "resume": {"waiting": "open"},
    "resolve": dict.fromkeys(OPEN_STATUSES, "resolved"),
    "close": {"resolved": "closed"},
    "reopen": dict.fromkeys(_STAY_ENDED, "open"),
    "cancel": dict.fromkeys(OPEN_STATUSES, "cancelled"),
    "priority": _STAY_OPEN,
    "escalate": _STAY_OPEN,
    "agree": _TAKE_UP,
    "edit": _STAY_OPEN | _STAY_ENDED,
    "task": _STAY_OPEN,
}

_ALREADY: Mapping[str, tuple[str, ...]] = {
    "resume": ("new", "open"),
    "resolve": ("resolved",),
    "close": ("closed",),
    "reopen": OPEN_STATUSES,
    "cancel": ("cancelled",),
}

_UNFINISHED = {
    "new": N_("Ticket is new and not resolved"),
    "open": N_("Ticket is open and not resolved"),
    "waiting": N_("Ticket is waiting and not resolved"),
}
_ENDED = {
    "resolved": N_("Ticket is resolved"),
    "closed": N_("Ticket is closed"),
    "cancelled": N_("Ticket is cancelled"),
}


class Verdict(NamedTuple):
    """The status a verb leads to; `already` where it asked for what already is and nothing is written."""

    next_status: str
    already: bool = False


def verdict(verb: str, status: str, unchanged: bool = False) -> Verdict:
    """Whether a verb may be used in a status and where it leads; raises Refused with what to do first.

    `unchanged` says that what is asked for beside the status is what already is: the same assignee, the
    same priority, the same party waited for.
    """
    if status in _ALREADY.get(verb, ()):
        return Verdict(status, already=True)
    following = _NEXT[verb].get(status)
    if following is not None:
        return Verdict(following, already=unchanged and following == status)
    if status in _UNFINISHED:
        raise Refused(_(_UNFINISHED[status]), _("Resolve or cancel it first."))
    if verb == "close":
        raise Refused(_(_ENDED[status]), _("A cancelled ticket needs no closing."))
    raise Refused(_(_ENDED[status]), _("Reopen it first."))


def status_after_contact(status: str, waiting_for: str | None, direction: str) -> str:
    """A customer who comes back ends the waiting for him; no other contact changes a status."""
    if status == "waiting" and waiting_for == "customer" and direction == "in":
        return "open"
    return status


def turn_after(verb: str, status: str, waiting_for: str | None = None, direction: str = "") -> str:
    """Whose turn it is after a verb, or after `contact` with a direction of `in` or `out`.

    `status` is the status after the verb. A reply leaves the work with us; only waiting hands it on.
    Raises BadValue where a ticket waits for nobody known.
    """
    if verb == "contact":
        status = status_after_contact(status, waiting_for, direction)
    if status in ("new", "open"):
        return "us"
    if status != "waiting":
        return "none"
    if waiting_for not in ("customer", "supplier"):
        raise BadValue(_("Who is waited for is missing"), _("Say customer or supplier."))
    return waiting_for


def is_backdated(opened_at: datetime, recorded_at: datetime, zone: tzinfo) -> bool:
    """Whether a ticket was opened on a day before the one it was written down on, in the firm's zone.

    Backdated history starts no callbacks, escalations or surveys.
    """
    return opened_at.astimezone(zone).date() < recorded_at.astimezone(zone).date()


def needs_cause(kind: str) -> bool:
    """Cause and step are asked for when a complaint is resolved, and only then (R244)."""
    return kind == "complaint"


def check_cause(kind: str, cause: str | None, step: str | None) -> None:
    """Raises BadValue where a complaint is to be resolved without its cause and step."""
    if needs_cause(kind) and not (cause and step):
        raise BadValue(
            _("A complaint is resolved with its cause and the step where it arose"),
            _("Give the cause, and the step: before, during or after."),
        )
