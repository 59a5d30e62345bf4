"""`ticket assign`, `ticket wait`, `ticket resume`, `ticket priority`: whose work it is, and how urgent."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, moment, needed_moment
from servicedesk.commands.root import desk_for
from servicedesk.commands.ticket.acting import act_on_tickets, last_apart, needed
from servicedesk.commands.ticket.words import Assignee, TeamName
from servicedesk.i18n import _
from servicedesk.output import Asked

Levels = Annotated[
    list[str], typer.Argument(metavar="N.. LEVEL", help=_("Numbers, and urgent, high, normal or low."))
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("assign", help=_("Hand to a person or a team."))(assign)
    noun.command("wait", help=_("Nothing can be done before somebody else moves."))(wait)
    noun.command("resume", help=_("The waiting is over."))(resume)
    noun.command("agree", help=_("The customer was told that she hears from us by a time."))(agree)
    noun.command("priority", help=_("Change how urgent it is."))(priority)


def assign(
    context: typer.Context,
    numbers: options.Numbers,
    to: Assignee = "",
    team: TeamName = "",
    summary: Annotated[
        str, typer.Option("--summary", metavar="TEXT", help=_("What the receiver must know."))
    ] = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.assign(
            desk, number, to=to, team=team, summary=clean(summary), if_version=if_version
        ),
        _("Ticket {number} assigned to {who}"),
        _("Ticket {number} is already with {who}"),
        Asked(as_json, json_fields),
    )


def wait(
    context: typer.Context,
    numbers: options.Numbers,
    waiting_for: Annotated[str, typer.Option("--for", metavar="WHO", help=_("customer or supplier."))],
    until: Annotated[str, typer.Option("--until", metavar="TIME", help=_("When to look again."))] = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    desk = desk_for(context)
    again = moment(desk, until)
    act_on_tickets(
        desk,
        numbers,
        lambda desk, number: handling.wait(
            desk, number, waiting_for=waiting_for, until=again, if_version=if_version
        ),
        _("Ticket {number} waits for: {turn}"),
        _("Ticket {number} already waits for: {turn}"),
        Asked(as_json, json_fields),
    )


def resume(
    context: typer.Context,
    numbers: options.Numbers,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.resume(desk, number, if_version=if_version),
        _("Ticket {number} resumed"),
        _("Ticket {number} is not waiting"),
        Asked(as_json, json_fields),
    )


def agree(
    context: typer.Context,
    numbers: options.Numbers,
    by: Annotated[str, typer.Option("--by", metavar="TIME", help=_("By when she was told."))],
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    desk = desk_for(context)
    until = needed_moment(desk, by)
    act_on_tickets(
        desk,
        numbers,
        lambda desk, number: handling.agree(desk, number, until, if_version=if_version),
        _("Ticket {number}: the time agreed is kept"),
        _("Ticket {number}: that time is agreed already"),
        Asked(as_json, json_fields),
    )


def priority(
    context: typer.Context,
    words: Levels,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    numbers, said = last_apart(words)
    level = needed(said, _("The priority is missing"), _("Give urgent, high, normal or low"))
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.prioritise(desk, number, level, if_version=if_version),
        _("Ticket {number} is now of priority {priority}"),
        _("Ticket {number} is already of priority {priority}"),
        Asked(as_json, json_fields),
    )
