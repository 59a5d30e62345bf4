"""What the history keeps of a person: values that gave way to others, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.history import names
from servicedesk.lookups.statements import ChangeRow, Statement
from servicedesk.rules.former_values import FormerValue, former_values
from servicedesk.rules.happenings import words
from servicedesk.rules.standing import reason_words

Line = tuple[str, str, str, str, str, str]


def changed(desk: Desk, said: Statement) -> tuple[Line, ...]:
    """When, by whom, what, the value before and after, and the reason that was given; oldest first."""
    return tuple(_lines(desk, said))


def _lines(desk: Desk, said: Statement) -> Iterator[Line]:
    known = names(desk, own=True)
    files = {row.number for row in said.files}
    for one in said.changes:
        at = f"{desk.local(one.at):%Y-%m-%d %H:%M}"
        why = (
            reason_words(one.body) if one.kind == "customer.tier_changed" else str(one.body.get("text") or "")
        )
        found = list(former_values(one.body.get("changes", ()), files, known))
        if one.kind == "customer.tier_changed" and why and not found:
            found = [FormerValue(words(one.kind), "", _tier(one))]
        for value in found:
            yield at, one.who, _what(one, value), value.before, value.after, why


def _tier(one: ChangeRow) -> str:
    """The tier that an event left."""
    after = (change["after"] or {} for change in one.body.get("changes", ()))
    return next((str(values["tier"] or "") for values in after if "tier" in values), "")


def _what(one: ChangeRow, value: FormerValue) -> str:
    if one.ticket is None:
        return value.what
    return _("ticket {number}: {what}").format(number=one.ticket, what=value.what)
