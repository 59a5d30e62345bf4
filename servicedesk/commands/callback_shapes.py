"""How callbacks are printed: their JSON contract, their columns, their table, and the card of one call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servicedesk.commands.shapes import due_text, person
from servicedesk.i18n import _
from servicedesk.lookups.callbacks import CallbackRow, RunCard
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def name_shown(desk: Desk, row: CallbackRow) -> str:
    """The customer's name, or the phone of one without a name."""
    return row.customer_name or shown_phone(row.phone or "", desk.firm.region) or f"C{row.customer_number}"


def _sign(desk: Desk, row: CallbackRow) -> str:
    return "!" if row.is_overdue(desk.now()) else ""


def _what(desk: Desk, row: CallbackRow) -> str:
    verdict = row.may_ring(desk.firm.needs_consent)
    if not verdict.allowed:
        return _("may not be rung: {reason}").format(reason=verdict.words)
    return _("promised") if row.promised else ""


def _why_not(desk: Desk, row: CallbackRow) -> str | None:
    verdict = row.may_ring(desk.firm.needs_consent)
    return None if verdict.allowed else verdict.reason


def _tries(row: CallbackRow) -> str:
    if not row.last_outcome:
        return ""
    return f"{row.attempts}/{row.max_attempts} {label('outcome', row.last_outcome)}"


CALLBACK = Shape[CallbackRow](
    title=lambda: _("Callbacks"),
    fields={
        "id": lambda _desk, row: row.id,
        "customer": lambda _desk, row: person(row.customer_number, row.customer_name),
        "ticket": lambda _desk, row: row.ticket,
        "reason": lambda _desk, row: row.reason,
        "due_at": lambda _desk, row: row.due_at,
        "owner": lambda _desk, row: row.owner,
        "state": lambda _desk, row: row.state,
        "attempts": lambda _desk, row: row.attempts,
        "last_outcome": lambda _desk, row: row.last_outcome,
        "promised": lambda _desk, row: row.promised,
        "origin": lambda _desk, row: row.origin,
        "phone": lambda _desk, row: row.phone,
        "opted_out": lambda _desk, row: row.opted_out,
        "may_ring": lambda desk, row: _why_not(desk, row) is None,
        "why_not": _why_not,
        "needs_number": lambda _desk, row: row.needs_number,
        "score": lambda _desk, row: row.score,
        "script": lambda _desk, row: row.script,
        "max_attempts": lambda _desk, row: row.max_attempts,
        "last_attempt_at": lambda _desk, row: row.last_attempt_at,
        "version": lambda _desk, row: row.version,
    },
    columns=(
        "id",
        "state",
        "due_at",
        "customer",
        "phone",
        "reason",
        "ticket",
        "owner",
        "attempts",
        "last_outcome",
        "promised",
    ),
    table=(
        (lambda: "", _sign),
        (lambda: _("No."), lambda _desk, row: str(row.id)),
        (lambda: _("Due"), lambda desk, row: due_text(desk, row.due_at)),
        (lambda: _("Customer"), name_shown),
        (lambda: _("Phone"), lambda desk, row: shown_phone(row.phone or "", desk.firm.region)),
        (lambda: _("Reason"), lambda _desk, row: row.reason),
        (lambda: "", _what),
        (lambda: _("Ticket"), lambda _desk, row: str(row.ticket or "")),
        (lambda: _("Owner"), lambda _desk, row: row.owner or row.team or _("anyone")),
        (lambda: _("Tries"), lambda _desk, row: _tries(row)),
    ),
    number="id",
)


def card_lines(desk: Desk, card: RunCard) -> Iterator[tuple[str, str]]:
    """The card of one call as names and values; what is not known is left out."""
    for name, value in _card(desk, card):
        if value:
            yield name, one_line(value)


def _card(desk: Desk, card: RunCard) -> Iterator[tuple[str, str]]:
    row, customer = card.callback, card.customer
    yield _("Callback"), str(row.id)
    yield _("Customer"), f"C{row.customer_number} {row.customer_name}".rstrip()
    for phone in card.phones:
        yield (
            _("Phone"),
            " ".join(filter(None, (shown_phone(phone.number, desk.firm.region), phone.extension))),
        )
    yield _("Premises"), customer.premises or ""
    yield _("Best time"), customer.best_time
    yield _("Do not"), customer.do_not
    verdict = row.may_ring(desk.firm.needs_consent)
    yield _("May not be rung"), "" if verdict.allowed else verdict.words
    yield _("Opted out"), _("does not want to be called") if row.opted_out else ""
    yield _("Due"), due_text(desk, row.due_at)
    yield _("Reason"), row.reason
    yield _("Say"), row.script
    yield _("Tries"), _tries(row)
    for also in card.also_due:
        yield _("Also due"), f"{also.id} {also.reason}"
    for ticket in card.open_tickets:
        yield _("Open ticket"), f"{ticket.number} {ticket.subject}"
    for said in card.last_said:
        yield _("Last"), f"{desk.local(said.at):%Y-%m-%d %H:%M} {said.who}: {said.text}"
