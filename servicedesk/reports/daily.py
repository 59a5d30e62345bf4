"""The daily report: the numbers of one day, what is late, what was complained of, what came in about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.lookups.firm import CategoryRow, name_of
from servicedesk.reports.facts import Facts, read_facts
from servicedesk.reports.measures import DAILY, Measure, opened_in, was_due, was_overdue
from servicedesk.reports.values import Cell, Listed, Measured, Report
from servicedesk.reports.window import window_of
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.callbacks import CALLBACKS, callback_row
from servicedesk.store.queries.reports import CALLS_DUE_NUMBERS, OVERDUE_NUMBERS, CallClock, TicketClock
from servicedesk.store.queries.staff import CATEGORY_LIST
from servicedesk.store.queries.tickets import TICKETS, ticket_row
from servicedesk.store.times import from_stored

Clock = TypeVar("Clock", TicketClock, CallClock)

TITLE = N_("Daily report")
ROWS_LISTED = 100

_COLUMNS = {
    "number": N_("No."),
    "id": N_("No."),
    "priority": N_("Priority"),
    "subject": N_("Subject"),
    "customer": N_("Customer"),
    "team": N_("Team"),
    "owner": N_("Owner"),
    "due_at": N_("Due"),
    "opened_at": N_("Opened"),
    "reason": N_("Reason"),
    "promised": N_("Promised"),
    "category": N_("Category"),
    "name": N_("Name"),
    "opened": N_("Opened"),
}


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
            date=day,
            as_at=window.as_at,
            timezone=str(desk.firm.zone),
            measures=measures,
            lists=(
                _overdue_tickets(desk, facts, total["overdue"]),
                _callbacks_due(desk, facts, total["callbacks_due"]),
                _complaints(desk, facts, total["complaints"]),
                _by_category(facts),
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
    time_column = "due_at" if code == "overdue_tickets" else "opened_at"
    return _listed(
        code,
        title,
        ("number", "priority", "subject", "customer", "team", "owner", time_column),
        [
            (
                ticket.number,
                ticket.priority,
                ticket.subject,
                ticket.customer_name or ticket.caller or _by_customer_number(ticket.customer_number),
                ticket.team,
                ticket.assignee,
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
    return _listed(
        "callbacks_due",
        _("Callbacks due"),
        ("id", "customer", "reason", "promised", "owner", "due_at"),
        [
            (
                row.id,
                row.customer_name or _by_customer_number(row.customer_number),
                row.reason,
                row.promised,
                row.owner,
                desk.local(from_stored(first[row.id])),
            )
            for row in (callback_row(rows[number]) for number in shown)
        ],
        total,
    )


def _by_customer_number(number: int | None) -> str:
    return f"C{number}" if number else ""


def _by_category(facts: Facts) -> Listed:
    names = {
        row.code: name_of(row) for row in (CategoryRow(*row) for row in facts.reader.rows(CATEGORY_LIST))
    }
    counted = Counter(clock.category for clock in opened_in(facts))
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0] or ""))
    return _listed(
        "opened_by_category",
        _("Opened by category"),
        ("category", "name", "opened"),
        [(code, names.get(code or "", _("none")), count) for code, count in ordered],
        len(ordered),
    )


def _first_due(facts: Facts, sql: str, moved: Mapping[int, Clock], due: Mapping[int, str]) -> dict[int, str]:
    """What was due, by number with its due time, the longest due first: what stands as it stood, and what moved."""
    rows = facts.reader.rows(sql, {**facts.bounds("until", "as_at"), "limit": ROWS_LISTED + len(moved)})
    standing = {row[0]: row[1] for row in rows if row[0] not in moved}
    return dict(sorted({**standing, **due}.items(), key=lambda item: (item[1], item[0])))


def _by_number(facts: Facts, sql: str, numbers: Iterable[int]) -> dict[int, tuple[object, ...]]:
    names = {f"n{index}": number for index, number in enumerate(numbers)}
    rows = facts.reader.rows(f"{sql} ({', '.join(':' + name for name in names)})", names)
    return {row[0]: row for row in rows}


def _listed(
    code: str, title: str, columns: tuple[str, ...], rows: list[tuple[Cell, ...]], total: int
) -> Listed:
    return Listed(code, title, tuple((name, _(_COLUMNS[name])) for name in columns), tuple(rows), total)


REPORTS: Mapping[str, tuple[str, Callable[[Desk, date], Report]]] = {"daily": (TITLE, daily)}
