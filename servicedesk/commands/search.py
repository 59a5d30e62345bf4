"""`servicedesk search`: tickets, customers and contacts that hold the words."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list
from servicedesk.problems import BadValue

Words = Annotated[list[str], typer.Argument(metavar="WORDS", help=_("All of them must be there."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the word into the tree."""
    app.command("search", help=help_text)(search)


def search(
    context: typer.Context,
    words: Words,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer_shapes import HIT
    from servicedesk.lookups.search import count
    from servicedesk.lookups.search import search as search_for

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    text = clean(" ".join(words)).strip()
    if not text:
        raise BadValue(_("There is nothing to look for"), _("Give the words that must be there"))
    hits = search_for(desk, text, limit=asked.rows_wanted)
    if ids:  # the contact of an unknown caller has no number to open it by
        hits = [hit for hit in hits if hit.number is not None]
    print_list(desk, HIT, hits, asked, total=lambda: count(desk, text))
