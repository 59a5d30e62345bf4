"""`servicedesk segment`: named groups of customers, with how many are in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_changed, print_made
from servicedesk.commands.inputs import clean, query_text
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list, print_one, say

if TYPE_CHECKING:
    from servicedesk.commands.segment_shape import CountedSegment
    from servicedesk.desk import Desk

Name = Annotated[str, typer.Argument(metavar="SEGMENT", help=_("Its code or its name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_segments(context)

    noun.command("list", help=_("Every segment with its number of customers."))(list_segments)
    noun.command("show", help=_("One segment, its query said in words."))(show)
    noun.command("new", help=_("Keep a query over customers under a name; prints its code."))(new)
    noun.command("edit", help=_("Change name, query, active."))(edit)
    noun.command("off", help=_("Do not offer it any more; no customer changes."))(off)
    app.add_typer(noun, name="segment")


def list_segments(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.segment_shape import SEGMENT, CountedSegment
    from servicedesk.lookups.segments import counted

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = [CountedSegment(*pair) for pair in counted(desk)]
    print_list(desk, SEGMENT, rows[: asked.rows_wanted], asked, total=lambda: len(rows))
    _tell_freshness(desk, *(row.segment.query for row in rows))


def show(
    context: typer.Context,
    name: Name,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.segment_shape import SEGMENT
    from servicedesk.lookups.customer_query import query_fields
    from servicedesk.rules.query import explain, parse

    desk, asked = begin(context, SEGMENT, as_json, json_fields)
    row = _counted(desk, name)
    print_one(desk, SEGMENT, row, asked)
    known = query_fields(desk)
    say(explain(parse(row.segment.query, known), known))
    _tell_freshness(desk, row.segment.query)


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What to call it."))],
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY", help=_("Which customers: tier:A silent:>90d."))
    ],
    mine: Annotated[bool, typer.Option("--mine", help=_("For me alone."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.segment_shape import SEGMENT
    from servicedesk.operations.saved_segments import NewSegment, add

    desk, asked = begin(context, SEGMENT, as_json, json_fields)
    row = add(desk, NewSegment(clean(name), query_text(query), mine))
    words = _("Segment {code} kept").format(code=row.code)
    print_made(desk, SEGMENT, _counted(desk, row.code), asked, words)


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.segment_shape import SEGMENT, counted_row
    from servicedesk.operations import saved_segments

    desk, asked = begin(context, SEGMENT, as_json, json_fields)
    row = saved_segments.edit(desk, name, changes(values), if_version=if_version)
    words = _("Segment {code} edited").format(code=row.code)
    print_changed(desk, SEGMENT, counted_row(desk, row), asked, words)


def off(
    context: typer.Context,
    name: Name,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.segment_shape import SEGMENT, counted_row
    from servicedesk.operations.saved_segments import switch_off

    desk, asked = begin(context, SEGMENT, as_json, json_fields)
    row, already = switch_off(desk, name, if_version=if_version)
    words = _("Segment {code} was switched off already") if already else _("Segment {code} is switched off")
    print_changed(desk, SEGMENT, counted_row(desk, row), asked, words.format(code=row.code))


def _counted(desk: Desk, name: str) -> CountedSegment:
    from servicedesk.commands.segment_shape import CountedSegment
    from servicedesk.lookups.customers import count
    from servicedesk.lookups.segments import segment

    found = segment(desk, name)
    return CountedSegment(found, count(desk, found.query))


def _tell_freshness(desk: Desk, *queries: str) -> None:
    """Says when what some segments go by was computed, and how to compute it."""
    from servicedesk.lookups.standing import computed_at, computed_words, goes_by_standing

    if any(map(goes_by_standing, queries)):
        words = computed_words(desk, computed_at(desk))
        say(_("{what}; again: {command}").format(what=words, command="servicedesk customer tiers"))
