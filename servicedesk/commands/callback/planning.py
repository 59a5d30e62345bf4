"""`callback new`: a call promised, or made by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, moment
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number, read_ticket_number


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("new", help=_("Plan a call; prints its number."))(new)


def new(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=_("When to call."))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("What the call is about."))],
    promised: Annotated[
        bool, typer.Option("--promised", help=_("The customer was told that we would call."))
    ] = False,
    ticket: Annotated[str, typer.Option("--ticket", metavar="N", help=_("The ticket it belongs to."))] = "",
    script: Annotated[str, typer.Option("--script", metavar="TEXT", help=_("What to say."))] = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar="STAFF", help=_("Who calls; else you. anyone: whoever is free."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.callback_shapes import CALLBACK
    from servicedesk.commands.shapes import due_text
    from servicedesk.operations.callbacks import NewCallback, plan

    asked = Asked(as_json, json_fields)
    check_fields(CALLBACK, asked)
    desk = desk_for(context)
    when = moment(desk, at)
    if when is None:
        raise BadValue(_("When to call is missing"), _("Give it with --at"))
    acted = plan(
        desk,
        NewCallback(
            read_customer_number(customer),
            when,
            clean(reason),
            clean(script),
            promised,
            read_ticket_number(ticket) if ticket else None,
            owner,
        ),
    )
    row = acted.callback
    say(_("Callback {number} planned, due {due}").format(number=row.id, due=due_text(desk, row.due_at)))
    for note in acted.notes:
        say(note)
    if asked.wants_json:
        print_one(desk, CALLBACK, row, asked)
    else:
        print(row.id)
