"""`audit`: who did what, and since when."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import moment
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list


def register(app: typer.Typer, help_text: str) -> None:
    """Adds the word to the tree."""
    app.command("audit", help=help_text)(show)


def show(
    context: typer.Context,
    who: Annotated[str, typer.Option("--who", metavar="STAFF", help=_("Only what this person did."))] = "",
    what: Annotated[
        str, typer.Option("--what", metavar="KIND", help=_("ticket, ticket.resolved, resolved ..."))
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="TIME", help=_("Only what was recorded since."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.history_shapes import AUDIT, lines
    from servicedesk.lookups.history import audit

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    start = moment(desk, since)
    rows = audit(desk, who=who, what=what, since=start, limit=asked.rows_wanted)
    print_list(
        desk,
        AUDIT,
        lines(desk, rows),
        asked,
        total=lambda: len(audit(desk, who=who, what=what, since=start)),
    )
