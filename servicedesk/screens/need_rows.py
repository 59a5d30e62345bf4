"""Needs, suggestions and months as lines of a list."""

from __future__ import annotations

from collections.abc import Sequence

from servicedesk.i18n import _
from servicedesk.lookups.need_counts import Line
from servicedesk.lookups.needs import Need, Suggested
from servicedesk.rules.codes import label
from servicedesk.rules.needs import number_text, trend_words
from servicedesk.rules.text import one_line
from servicedesk.screens.customer_rows import name_text
from servicedesk.widgets.row_types import Column, Row


def columns_of(view: str, months: Sequence[str]) -> list[Column]:
    """The columns of a view; with months, a column for each."""
    if months:
        return [
            Column("name", "", 14, grow=True),
            *(Column(month, month, 9, align="right") for month in months),
            Column("total", _("Total"), 6, align="right"),
            Column("trend", "", 8),
        ]
    if view == "suggestions":
        return [
            Column("customer", _("Customer"), 16),
            Column("words", _("Suggests"), 30, grow=True),
            Column("tickets", _("Tickets"), 18, min_width=100),
        ]
    return [
        Column("score", _("Priority"), 8, align="right"),
        Column("words", _("What is needed"), 20, grow=True),
        Column("customer", _("Customer"), 14),
        Column("class", _("Class"), 10),
        Column("category", _("Category"), 14, min_width=90),
        Column("why", _("Reasons"), 44, min_width=124),
    ]


def line_of(place: int, thing: Need | Suggested | Line) -> Row:
    """One line, keyed by its place."""
    if isinstance(thing, Line):
        return _month_line(place, thing)
    if isinstance(thing, Suggested):
        cells = (
            name_text(thing.customer_number, thing.customer_name),
            thing.words,
            " ".join(map(str, thing.tickets)),
        )
        return Row(place, cells, style=("", "", "muted"))
    return _need_line(place, thing)


def _need_line(place: int, need: Need) -> Row:
    row = need.row
    settled = need.score is None
    why = f"{label('need_state', row.state)}: {one_line(row.done)}" if settled else need.reason
    cells = (
        "" if need.score is None else number_text(need.score),
        one_line(row.words),
        name_text(row.customer_number, row.customer_name or "") if row.customer_number else "",
        label("need_class", row.need_class),
        need.category_name,
        why,
    )
    return Row(place, cells, style="muted" if settled else ("accent", "", "", "muted", "muted", "muted"))


def _month_line(place: int, line: Line) -> Row:
    months = tuple(f"{one.needs} {one.change:+d}" if one.change else str(one.needs) for one in line.months)
    return Row(place, (line.name, *months, str(line.total), trend_words(line.trend)))
