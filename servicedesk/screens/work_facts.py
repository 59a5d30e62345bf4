"""What is open with a customer, what we owe, and when we last spoke, as lines of a card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.card import Card, OwedRow
from servicedesk.lookups.tickets import TicketRow
from servicedesk.rules.codes import label
from servicedesk.rules.text import one_line
from servicedesk.screens.moments import day_text, due_text, when_text
from servicedesk.widgets.cells import fit
from servicedesk.widgets.facts import Fact

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def work(desk: Desk, card: Card, most: int | None = None) -> Iterator[Fact]:
    """What is open and what we owe; with `most` that many tickets, numbered for the keys that open them."""
    for place, ticket in enumerate(card.tickets[:most], 1):
        yield _ticket_fact(desk, ticket, place if most else None)
    if most and len(card.tickets) > most:
        yield Fact(_("Open"), _("and {count} more").format(count=len(card.tickets) - most), "muted")
    for owed in card.owed:
        fact = _owed_fact(desk, owed)
        yield fact._replace(text=f"   {fact.text}") if most and card.tickets else fact


def last_fact(desk: Desk, card: Card) -> Fact:
    """When we last spoke, and about what."""
    last = card.last_contact
    if last is None:
        return Fact(_("Last"), _("never spoken to"), "muted")
    way = _("incoming") if last.direction == "in" else _("outgoing")
    words = [day_text(desk, last.at), label("channel", last.channel), way, one_line(last.text)]
    return Fact(_("Last"), "  ".join(filter(None, words)))


def _ticket_fact(desk: Desk, ticket: TicketRow, key: int | None) -> Fact:
    overdue = ticket.is_overdue(desk.now())
    due = due_text(desk, ticket.due_at) if ticket.status != "waiting" else label("status", ticket.status)
    line = "  ".join(
        (
            ("! " if overdue else "  ") + fit(str(ticket.number), 6),
            fit(label("priority", ticket.priority), 6),
            fit(due, 10),
            one_line(ticket.subject),
        )
    )
    return Fact(_("Open"), f"{key}  {line}" if key else line, "danger" if overdue else "")


def _owed_fact(desk: Desk, owed: OwedRow) -> Fact:
    late = owed.due_at < desk.now()
    kind = _("promised") if owed.promised else _("to call")
    about = _("ticket {number}").format(number=owed.ticket) if owed.ticket else ""
    words = (kind, when_text(desk, owed.due_at), about, one_line(owed.reason))
    sign = "! " if late else "  "
    return Fact(
        _("We owe"), sign + "  ".join(filter(None, words)), "danger" if late and owed.promised else ""
    )
