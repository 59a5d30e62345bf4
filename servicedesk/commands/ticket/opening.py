"""`ticket new` and `ticket edit`."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, moment, pairs, read_text
from servicedesk.commands.root import desk_for
from servicedesk.commands.ticket.acting import act_on_tickets
from servicedesk.i18n import _
from servicedesk.output import Asked
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("new", help=_("Open a ticket; prints its number."))(new)
    noun.command("edit", help=_("Change what is known of it."))(edit)


def new(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=_("The matter in a few words."))],
    customer: Annotated[str, typer.Option("--customer", metavar="C", help=_("The customer's number."))] = "",
    phone: Annotated[
        str, typer.Option("--phone", metavar="N", help=_("The caller's number; makes a file when new."))
    ] = "",
    unknown: Annotated[bool, typer.Option("--unknown", help=_("The caller is not known yet."))] = False,
    caller: Annotated[str, typer.Option("--caller", help=_("What an unknown caller said of herself."))] = "",
    kind: Annotated[str, typer.Option("--kind", help=_("enquiry, request, repair, complaint ..."))] = "",
    category: Annotated[str, typer.Option("--category", help=_("What it is about."))] = "",
    priority: Annotated[str, typer.Option("--priority", help=_("urgent, high, normal, low."))] = "",
    impact: Annotated[str, typer.Option("--impact", help=_("high, medium, low."))] = "",
    urgency: Annotated[str, typer.Option("--urgency", help=_("high, medium, low."))] = "",
    channel: Annotated[str, typer.Option("--channel", help=_("How it came in: phone, counter ..."))] = "",
    premises: Annotated[str, typer.Option("--premises", help=_("The flat, house or site."))] = "",
    description: Annotated[str, typer.Option("--description", metavar="TEXT", help=_("The details."))] = "",
    file: options.TextFile = "",
    team: Annotated[str, typer.Option("--team", help=_("Who takes it; else the category's team."))] = "",
    assignee: Annotated[str, typer.Option("--assignee", metavar="STAFF", help=_("Who takes it."))] = "",
    tags: Annotated[str, typer.Option("--tags", metavar="a,b", help=_("Words to find it by."))] = "",
    opened_at: Annotated[
        str, typer.Option("--opened-at", metavar="TIME", help=_("When it really came in."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.ticket.saying import check_asked, print_made
    from servicedesk.operations.tickets import NewTicket, open_ticket

    if sum(map(bool, (customer, phone, unknown))) != 1:
        raise BadValue(_("Say who brings the matter"), _("Give one of --customer C, --phone N or --unknown"))
    asked = check_asked(as_json, json_fields)
    desk = desk_for(context)
    acted = open_ticket(
        desk,
        NewTicket(
            subject=clean(subject),
            customer=read_customer_number(customer) if customer else None,
            phone=phone,
            caller=clean(caller),
            kind=kind,
            category=category,
            priority=priority,
            impact=impact,
            urgency=urgency,
            channel=channel,
            premises=clean(premises),
            description=read_text(description or None if file else description, file),
            team=team,
            assignee=assignee,
            tags=clean(tags),
            opened_at=moment(desk, opened_at),
        ),
    )
    print_made(desk, acted, asked)


def edit(
    context: typer.Context,
    numbers: options.Numbers,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=_("subject, description, kind, category ...")),
    ] = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import tickets

    wanted = pairs(values)
    if not wanted:
        raise BadValue(_("Nothing is given to change"), _("Write it like --set subject='New words'"))
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: tickets.edit(desk, number, wanted, if_version=if_version),
        _("Ticket {number} edited"),
        _("Ticket {number} is like that already"),
        Asked(as_json, json_fields),
    )
