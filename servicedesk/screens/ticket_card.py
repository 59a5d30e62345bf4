"""One ticket on a card: who, where, what was promised, and everything that was said; list preview and ticket screen share it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from servicedesk.i18n import _
from servicedesk.lookups import tickets
from servicedesk.lookups.needs import Need
from servicedesk.lookups.ticket_file import needs_on
from servicedesk.lookups.tickets import TicketDetail, TicketRow
from servicedesk.problems import Problem
from servicedesk.rules.codes import label
from servicedesk.rules.likes import likes
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line
from servicedesk.screens.events import timeline_lines
from servicedesk.screens.moments import due_text, stamp, when_text
from servicedesk.screens.names import Names, names
from servicedesk.screens.need_form import standing_text
from servicedesk.screens.ticket_rows import who
from servicedesk.widgets.facts import Fact, Facts
from servicedesk.widgets.timeline import Timeline, TimelineRow

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_SOON = timedelta(hours=1)
_SHORT_DETAILS = 240
_MOST_DETAILS = 20_000


class TicketPage(NamedTuple):
    """Everything the card shows, asked for in one go."""

    ticket: TicketRow
    detail: TicketDetail
    rows: list[TimelineRow]
    names: Names
    needs: tuple[Need, ...] = ()


def ticket_page(desk: Desk, number: int) -> TicketPage:
    """Asks for one ticket with its customer and timeline. Raises NotFound."""
    ticket, detail = tickets.ticket(desk, number), tickets.detail(desk, number)
    rows = timeline_lines(desk, tickets.timeline(desk, number))
    said = needs_on(desk, number) if detail.has_needs else ()
    return TicketPage(ticket, detail, [*_long_details(desk, ticket, detail), *rows], names(desk), said)


class TicketCard(Vertical):
    """Draws a `TicketPage`; empty until it is given one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: TicketPage | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="card--head", markup=False)
        yield Facts(classes="card--facts")
        yield Timeline(classes="card--timeline")

    def show(self, desk: Desk, page: TicketPage) -> None:
        """Draws this ticket; a timeline that did not change stays where it was scrolled to."""
        before, self._shown = self._shown, page
        self.query_one(".card--head", Static).update(_head(page.ticket))
        self.query_one(Facts).show(list(_facts(desk, page)))
        same_ticket = before is not None and before.ticket.number == page.ticket.number
        if not (same_ticket and before and before.rows == page.rows):
            self.query_one(Timeline).set_rows(page.rows)

    def show_nothing(self) -> None:
        """Draws an empty card."""
        self._shown = None
        self.query_one(".card--head", Static).update("")
        self.query_one(Facts).show([])
        self.query_one(Timeline).set_rows([])

    def show_failure(self, problem: Problem) -> None:
        """Says why the ticket cannot be read."""
        self.show_nothing()
        self.query_one(Timeline).show_message(f"{problem.message}\n{problem.hint}", failed=True)


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


def _facts(desk: Desk, page: TicketPage) -> Iterator[Fact]:
    ticket, detail = page.ticket, page.detail
    if detail.do_not:
        yield Fact(_("Do not"), f"! {detail.do_not}", "warning")
    if liked := likes(detail):
        yield Fact(_("Likes"), liked)
    yield Fact(_("Customer"), "   ".join(filter(None, (who(ticket), ticket.premises))))
    if detail.phone:
        yield Fact(_("Phone"), shown_phone(detail.phone, desk.firm.region))
    holder = page.names.holder(ticket.assignee, ticket.team)
    turn = _("turn: {who}").format(who=label("turn", ticket.whose_turn))
    yield Fact(_("Owner"), "   ".join((holder, turn)))
    yield from _promises(desk, ticket)
    if ticket.waiting_until and ticket.status == "waiting":
        yield Fact(_("Waits until"), when_text(desk, ticket.waiting_until))
    if detail.cause:
        step = label("step", detail.step) if detail.step else ""
        yield Fact(_("Cause"), "   ".join(filter(None, (label("cause", detail.cause), step))))
    if ticket.tags:
        yield Fact(_("Tags"), " ".join(ticket.tags))
    for need in page.needs:
        words = (one_line(need.row.words), label("need_class", need.row.need_class), standing_text(need))
        yield Fact(_("Need"), "  ".join(words))
    if detail.description:
        yield Fact(_("Details"), _short(detail.description))


def _short(description: str) -> str:
    """What fits above the timeline; a longer text stands there whole."""
    return description if len(description) <= _SHORT_DETAILS else f"{description[:_SHORT_DETAILS]} .."


def _long_details(desk: Desk, ticket: TicketRow, detail: TicketDetail) -> Iterator[TimelineRow]:
    """A description too long for the facts, as the first entry of the timeline."""
    text = detail.description
    if len(text) > _MOST_DETAILS:
        rest = _("The whole text: servicedesk ticket show {number}").format(number=ticket.number)
        text = f"{text[:_MOST_DETAILS]} ..\n{rest}"
    if len(text) > _SHORT_DETAILS:
        yield TimelineRow(stamp(desk, ticket.opened_at), "", _("details"), text)


def _promises(desk: Desk, ticket: TicketRow) -> Iterator[Fact]:
    """Each clock: kept, still running, or over."""
    clocks = [
        (_("First word"), ticket.first_response_due_at, ticket.first_responded_at),
        (_("Next word"), ticket.next_update_due_at, None),
        (_("As agreed"), ticket.agreed_due_at, None),
        (_("Solve by"), ticket.resolution_due_at, ticket.resolved_at),
    ]
    for name, due, met in clocks:
        if due:
            yield _promise(desk, ticket, name, due, met)


def _promise(desk: Desk, ticket: TicketRow, name: str, due: datetime, met: datetime | None) -> Fact:
    at = when_text(desk, due)
    if met:
        return Fact(name, f"{at}   {_('kept') if met <= due else _('late')}", "muted")
    if ticket.status not in {"new", "open", "waiting"}:
        return Fact(name, at, "muted")
    near = due_text(desk, due) if due - desk.now() < _SOON else ""
    return Fact(name, f"{at}   {near}".rstrip(), "danger" if due < desk.now() else "")
