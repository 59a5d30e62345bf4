"""`ticket list`: what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import query_text
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list

SortKey = Annotated[
    str, typer.Option("--sort", metavar="KEY", help=_("due, opened, updated, priority, number."))
]
QueueName = Annotated[str, typer.Option("--queue", metavar="NAME", help=_("A named queue."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_tickets(context)

    noun.command("list", help=_("List tickets: all open work, next due first."))(list_tickets)


def list_tickets(
    context: typer.Context,
    query: options.QueryWords = None,
    queue: QueueName = "",
    sort: SortKey = "due",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.shapes import TICKET
    from servicedesk.lookups import queues, tickets

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    text = query_text(query)
    wanted = queues.narrowed(desk, queue, text) if queue else text
    rows = tickets.tickets(desk, wanted, sort=sort, limit=asked.rows_wanted)
    print_list(desk, TICKET, rows, asked, total=lambda: tickets.count(desk, wanted))
