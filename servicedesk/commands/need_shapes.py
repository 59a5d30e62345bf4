"""How needs, suggestions and monthly counts are printed: their JSON contract, their columns, their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from servicedesk.commands.shapes import person
from servicedesk.i18n import _
from servicedesk.lookups.need_counts import Line
from servicedesk.lookups.needs import Need, Suggested
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.needs import number_text, trend_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicedesk.desk import Desk

NEED = Shape[Need](
    title=lambda: _("What is needed"),
    fields={
        "number": lambda _desk, need: need.number,
        "customer": lambda _desk, need: person(need.row.customer_number, need.row.customer_name),
        "ticket": lambda _desk, need: need.row.ticket,
        "kind": lambda _desk, need: need.row.kind,
        "class": lambda _desk, need: need.row.need_class,
        "level": lambda _desk, need: need.row.level,
        "category": lambda _desk, need: need.row.category,
        "words": lambda _desk, need: need.row.words,
        "impact": lambda _desk, need: need.row.impact,
        "score": lambda _desk, need: None if need.score is None else float(need.score),
        "reason": lambda _desk, need: need.reason,
        "asked": lambda _desk, need: need.row.asked if need.score is not None else None,
        "state": lambda _desk, need: need.row.state,
        "done": lambda _desk, need: need.row.done,
        "noted_at": lambda _desk, need: need.row.noted_at,
        "noted_by": lambda _desk, need: need.row.noted_by,
        "settled_at": lambda _desk, need: need.row.settled_at,
        "version": lambda _desk, need: need.row.version,
    },
    columns=(
        "number", "score", "state", "kind", "class", "level", "category", "impact", "customer", "ticket", "words", "done",
    ),
    table=(
        (lambda: _("No."), lambda _desk, need: f"N{need.number}"),
        (lambda: _("Priority"), lambda _desk, need: score_text(need)),
        (lambda: _("What is needed"), lambda _desk, need: need.row.words),
        (lambda: _("Customer"), lambda _desk, need: need.row.customer_name or ""),
        (lambda: _("Class"), lambda _desk, need: label("need_class", need.row.need_class)),
        (lambda: _("Category"), lambda _desk, need: need.category_name),
        (lambda: "", lambda _desk, need: need.reason or state_text(need)),
        (lambda: _("Kind"), lambda _desk, need: label("need_kind", need.row.kind)),
        (lambda: _("Ticket"), lambda _desk, need: str(need.row.ticket or "")),
    ),
)  # fmt: skip

SUGGESTION = Shape[Suggested](
    title=lambda: _("Suggestions"),
    fields={
        "customer": lambda _desk, row: person(row.customer_number, row.customer_name),
        "category": lambda _desk, row: row.category,
        "tickets": lambda _desk, row: row.tickets,
        "last_at": lambda _desk, row: row.last_at,
        "words": lambda _desk, row: row.words,
        "number": lambda _desk, row: row.customer_number,
    },
    columns=("customer", "category", "tickets", "last_at", "words"),
    table=(
        (lambda: _("No."), lambda _desk, row: f"C{row.customer_number}"),
        (lambda: _("Customer"), lambda _desk, row: row.customer_name),
        (lambda: _("Suggests"), lambda _desk, row: row.words),
        (lambda: _("Tickets"), lambda _desk, row: " ".join(map(str, row.tickets))),
    ),
)


def counts_shape(months: Sequence[str]) -> Shape[Line]:
    """The shape of counts over these months: a column a month for people, CSV and pipes."""
    return Shape[Line](
        title=lambda: _("Needs by month"),
        fields={
            "code": lambda _desk, line: line.code,
            "name": lambda _desk, line: line.name,
            "months": lambda _desk, line: [
                {"month": month.month, "count": month.needs, "change": month.change} for month in line.months
            ],
            "total": lambda _desk, line: line.total,
            "trend": lambda _desk, line: line.trend,
            **{month: _of_month(place) for place, month in enumerate(months)},
        },
        columns=("code", *months, "total", "trend"),
        table=(
            (lambda: "", lambda _desk, line: line.name),
            *((_title(month), _text_of_month(place)) for place, month in enumerate(months)),
            (lambda: _("Total"), lambda _desk, line: str(line.total)),
            (lambda: "", lambda _desk, line: trend_words(line.trend)),
        ),
        number="code",
    )


def need_part(need: Need) -> dict[str, Any]:
    """A need inside a ticket or a customer file."""
    row = need.row
    return {
        "number": row.number,
        "class": row.need_class,
        "kind": row.kind,
        "words": row.words,
        "state": row.state,
        "score": need.score,
        "done": row.done or None,
    }


def need_line(need: Need) -> str:
    """A need in one line, with how pressing it is or what became of it."""
    sign = (f"N{need.number}", label("need_class", need.row.need_class), score_text(need))
    parts = (" ".join(filter(None, sign)), need.row.words, "" if need.score is not None else state_text(need))
    return " · ".join(filter(None, parts))


def score_text(need: Need) -> str:
    """The priority; of a settled need nothing."""
    return "" if need.score is None else number_text(need.score)


def state_text(need: Need) -> str:
    """What became of a settled need."""
    return f"{label('need_state', need.row.state)}: {need.row.done}"


def month_text(count: int, change: int | None) -> str:
    """A number with how it differs from the month before: `4 +2`."""
    return f"{count} {change:+d}" if change else str(count)


def _of_month(place: int) -> Callable[[Desk, Line], Any]:
    return lambda _desk, line: line.months[place].needs


def _text_of_month(place: int) -> Callable[[Desk, Line], str]:
    return lambda _desk, line: month_text(line.months[place].needs, line.months[place].change)


def _title(month: str) -> Callable[[], str]:
    return lambda: month
