"""`servicedesk queue`: named filters over open work, with how many tickets are in each."""

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
    from servicedesk.commands.firm_shapes import CountedQueue
    from servicedesk.desk import Desk

Name = Annotated[str, typer.Argument(metavar="QUEUE", help=_("Its code or its name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_queues(context)

    noun.command("list", help=_("Every queue with its number of tickets."))(list_queues)
    noun.command("show", help=_("One queue, its query said in words."))(show)
    noun.command("new", help=_("Keep a query under a name; prints its code."))(new)
    noun.command("edit", help=_("Change name, query, active."))(edit)
    noun.command("off", help=_("Do not offer it any more; no ticket changes."))(off)
    app.add_typer(noun, name="queue")


def list_queues(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.firm_shapes import QUEUE, CountedQueue
    from servicedesk.lookups.queues import counted

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = [CountedQueue(*pair) for pair in counted(desk)]
    print_list(desk, QUEUE, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def show(
    context: typer.Context,
    name: Name,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import QUEUE
    from servicedesk.rules.query import explain, parse

    desk, asked = begin(context, QUEUE, as_json, json_fields)
    row = _counted(desk, name)
    print_one(desk, QUEUE, row, asked)
    say(explain(parse(row.queue.query)))


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What to call it."))],
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help=_("Which tickets: is:open tag:leak."))],
    mine: Annotated[bool, typer.Option("--mine", help=_("For me alone."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import QUEUE
    from servicedesk.operations.saved_queues import NewQueue, add

    desk, asked = begin(context, QUEUE, as_json, json_fields)
    row = add(desk, NewQueue(clean(name), query_text(query), mine))
    print_made(desk, QUEUE, _counted(desk, row.code), asked, _("Queue {code} kept").format(code=row.code))


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import QUEUE
    from servicedesk.operations import saved_queues

    desk, asked = begin(context, QUEUE, as_json, json_fields)
    row = saved_queues.edit(desk, name, changes(values), if_version=if_version)
    print_changed(
        desk, QUEUE, _counted(desk, row.code), asked, _("Queue {code} edited").format(code=row.code)
    )


def off(
    context: typer.Context,
    name: Name,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import QUEUE, CountedQueue
    from servicedesk.lookups.queues import Queue
    from servicedesk.lookups.tickets import count
    from servicedesk.operations.saved_queues import switch_off

    desk, asked = begin(context, QUEUE, as_json, json_fields)
    row, already = switch_off(desk, name, if_version=if_version)
    words = _("Queue {code} was switched off already") if already else _("Queue {code} is switched off")
    left = CountedQueue(Queue(row.code, row.name, row.query, True), count(desk, row.query))
    print_changed(desk, QUEUE, left, asked, words.format(code=row.code))


def _counted(desk: Desk, name: str) -> CountedQueue:
    from servicedesk.commands.firm_shapes import CountedQueue
    from servicedesk.lookups.queues import queue
    from servicedesk.lookups.tickets import count

    found = queue(desk, name)
    return CountedQueue(found, count(desk, found.query))
