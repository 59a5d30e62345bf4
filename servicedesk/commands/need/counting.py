"""`need suggestions` and `need counts`: what repeated tickets point to, and how many needs came up each month."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.need.listing import SegmentOption
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("suggestions", help=_("Needs that repeated tickets of one customer point to."))(suggestions)
    noun.command("counts", help=_("How many came up each month, and which way it goes."))(counts)


def suggestions(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.need_shapes import SUGGESTION
    from servicedesk.lookups.needs import suggested

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = suggested(desk)
    print_list(desk, SUGGESTION, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def counts(
    context: typer.Context,
    by: Annotated[
        str, typer.Option("--by", metavar="WHAT", help=_("class, category, kind, level, state."))
    ] = "class",
    months: Annotated[
        int, typer.Option("--months", metavar="N", help=_("So many months, this one included."))
    ] = 6,
    segment: SegmentOption = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.need_shapes import counts_shape
    from servicedesk.lookups import need_counts

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, False, limit)
    lines = need_counts.counts(desk, by.strip().casefold(), months, clean(segment))
    columns = not asked.wants_json and lines
    shape = counts_shape([month.month for month in lines[0].months] if columns else [])
    print_list(desk, shape, lines[: asked.rows_wanted], asked, total=lambda: len(lines))
