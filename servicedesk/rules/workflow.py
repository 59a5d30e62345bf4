"""The life of a ticket laid out to be read: every verb with where it leads from each status, and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.i18n import N_
from servicedesk.problems import Refused
from servicedesk.rules.codes import STATUSES
from servicedesk.rules.lifecycle import VERBS, verdict

ALREADY = "already"  # the verb is understood and nothing happens: it is so

NEEDS = {
    "text": N_("a text"),
    "receiver": N_("a person or a team"),
    "party": N_("who is waited for"),
    "level": N_("a priority"),
    "time": N_("a time"),
    "values": N_("the new values"),
    "cause": N_("of a complaint its cause and step"),
}

_WORDS = {
    "assign": (N_("hands it to a person or a team"), ("receiver",)),
    "note": (N_("writes something for colleagues"), ("text",)),
    "reply": (N_("keeps what the customer was told"), ("text",)),
    "wait": (N_("lets it rest until the customer or a supplier moves"), ("party",)),
    "resume": (N_("takes it up again"), ()),
    "resolve": (N_("says how it was settled"), ("text", "cause")),
    "close": (N_("puts it away for good"), ()),
    "reopen": (N_("says what is still wrong; a new promise begins"), ("text",)),
    "cancel": (N_("says why nothing will be done"), ("text",)),
    "priority": (N_("changes how urgent it is, and its promises"), ("level",)),
    "escalate": (N_("calls for a supervisor"), ("text",)),
    "agree": (N_("keeps the time by which the customer was told she hears from us"), ("time",)),
    "edit": (N_("corrects what was written down"), ("values",)),
    "task": (N_("gives a piece of it to somebody"), ("text",)),
}


class Step(NamedTuple):
    """A verb: what it does (marked for translation), what it needs (codes of NEEDS), and where it leads.

    `leads` has every status with the one that follows, ALREADY, or None where the verb is not possible.
    """

    verb: str
    words: str
    needs: tuple[str, ...]
    leads: Mapping[str, str | None]


def workflow() -> list[Step]:
    """The life cycle as `verdict` has it (R111)."""
    return [
        Step(verb, *_WORDS[verb], {status: _after(verb, status) for status in STATUSES}) for verb in VERBS
    ]


def _after(verb: str, status: str) -> str | None:
    try:
        following = verdict(verb, status)
    except Refused:
        return None
    return ALREADY if following.already else following.next_status
