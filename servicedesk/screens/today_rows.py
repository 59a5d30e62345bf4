"""What needs me now as lines: a ticket, a call or a task, why it is here, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups import today
from servicedesk.lookups.today import Counts, TodayRow
from servicedesk.rules.codes import label
from servicedesk.screens.moments import due_text
from servicedesk.screens.names import Names
from servicedesk.widgets.bars import Count
from servicedesk.widgets.pieces import PieceStyle
from servicedesk.widgets.row_types import CellStyle, Column, Row

if TYPE_CHECKING:
    from servicedesk.desk import Desk

FEW = 30
_KINDS = ("ticket", "callback", "task")


def today_columns() -> list[Column]:
    """What it is, how urgent, what about, who, why it is here, and when."""
    return [
        Column("number", _("No."), 6, align="right"),
        Column("what", _("What"), 9),
        Column("text", _("Subject"), 20, grow=True),
        Column("customer", _("Customer"), 14, min_width=66),
        Column("why", _("Why"), 18, min_width=94),
        Column("due", _("Due"), 10),
        Column("owner", _("Owner"), 14, min_width=110),
    ]


def today_key(row: TodayRow) -> int:
    """The key of a line: a ticket, a call and a task may share a number."""
    return row.number * len(_KINDS) + _KINDS.index(row.kind)


def today_line(desk: Desk, row: TodayRow, names: Names) -> Row:
    """One line: what it is, why it is here, and when."""
    late = row.is_overdue(desk.now())
    danger: CellStyle = "danger" if late else ""
    urgent: CellStyle = "danger" if row.priority == "urgent" else "accent" if row.kind == "callback" else ""
    return Row(
        today_key(row),
        (
            str(row.number),
            _what(row),
            row.text,
            row.customer or (f"C{row.customer_number}" if row.customer_number else ""),
            today.why_words(row),
            due_text(desk, row.due_at),
            names.holder(row.owner, row.team),
        ),
        mark="!" if late else "",
        style=("", urgent, "", "", "muted", danger, "muted"),
    )


def _what(row: TodayRow) -> str:
    if row.kind == "callback":
        return _("call")
    if row.kind == "task":
        return _("task")
    if row.priority in {"urgent", "high"} or row.ticket_kind is None:
        return label("priority", row.priority or "normal")
    return label("kind", row.ticket_kind)


def today_counts(counts: Counts) -> list[Count]:
    """The line of numbers under the list; every share says of how many."""
    shown = [
        Count("open", _("Open"), str(counts.open)),
        Count("overdue", _("Overdue"), str(counts.overdue), style="danger" if counts.overdue else "strong"),
        Count("resolved", _("Resolved today"), str(counts.resolved_today)),
        Count("calls", _("Calls due"), str(counts.calls_due)),
    ]
    if counts.answered_share is not None:
        share = f"{counts.answered_share:.0%} ({counts.answered_count})"
        shown.append(Count("answered", _("Answered in time"), share, style=_weight(counts.answered_count)))
    if counts.satisfaction is not None:
        mean = f"{counts.satisfaction:.1f} ({counts.satisfaction_count})"
        shown.append(Count("satisfied", _("Satisfied"), mean, style=_weight(counts.satisfaction_count)))
    return shown


def _weight(count: int) -> PieceStyle:
    """A share of few is drawn grey: it does not mean much yet."""
    return "strong" if count >= FEW else "muted"
