"""Whether a customer may be contacted: for what, by which channel, and why not (R181, R247, R250).

The gate asks in this order: an erased or restricted file is used for nothing; a matter the customer brought is
always served; a channel she does not want at all is never used; then the newest line of the ledger holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.rules.codes import codes, label

SERVICE = "service"
ANY = "any"
OWN_USE = ""  # no purpose towards the customer: the firm's own work with its files
PURPOSES = codes("purpose")
CONTACTING = ("follow_up", "survey", "marketing")
NEEDS_CONSENT = ("marketing", "share")  # unless the firm says otherwise

_PURPOSE_OF_CALL = {"promised": SERVICE, "survey": "survey"}

_REASONS = {
    "own_use": N_("the firm's own use"),
    "service": N_("a matter the customer brought"),
    "given": N_("the customer agreed"),
    "not_needed": N_("no consent is needed for this"),
    "erased": N_("the file was erased"),
    "restricted": N_("the file is restricted"),
    "opted_out": N_("the customer does not want this channel"),
    "withdrawn": N_("the customer withdrew her consent"),
    "no_consent": N_("the customer never agreed to this"),
}


class ConsentLine(NamedTuple):
    """One line of the ledger: given or withdrawn, for what, by which channel, when."""

    purpose: str
    channel: str
    given: bool
    at: datetime


class Facts(NamedTuple):
    """What a file says about contacting the customer; `lines` are the ledger, oldest first."""

    opt_outs: Collection[str] = ()
    restricted: bool = False
    erased_at: datetime | None = None
    lines: tuple[ConsentLine, ...] = ()


class Verdict(NamedTuple):
    """Whether one may, the code of the reason, and since when that holds where it is known."""

    allowed: bool
    reason: str
    since: datetime | None = None

    @property
    def words(self) -> str:
        """The reason as people read it."""
        return _(_REASONS[self.reason])


def may(purpose: str, channel: str, facts: Facts, needs_consent: Collection[str] = NEEDS_CONSENT) -> Verdict:
    """Whether the customer may be contacted for this purpose by this channel."""
    if facts.erased_at:
        return Verdict(False, "erased", facts.erased_at)
    if facts.restricted:
        return Verdict(False, "restricted")
    if purpose == OWN_USE:
        return Verdict(True, "own_use")
    if purpose == SERVICE:
        return Verdict(True, "service")
    if channel in facts.opt_outs:
        return Verdict(False, "opted_out")
    line = standing(purpose, channel, facts.lines)
    if line:
        return Verdict(line.given, "given" if line.given else "withdrawn", line.at)
    if purpose in needs_consent:
        return Verdict(False, "no_consent")
    return Verdict(True, "not_needed")


def may_by_any(purpose: str, facts: Facts, needs_consent: Collection[str] = NEEDS_CONSENT) -> Verdict:
    """Whether the customer may be contacted by whatever channel somebody will take: one that is shut shuts all."""
    by_any = may(purpose, ANY, facts, needs_consent)
    if not by_any.allowed or purpose not in CONTACTING:
        return by_any
    each = (may(purpose, channel, facts, needs_consent) for channel in codes("consent_channel"))
    return next((verdict for verdict in each if not verdict.allowed), by_any)


def standing(purpose: str, channel: str, lines: Iterable[ConsentLine]) -> ConsentLine | None:
    """The newest line that speaks of this purpose and channel; one for any channel speaks of each."""
    holds = None
    for line in lines:
        if line.purpose == purpose and line.channel in (channel, ANY):
            holds = line
    return holds


def purpose_of_call(origin: str) -> str:
    """What a callback is for: a promised one serves the matter, the others follow it up."""
    return _PURPOSE_OF_CALL.get(origin, "follow_up")


def line_words(purpose: str, channel: str, *, given: bool) -> str:
    """A line of the ledger in a few words: `marketing by e-mail: given`."""
    state = _("given") if given else _("withdrawn")
    return _("{purpose} by {channel}: {state}").format(
        purpose=label("purpose", purpose), channel=label("consent_channel", channel), state=state
    )
