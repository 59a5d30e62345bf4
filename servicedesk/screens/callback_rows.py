"""Callbacks as lines of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.callbacks import CallbackRow
from servicedesk.rules.codes import label
from servicedesk.rules.phones import shown_phone
from servicedesk.screens.moments import due_text
from servicedesk.screens.names import Names
from servicedesk.widgets.row_types import Column, Row

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def callback_columns() -> list[Column]:
    """The columns of a callback list; why stands beside who."""
    return [
        Column("due", _("Due"), 10),
        Column("customer", _("Customer"), 14),
        Column("phone", _("Phone"), 14, min_width=72),
        Column("kind", _("Why"), 11, min_width=56),
        Column("reason", _("Reason"), 16, grow=True),
        Column("tries", _("Tries"), 5, min_width=94, align="right"),
        Column("last", _("Last"), 12, min_width=110),
        Column("owner", _("Owner"), 12, min_width=94),
    ]


def callback_line(desk: Desk, row: CallbackRow, names: Names) -> Row:
    """One call we owe; late and promised ones say so in words and by a sign."""
    late, verdict = row.is_overdue(desk.now()), row.may_ring(desk.firm.needs_consent)
    may_ring = verdict.allowed or row.state != "due"
    return Row(
        row.id,
        (
            due_text(desk, row.due_at),
            row.customer_name or f"C{row.customer_number}",
            shown_phone(row.phone, desk.firm.region) if row.phone else _("no number"),
            kind_words(row) if may_ring else _("do not ring"),
            row.reason if may_ring else f"{verdict.words}: {row.reason}",
            f"{row.attempts}/{row.max_attempts}",
            label("outcome", row.last_outcome) if row.last_outcome else "",
            _holder(desk, row, names),
        ),
        mark="!" if late else "",
        style=(
            "danger" if late else "",
            "",
            "",
            "danger" if not may_ring else "accent" if row.promised else "muted",
            "",
            "muted",
            "muted",
            "muted",
        ),
    )


def kind_words(row: CallbackRow) -> str:
    """Why we owe this call, in a word."""
    if row.promised:
        return _("promised")
    return _("service") if row.origin == "after_service" else _("reminder")


def _holder(desk: Desk, row: CallbackRow, names: Names) -> str:
    held = row.leased_until and row.leased_until > desk.now()
    if row.leased_by and row.leased_by != desk.actor.handle and held:
        return _("{who} is calling").format(who=names.person(row.leased_by))
    return names.holder(row.owner, row.team)
