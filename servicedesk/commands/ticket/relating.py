"""`ticket merge`, `ticket split`, `ticket link`: tickets that have to do with each other."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, read_text
from servicedesk.commands.root import desk_for
from servicedesk.commands.ticket.acting import act_on_tickets
from servicedesk.commands.ticket.words import OneNumber
from servicedesk.i18n import _
from servicedesk.output import Asked
from servicedesk.rules.numbers import read_ticket_number


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("merge", help=_("One matter written down twice: move everything into one ticket."))(merge)
    noun.command("split", help=_("Make a second matter a ticket of its own; prints its number."))(split)
    noun.command("link", help=_("Let two tickets name each other."))(link)


def merge(
    context: typer.Context,
    numbers: options.Numbers,
    into: Annotated[str, typer.Option("--into", metavar="M", help=_("The ticket that stays."))],
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import relations

    target = read_ticket_number(into)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: relations.merge(desk, number, target, if_version=if_version),
        _("Ticket {number} merged into {other}"),
        _("Ticket {number} is already merged into {other}"),
        Asked(as_json, json_fields),
        other=target,
    )


def split(
    context: typer.Context,
    number: OneNumber,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=_("The second matter in a few words."))],
    category: Annotated[str, typer.Option("--category", help=_("What it is about."))] = "",
    description: Annotated[str, typer.Option("--description", metavar="TEXT", help=_("The details."))] = "",
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.ticket.saying import check_asked, print_made
    from servicedesk.operations import relations

    asked = check_asked(as_json, json_fields)
    desk = desk_for(context)
    made = relations.split(
        desk,
        read_ticket_number(number),
        clean(subject),
        description=read_text(description or None if file else description, file),
        category=category,
        if_version=if_version,
    )
    print_made(desk, made, asked)


def link(
    context: typer.Context,
    number: OneNumber,
    other: Annotated[str, typer.Argument(metavar="M", help=_("The other ticket's number."))],
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import relations

    second = read_ticket_number(other)
    act_on_tickets(
        desk_for(context),
        [number],
        lambda desk, number: relations.link(desk, number, second, if_version=if_version),
        _("Ticket {number} linked with {other}"),
        _("Ticket {number} is already linked with {other}"),
        Asked(as_json, json_fields),
        other=second,
    )
