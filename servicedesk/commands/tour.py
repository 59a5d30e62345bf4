"""The printed tour of the practice desk, for where there is no terminal to open it on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from servicedesk.commands.shapes import due_text
from servicedesk.i18n import _
from servicedesk.lookups import queues, tickets, today
from servicedesk.rules import happenings
from servicedesk.rules.codes import label
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.tickets import TicketRow

WIDTH = 78
WHOLE_DAY = timedelta(hours=12)  # before noon yesterday says more than a day that has hardly begun


def print_tour(desk: Desk) -> None:
    """Today's board, the overdue queue, one ticket's timeline and the daily report, as plain lines."""
    parts = (_hello(desk), _board(desk), _overdue(desk), _timeline(desk), _report(desk), _next_steps(desk))
    print("\n\n".join("\n".join(part) for part in parts))


def _hello(desk: Desk) -> Iterator[str]:
    yield _("Practice desk: {path}").format(path=desk.store.path)
    yield _("{firm}: you act as {name} ({handle}). All people and numbers are made up.").format(
        firm=desk.firm.name, name=desk.actor.name, handle=desk.actor.handle
    )


def _board(desk: Desk) -> Iterator[str]:
    now = desk.local(desk.now())
    yield _title(_("Today, {time}").format(time=f"{now:%Y-%m-%d %H:%M}"))
    for row in today.today(desk, limit=14):
        yield _columns(
            ("!" if row.is_overdue(desk.now()) else "", 1),
            (str(row.ticket or ""), 4),
            (today.why_words(row), 18),
            (row.text, 28),
            (row.customer, 12),
            (due_text(desk, row.due_at), 10),
        )
    counts = today.counts(desk)
    yield _("{open} open, {overdue} overdue, {calls} calls due today, {resolved} resolved today").format(
        open=counts.open, overdue=counts.overdue, calls=counts.calls_due, resolved=counts.resolved_today
    )


def _overdue(desk: Desk) -> Iterator[str]:
    rows = tickets.tickets(desk, queues.narrowed(desk, "overdue", ""))
    yield _title(_("Queue {name}: {count}").format(name=queues.queue(desk, "overdue").name, count=len(rows)))
    for row in rows[:10]:
        yield _ticket_line(desk, row)


def _timeline(desk: Desk) -> Iterator[str]:
    row = _most_told(desk)
    yield _title(f"{row.number}  {one_line(row.subject)}")
    yield f"{label('kind', row.kind)}, {label('priority', row.priority)}, {label('status', row.status)}"
    for event in tickets.timeline(desk, row.number):
        words = happenings.words(event.kind)
        text = f"{words}: {event.text}" if event.text else words
        yield _columns((f"{desk.local(event.at):%m-%d %H:%M}", 12), (event.who_name, 10), (text, 54))


def _report(desk: Desk) -> Iterator[str]:
    from servicedesk.reports.daily import daily
    from servicedesk.reports.text import as_text

    yield _title(_("Daily report"))
    yield from as_text(daily(desk, (desk.local(desk.now()) - WHOLE_DAY).date())).splitlines()


def _next_steps(desk: Desk) -> Iterator[str]:
    command = f"servicedesk --database {shlex.quote(str(desk.store.path))}"
    yield _title(_("Go on"))
    yield command
    yield f"{command} ticket list --queue overdue"
    yield f"{command} --as zhou.wei ticket list owner:me"
    yield f"{command} customer find wxm"


def _most_told(desk: Desk) -> TicketRow:
    """The open complaint, else the open ticket, about which most was said."""
    rows = tickets.tickets(desk, "is:open kind:complaint") or tickets.tickets(desk, "is:any", limit=20)
    return max(rows[:10], key=lambda row: len(tickets.timeline(desk, row.number)))


def _ticket_line(desk: Desk, row: TicketRow) -> str:
    return _columns(
        ("!" if row.is_overdue(desk.now()) else "", 1),
        (str(row.number), 4),
        (label("priority", row.priority), 7),
        (row.subject, 32),
        (row.customer_name or row.caller, 16),
        (due_text(desk, row.due_at), 10),
    )


def _title(text: str) -> str:
    from rich.cells import cell_len

    return f"{text}\n{'-' * min(cell_len(text), WIDTH)}"


def _columns(*cells: tuple[str, int]) -> str:
    from rich.cells import set_cell_size

    return " ".join(set_cell_size(one_line(text), width) for text, width in cells).rstrip()
