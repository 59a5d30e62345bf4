"""The daily report: the numbers of one day, what is late, what was complained of, and how work is spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.reports.facts import Facts, read_facts
from servicedesk.reports.listing import listed
from servicedesk.reports.measures import DAILY, Measure, opened_in, was_due, was_overdue
from servicedesk.reports.names import read_names
from servicedesk.reports.tallies import open_by_age, opened_by_category, opened_by_channel
from servicedesk.reports.values import Listed, Measured, Report
from servicedesk.reports.window import window_of
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.callbacks import CALLBACKS, callback_row
from servicedesk.store.queries.reports import CALLS_DUE_NUMBERS, OVERDUE_NUMBERS, CallClock, TicketClock
from servicedesk.store.queries.tickets import TICKETS, ticket_row
from servicedesk.store.times import from_stored

Clock = TypeVar("Clock", TicketClock, CallClock)

TITLE = N_("Daily report")
ROWS_LISTED = 100


def daily(desk: Desk, day: date) -> Report:
    """The report of a day in the firm's zone, as at its end or, while it runs, as at this minute.

    The same data and the same as-at give the same report. Raises BadValue for a day that has not begun.
    """
    desk.require(Permission.VIEW)
    window = window_of(desk, day)
    with desk.store.reading() as reader:
        facts = read_facts(reader, window, desk.firm.zone)
        measures = tuple(_measured(desk, facts, measure) for measure in DAILY)
        total = {measured.code: int(measured.value or 0) for measured in measures}
        return Report(
            name="daily",
            title=_(TITLE),
            firm=desk.firm.name,
            motto=desk.firm.motto,
            date=day,
            as_at=window.as_at,
            timezone=str(desk.firm.zone),
            measures=measures,
            lists=(
                _overdue_tickets(desk, facts, total["overdue"]),
                _callbacks_due(desk, facts, total["callbacks_due"]),
                _complaints(desk, facts, total["complaints"]),
                open_by_age(facts),
                opened_by_channel(facts),
                opened_by_category(facts),
            ),
        )


def _measured(desk: Desk, facts: Facts, measure: Measure) -> Measured:
    counted = measure.query(facts)
    return Measured(
        measure.code,
        _(measure.label),
        counted.value,
        measure.unit,
        counted.count,
        measure.target(desk.firm),
        _(measure.definition),
    )


def _overdue_tickets(desk: Desk, facts: Facts, total: int) -> Listed:
    due = {number: clock.due_at or "" for number, clock in facts.tickets.items() if was_overdue(facts, clock)}
    first = _first_due(facts, OVERDUE_NUMBERS, facts.tickets, due)
    return _tickets(desk, facts, "overdue_tickets", _("Overdue tickets"), first, total)


def _complaints(desk: Desk, facts: Facts, total: int) -> Listed:
    found = sorted((clock.opened_at, clock.id) for clock in opened_in(facts) if clock.kind == "complaint")
    return _tickets(
        desk,
        facts,
        "complaints_opened",
        _("Complaints of the day"),
        {number: at for at, number in found},
        total,
    )


def _tickets(
    desk: Desk, facts: Facts, code: str, title: str, numbers: Mapping[int, str], total: int
) -> Listed:
    """Some tickets with the times given for them: due times of what is overdue, opening times of the others."""
    shown = list(numbers)[:ROWS_LISTED]
    rows = _by_number(facts, f"{TICKETS}\nWHERE t.id IN", shown)
    tickets = [ticket_row(rows[number]) for number in shown]
    names = read_names(facts.reader)
    time_column = "due_at" if code == "overdue_tickets" else "opened_at"
    return listed(
        code,
        title,
        ("number", "priority", "subject", "customer", "team", "owner", time_column),
        [
            (
                ticket.number,
                ticket.priority,
                ticket.subject,
                ticket.customer_name or ticket.caller or _by_customer_number(ticket.customer_number),
                names.team(ticket.team),
                names.person(ticket.assignee),
                desk.local(from_stored(numbers[ticket.number])),
            )
            for ticket in tickets
        ],
        total,
    )


def _callbacks_due(desk: Desk, facts: Facts, total: int) -> Listed:
    due = {number: call.due_at for number, call in facts.calls.items() if was_due(facts, call)}
    first = _first_due(facts, CALLS_DUE_NUMBERS, facts.calls, due)
    shown = list(first)[:ROWS_LISTED]
    rows = _by_number(facts, f"{CALLBACKS}\nWHERE b.id IN", shown)
    names = read_names(facts.reader)
    return listed(
        "callbacks_due",
        _("Callbacks due"),
        ("id", "customer", "reason", "promised", "owner", "due_at"),
        [
            (
                row.id,
                row.customer_name or _by_customer_number(row.customer_number),
                row.reason,
                row.promised,
                names.person(row.owner),
                desk.local(from_stored(first[row.id])),
            )
            for row in (callback_row(rows[number]) for number in shown)
        ],
        total,
    )


def _by_customer_number(number: int | None) -> str:
    return f"C{number}" if number else ""


def _first_due(facts: Facts, sql: str, moved: Mapping[int, Clock], due: Mapping[int, str]) -> dict[int, str]:
    """What was due, by number with its due time, the longest due first: what stands as it stood, and what moved."""
    rows = facts.reader.rows(sql, {**facts.bounds("until", "as_at"), "limit": ROWS_LISTED + len(moved)})
    standing = {row[0]: row[1] for row in rows if row[0] not in moved}
    return dict(sorted({**standing, **due}.items(), key=lambda item: (item[1], item[0])))


def _by_number(facts: Facts, sql: str, numbers: Iterable[int]) -> dict[int, tuple[object, ...]]:
    names = {f"n{index}": number for index, number in enumerate(numbers)}
    rows = facts.reader.rows(f"{sql} ({', '.join(':' + name for name in names)})", names)
    return {row[0]: row for row in rows}


REPORTS: Mapping[str, tuple[str, Callable[[Desk, date], Report]]] = {"daily": (TITLE, daily)}
