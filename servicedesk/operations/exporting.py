"""Customer files taken out of the desk: who may be in, why they are taken, and the event that tells of it (R250)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.customers import CustomerFile, files_by_numbers
from servicedesk.lookups.in_force import EXPORT_REASON_ABOVE
from servicedesk.lookups.taking_out import sift
from servicedesk.operations.change import Subject, change
from servicedesk.problems import BadValue
from servicedesk.rules.permissions import Permission


class ReasonMissing(BadValue):
    """So many files are taken out only by somebody who says why."""


class Taken(NamedTuple):
    """The files taken out, and how many were left out for each reason the gate gave."""

    files: list[CustomerFile]
    left_out: Mapping[str, int]
    operation: int


class Wanted(NamedTuple):
    """What is to be taken out, as what, for what and by which channel; the gate leaves out who must not be in it."""

    query: str = ""
    form: str = "csv"
    purpose: str = ""
    channel: str = ""
    reason: str = ""


def needs_reason(desk: Desk, wanted: Wanted) -> bool:
    """Whether so many files are taken that somebody must say why."""
    desk.require(Permission.EXPORT)
    from servicedesk.lookups.customers import count

    return not wanted.reason.strip() and count(desk, wanted.query) > reason_above(desk)


def reason_above(desk: Desk) -> int:
    """So many files are taken without a reason."""
    return int(desk.firm.settings.get("firm.export_reason_above", EXPORT_REASON_ABOVE))


def take_out(desk: Desk, wanted: Wanted) -> Taken:
    """The files of a query, as one event that says who took how many, as what and why.

    Raises NotPermitted, and BadValue on an unknown purpose or where a reason is needed and not given.
    """
    if needs_reason(desk, wanted):
        raise ReasonMissing(
            _("More than {count} customer files are taken out only for a reason").format(
                count=reason_above(desk)
            ),
            _("Give the reason; it is kept in the audit"),
        )
    sifted = sift(desk, wanted.query, wanted.purpose, wanted.channel)
    found = files_by_numbers(desk, sifted.going)
    with change(desk, Permission.EXPORT) as work:
        operation = work.record_about(
            "customer.exported",
            Subject(),
            count=len(found),
            query=wanted.query,
            form=wanted.form,
            purpose=wanted.purpose,
            reason=wanted.reason.strip(),
        )
    return Taken(found, sifted.left_out, operation)
