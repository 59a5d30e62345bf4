"""One ticket on a card: who, where, what was promised, and everything that was said; list preview and ticket screen share it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.lookups import tickets
from servicedesk.lookups.tickets import TicketDetail, TicketRow
from servicedesk.rules.codes import label
from servicedesk.rules.text import one_line, shown
from servicedesk.screens.events import timeline_lines
from servicedesk.screens.moments import due_text, when_text
from servicedesk.screens.ticket_rows import phone_text, who
from servicedesk.widgets.timeline import Timeline, TimelineRow

if TYPE_CHECKING:
    from servicedesk.desk import Desk


class TicketPage(NamedTuple):
    """Everything the card shows, asked for in one go."""

    ticket: TicketRow
    detail: TicketDetail
    rows: list[TimelineRow]


def ticket_page(desk: Desk, number: int) -> TicketPage:
    """Asks for one ticket with its customer and timeline. Raises NotFound."""
    ticket = tickets.ticket(desk, number)
    return TicketPage(
        ticket,
        tickets.detail(desk, number),
        timeline_lines(desk, tickets.timeline(desk, number)),
    )


class TicketCard(Vertical):
    """Draws a `TicketPage`; empty until it is given one."""

    def compose(self) -> ComposeResult:
        yield Static(classes="card--head", markup=False)
        yield Static(classes="card--facts", markup=False)
        yield Timeline(classes="card--timeline")

    def show(self, desk: Desk, page: TicketPage) -> None:
        """Draws this ticket."""
        self.set_class(page.ticket.is_overdue(desk.now()), "-overdue")
        self.query_one(".card--head", Static).update(_head(page.ticket))
        self.query_one(".card--facts", Static).update(Content("\n").join(_facts(desk, page)))
        self.query_one(Timeline).set_rows(page.rows)

    def show_nothing(self) -> None:
        """Draws an empty card."""
        for name in ("head", "facts"):
            self.query_one(f".card--{name}", Static).update("")
        self.query_one(Timeline).set_rows([])


def _head(ticket: TicketRow) -> Content:
    words = " · ".join(
        [label("kind", ticket.kind), label("priority", ticket.priority), label("status", ticket.status)]
    )
    return Content.assemble(
        (f"{ticket.number} ", "bold $text-primary"),
        (one_line(ticket.subject), "bold"),
        "\n",
        (words, "$foreground 60%"),
    )


def _facts(desk: Desk, page: TicketPage) -> list[Content]:
    ticket = page.ticket
    place = [who(ticket), phone_text(page.detail.phone), ticket.premises or ""]
    lines = [Content(one_line("   ".join(filter(None, place))))]
    if page.detail.do_not:
        lines.append(Content.styled("! " + one_line(page.detail.do_not), "$text-warning"))
    owner = [ticket.team, ticket.assignee, _("turn: {who}").format(who=label("turn", ticket.whose_turn))]
    lines.append(Content.styled(one_line("   ".join(filter(None, owner))), "$foreground 60%"))
    lines += _promises(desk, ticket)
    if page.detail.description:
        lines += [Content(""), Content(shown(page.detail.description[:2000], keep_newlines=True))]
    return lines


def _promises(desk: Desk, ticket: TicketRow) -> list[Content]:
    """Each clock: kept, still running, or over."""
    clocks = [
        (_("first word"), ticket.first_response_due_at, ticket.first_responded_at),
        (_("next word"), ticket.next_update_due_at, None),
        (_("solved"), ticket.resolution_due_at, ticket.resolved_at),
    ]
    return [_promise(desk, ticket, name, due, met) for name, due, met in clocks if due]


def _promise(desk: Desk, ticket: TicketRow, name: str, due: datetime, met: datetime | None) -> Content:
    if met:
        kept = _("kept") if met <= due else _("late")
        return Content.styled(f"{name}: {when_text(desk, due)}  {kept}", "$foreground 60%")
    running = ticket.status in {"new", "open", "waiting"}
    text = f"{name}: {when_text(desk, due)}  {due_text(desk, due) if running else ''}".rstrip()
    return Content.styled(text, "bold $text-error") if running and due < desk.now() else Content(text)
