"""Why a ticket's promises fall due when they do, as aligned text: a paragraph a clock, a line a stretch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from servicedesk.desk import Desk
from servicedesk.i18n import _, current_language, ngettext
from servicedesk.lookups.sla import Explained
from servicedesk.reports.text import aligned
from servicedesk.rules.clocks import Clock
from servicedesk.rules.codes import label
from servicedesk.rules.ledger import Stretch
from servicedesk.rules.ledger_words import STATES, clock_name, length_words, span_words, why_words
from servicedesk.rules.say import say_when


def as_text(desk: Desk, explained: Explained) -> str:
    """The ledgers of a ticket, for a terminal of 80 columns."""
    return "\n".join(_lines(desk, explained)) + "\n"


def _lines(desk: Desk, explained: Explained) -> Iterator[str]:
    yield _("Promised since {time}, by the calendar {calendar}").format(
        time=_when(desk, explained.since), calendar=explained.calendar
    )
    if supposed := list(_supposed(explained)):
        yield _("As if: {what}").format(what=", ".join(supposed))
    if not explained.clocks:
        yield _("Nothing is promised")
    for clock in explained.clocks:
        yield ""
        yield from _clock(desk, clock, unsure=clock.name in explained.unconfirmed)


def _supposed(explained: Explained) -> Iterator[str]:
    what_if = explained.what_if
    if what_if.kind:
        yield label("kind", what_if.kind)
    if what_if.priority:
        yield label("priority", what_if.priority)
    if what_if.calendar:
        yield what_if.calendar


def _clock(desk: Desk, clock: Clock, *, unsure: bool) -> Iterator[str]:
    state = _(STATES[clock.state])
    if clock.met_at:
        state = f"{state} {_when(desk, clock.met_at)}"
    due = _("due {time}").format(time=_when(desk, clock.due_at))
    yield " · ".join(filter(None, (clock_name(clock.name), length_words(clock.length), state)))
    yield f"  {due}" + (f" · {_('calendar not confirmed')}" if unsure else "")
    rows = [_row(desk, row) for row in clock.ledger]
    if rows:
        yield from aligned([_titles(), *rows], right={2, 3})


def _titles() -> tuple[str, ...]:
    return _("From"), _("To"), _("Counted"), _("Elapsed"), _("Reason for it")


def _row(desk: Desk, row: Stretch) -> tuple[str, ...]:
    counted = span_words(row.minutes) if row.minutes else ""
    if row.days:
        counted = ngettext("{count} day", "{count} days", row.days).format(count=row.days)
    return _when(desk, row.start), _when(desk, row.end), counted, span_words(row.wall_minutes), why_words(row)


def _when(desk: Desk, at: datetime) -> str:
    return say_when(at, desk.local(desk.now()), current_language())
