"""`history`: what happened, to one ticket or customer or to the whole desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list
from servicedesk.rules.numbers import narrow, read_customer_number, read_ticket_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.history import TimelineRow


def register(app: typer.Typer, help_text: str) -> None:
    """Adds the word to the tree."""
    app.command("history", help=help_text)(show)


def show(
    context: typer.Context,
    thing: Annotated[
        str, typer.Argument(metavar="[TICKET|CUSTOMER]", help=_("1042 or T1042; C388; else the whole desk."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.history_shapes import HISTORY, lines

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = _events(desk, thing, asked.rows_wanted)
    print_list(desk, HISTORY, lines(desk, rows), asked, total=lambda: len(_events(desk, thing, None)))


def _events(desk: Desk, thing: str, limit: int | None) -> list[TimelineRow]:
    from servicedesk.lookups.history import history

    said = narrow(thing).strip()
    if not said:
        return history(desk, limit=limit)
    if said[0] in "Cc":
        return history(desk, customer=read_customer_number(said), limit=limit)
    return history(desk, ticket=read_ticket_number(said), limit=limit)
