"""Callbacks as lines of a list, and the card of one call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from servicedesk.i18n import _
from servicedesk.lookups.callbacks import CallbackRow, RunCard
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line, shown
from servicedesk.screens.moments import due_text, stamp, when_text
from servicedesk.widgets.row_types import Column, Row

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def callback_columns() -> list[Column]:
    """The columns of a callback list; why stands beside who."""
    return [
        Column("due", _("Due"), 11),
        Column("customer", _("Customer"), 14),
        Column("phone", _("Phone"), 15),
        Column("reason", _("Reason"), 16, grow=True),
        Column("tries", _("Tries"), 6, min_width=90, align="right"),
        Column("last", _("Last"), 12, min_width=110),
        Column("owner", _("Owner"), 12, min_width=72),
    ]


def callback_line(desk: Desk, row: CallbackRow) -> Row:
    """One call we owe; late and promised ones say so in words and by a sign."""
    late = row.is_overdue(desk.now())
    reason = _("promised: {reason}").format(reason=row.reason) if row.promised else row.reason
    holder = _("{who} is calling").format(who=row.leased_by) if _held(desk, row) else row.owner or _("anyone")
    return Row(
        row.id,
        (
            due_text(desk, row.due_at),
            row.customer_name or f"C{row.customer_number}",
            shown_phone(row.phone) if row.phone else _("no number"),
            reason,
            f"{row.attempts}/{row.max_attempts}",
            label("outcome", row.last_outcome) if row.last_outcome else "",
            holder,
        ),
        mark="!" if late and row.promised else "",
        style=("danger" if late else "", "", "", "accent" if row.promised else "", "muted", "muted", "muted"),
    )


def _held(desk: Desk, row: CallbackRow) -> bool:
    return bool(
        row.leased_by
        and row.leased_by != desk.actor.handle
        and row.leased_until
        and row.leased_until > desk.now()
    )


def run_card_lines(desk: Desk, card: RunCard) -> Iterator[Content]:
    """Who, number, why, what to say, what not to, what was said last, and what else is owed: in this order."""
    call, customer = card.callback, card.customer
    yield Content.assemble(
        (one_line(customer.name or f"C{customer.number}"), "bold"),
        "   ",
        (", ".join(_number(phone) for phone in card.phones) or _("no number"), "bold $text-primary"),
    )
    facts = [
        one_line(customer.premises or ""),
        _("best time: {time}").format(time=one_line(customer.best_time)) if customer.best_time else "",
        _("attempt {number} of {most}").format(number=call.attempts + 1, most=call.max_attempts),
        _("due {time}").format(time=when_text(desk, call.due_at)),
    ]
    yield Content.styled("   ".join(filter(None, facts)), "$foreground 60%")
    if call.opted_out:
        yield Content.styled("! " + _("does not want to be called"), "bold $text-error")
    if customer.do_not:
        yield Content.styled("! " + one_line(customer.do_not), "$text-warning")
    yield Content("")
    yield _field(_("Reason"), _reason(card))
    if call.script:
        yield _field(_("Say"), call.script)
    for also in card.also_due:
        yield _field(_("Also"), f"{also.reason} ({due_text(desk, also.due_at)})")
    for ticket in card.open_tickets[:3]:
        state = f"{label('priority', ticket.priority)}, {label('status', ticket.status)}"
        yield _field(_("Open"), f"{ticket.number} {ticket.subject} ({state})")
    for said in card.last_said[:3]:
        yield _field(_("Last"), f"{stamp(desk, said.at)}  {said.text or _outcome(said.kind)}  ({said.who})")


def _number(phone: object) -> str:
    number = shown_phone(getattr(phone, "number", ""))
    extension = getattr(phone, "extension", "")
    return f"{number} x{extension}" if extension else number


def _reason(card: RunCard) -> str:
    ticket = _(", ticket {number}").format(number=card.callback.ticket) if card.callback.ticket else ""
    promised = _("promised: {reason}").format(reason=card.callback.reason)
    return (promised if card.callback.promised else card.callback.reason) + ticket


def _outcome(kind: str) -> str:
    return _("contact") if kind == "contact" else kind


def _field(name: str, text: str) -> Content:
    return Content.assemble((f"{name}  ", "$foreground 60%"), shown(text, keep_newlines=True)[:600])
