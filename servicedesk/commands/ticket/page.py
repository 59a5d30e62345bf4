"""One ticket as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servicedesk.commands.shapes import due_text, when_text
from servicedesk.i18n import N_, _
from servicedesk.lookups import firm
from servicedesk.lookups.ticket_file import Clock, TicketFile, clocks
from servicedesk.lookups.timelines import told
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line, shown

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_CLOCKS = {
    "first_response": N_("First word"),
    "next_update": N_("Next word"),
    "resolution": N_("Resolution"),
}


def print_page(desk: Desk, file: TicketFile) -> None:
    """Prints the page; every text stands as it was typed, with control characters as signs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print(Text(f"{file.ticket.number}  {one_line(file.ticket.subject)}", "bold"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(desk, file):
        facts.add_row(Text(name, "dim"), Text(value))
    console.print(facts)
    events = Table.grid(padding=(0, 2))
    for _column in range(3):
        events.add_column(no_wrap=True)
    events.add_column(overflow="fold")
    for happening in told(desk, file.timeline):
        text = shown(happening.text, keep_newlines=True)
        mark = _("(undone) ") if happening.undone else ""
        events.add_row(
            Text(when_text(desk, happening.at), "dim"),
            Text(one_line(happening.who_name)),
            Text(happening.label),
            Text(mark + text),
        )
    console.print(Text("\n" + _("Timeline"), "bold"))
    console.print(events, Text())


def _facts(desk: Desk, file: TicketFile) -> Iterator[tuple[str, str]]:
    ticket, detail = file.ticket, file.detail
    codes = [label("status", ticket.status), label("priority", ticket.priority), label("kind", ticket.kind)]
    yield _("Status"), " · ".join([*codes, _("turn: {who}").format(who=label("turn", ticket.whose_turn))])
    yield _("Customer"), _customer(file)
    for name, value in (
        (_("Mind"), detail.do_not),
        (_("Premises"), ticket.premises),
        (_("Category"), _name(firm.categories(desk), ticket.category)),
        (_("Owner"), " / ".join(filter(None, (_name(firm.teams(desk), ticket.team), ticket.assignee)))),
        (_("Opened"), f"{when_text(desk, ticket.opened_at)} · {label('channel', ticket.channel)}"),
    ):
        if value:
            yield name, one_line(value)
    for clock in clocks(ticket, desk.now()):
        yield _(_CLOCKS[clock.name]), _clock(desk, clock)
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
    return f"{due} · {due_text(desk, clock.due_at)}"


def _name(rows: Sequence[firm.Named], code: str | None) -> str:
    return next((firm.name_of(row) for row in rows if row.code == code), "")
