"""Consents: given, and withdrawn as easily; each is a line of the ledger that is never edited (R181, R250)."""

from __future__ import annotations

from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.entries import checked_text
from servicedesk.operations.living import living
from servicedesk.problems import Refused
from servicedesk.rules.codes import check_code, label
from servicedesk.rules.consent import ANY, SERVICE
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.consents import LEDGER, ConsentRow, consent_row


class Consented(NamedTuple):
    """The line of the ledger that holds now; `already` where it held before."""

    line: ConsentRow
    already: bool = False
    notes: tuple[str, ...] = ()


def give(
    desk: Desk, number: int, purpose: str, channel: str = ANY, *, wording: str = "", how: str = ""
) -> Consented:
    """The customer agrees: `wording` is what she was told, `how` she answered.

    Given before in the same words and the same way changes nothing. Raises BadValue, NotFound, and Refused on an erased file.
    """
    return _write(desk, number, purpose, channel, wording, how, given=True)


def withdraw(
    desk: Desk, number: int, purpose: str, channel: str = ANY, *, wording: str = "", how: str = ""
) -> Consented:
    """The customer takes it back, or refuses before she was asked; raises as `give` does."""
    return _write(desk, number, purpose, channel, wording, how, given=False)


def _write(
    desk: Desk, number: int, purpose: str, channel: str, wording: str, how: str, *, given: bool
) -> Consented:
    from servicedesk.store.tables.consents import Consent

    what, by = _checked_purpose(purpose), check_code("consent_channel", channel)
    wording, how = checked_text(wording.strip()), checked_text(how.strip())
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        notes = _opted_out(customer.opt_outs.split(), by) if given else ()
        same = _standing(work, customer.number, what, by, given=given)
        if same and wording in ("", same.wording) and how in ("", same.how):
            return Consented(same, already=True, notes=notes)
        work.add(
            Consent(
                customer_id=customer.number,
                purpose=what,
                channel=by,
                given=given,
                wording=wording,
                how=how,
                at=work.now,
                staff_id=desk.actor.id,
            )
        )
        kind = "customer.consent_given" if given else "customer.consent_withdrawn"
        work.record(kind, customer=customer)
        return Consented(_ledger(work, customer.number)[-1], notes=notes)


def _standing(work: Change, number: int, purpose: str, channel: str, *, given: bool) -> ConsentRow | None:
    """The line that says so already, in whichever words."""
    about = [
        line
        for line in _ledger(work, number)
        if line.purpose == purpose and (channel == ANY or line.channel in (channel, ANY))
    ]
    last = about[-1] if about else None
    return last if last and last.given == given and last.channel in (channel, ANY) else None


def _ledger(work: Change, number: int) -> list[ConsentRow]:
    return [consent_row(row) for row in work.reader.rows(LEDGER, {"number": number})]


def _checked_purpose(said: str) -> str:
    purpose = check_code("purpose", said)
    if purpose == SERVICE:
        raise Refused(
            _("A matter that the customer brought needs no consent"),
            _("To use the file for nothing at all: servicedesk customer restrict"),
        )
    return purpose


def _opted_out(opt_outs: list[str], channel: str) -> tuple[str, ...]:
    """A channel she does not want at all stays shut whatever she agrees to."""
    shut = [one for one in opt_outs if channel in (one, ANY)]
    if not shut:
        return ()
    names = ", ".join(label("channel", one) for one in shut)
    return (_("Still opted out of: {channels}; change the file if that has changed").format(channels=names),)
