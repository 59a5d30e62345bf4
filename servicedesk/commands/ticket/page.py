"""One ticket as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from servicedesk.commands import pages
from servicedesk.commands.need_shapes import need_line
from servicedesk.commands.shapes import due_text, when_text
from servicedesk.i18n import _
from servicedesk.lookups import firm
from servicedesk.lookups.ticket_file import Clock, TicketFile, clocks
from servicedesk.lookups.timelines import told
from servicedesk.rules.codes import label
from servicedesk.rules.ledger_words import clock_name
from servicedesk.rules.likes import likes
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line, shown

if TYPE_CHECKING:
    from servicedesk.desk import Desk

SOON = timedelta(hours=1)  # from then on a due time is also told by how long is left


def print_page(desk: Desk, file: TicketFile) -> None:
    """Prints the page of a ticket."""
    heading = f"{file.ticket.number}  {file.ticket.subject}"
    pages.print_page(desk, heading, _facts(desk, file), told(desk, file.timeline))


def _facts(desk: Desk, file: TicketFile) -> Iterator[tuple[str, str]]:
    ticket, detail = file.ticket, file.detail
    codes = [label("status", ticket.status), label("priority", ticket.priority), label("kind", ticket.kind)]
    yield _("Status"), " · ".join([*codes, _("turn: {who}").format(who=label("turn", ticket.whose_turn))])
    yield _("Customer"), _customer(file)
    for name, value in (
        (_("Mind"), detail.do_not),
        (_("Likes"), likes(detail)),
        (_("Premises"), ticket.premises),
        (_("Category"), _name(firm.categories(desk), ticket.category)),
        (_("Owner"), " / ".join(filter(None, (_name(firm.teams(desk), ticket.team), ticket.assignee)))),
        (_("Opened"), f"{when_text(desk, ticket.opened_at)} · {label('channel', ticket.channel)}"),
    ):
        if value:
            yield name, one_line(value)
    for clock in clocks(ticket, desk.now()):
        yield clock_name(clock.name), _clock(desk, clock)
    yield from _more_facts(desk, file)


def _more_facts(desk: Desk, file: TicketFile) -> Iterator[tuple[str, str]]:
    ticket, detail = file.ticket, file.detail
    if detail.cause:
        yield _("Cause"), f"{label('cause', detail.cause)} · {label('step', detail.step or '')}"
    if ticket.tags:
        yield _("Tags"), one_line(" ".join(ticket.tags))
    if detail.merged_into:
        yield _("Merged into"), str(detail.merged_into)
    if file.links:
        yield _("Linked with"), ", ".join(map(str, file.links))
    for task in file.tasks:
        state = _("done") if task.state == "done" else due_text(desk, task.due_at) or _("to do")
        whose = task.owner or task.team
        yield (
            _("Task {number}").format(number=task.number),
            one_line(" · ".join(filter(None, (state, whose, task.text)))),
        )
    for need in file.needs:
        yield _("Need"), one_line(need_line(need))
    if detail.description:
        yield _("Description"), shown(detail.description, keep_newlines=True)


def _customer(file: TicketFile) -> str:
    ticket = file.ticket
    if ticket.customer_number is None:
        return one_line(ticket.caller) or _("unknown caller")
    phone = shown_phone(file.detail.phone) if file.detail.phone else ""
    return one_line("  ".join(filter(None, (ticket.customer_name, f"C{ticket.customer_number}", phone))))


def _clock(desk: Desk, clock: Clock) -> str:
    due = when_text(desk, clock.due_at)
    if clock.met_at:
        told_at = when_text(desk, clock.met_at)
        kept = clock.state == "met"
        return (_("{due}, kept at {at}") if kept else _("{due}, late at {at}")).format(due=due, at=told_at)
    short = due_text(desk, clock.due_at)
    return due if clock.due_at - desk.now() > SOON else f"{due} · {short}"


def _name(rows: Sequence[firm.Named], code: str | None) -> str:
    return next((firm.name_of(row) for row in rows if row.code == code), "")
