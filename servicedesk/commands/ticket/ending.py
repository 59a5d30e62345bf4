"""`ticket resolve`, `ticket close`, `ticket reopen`, `ticket cancel`."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.commands.ticket.acting import act_on_tickets, numbers_and_text
from servicedesk.commands.ticket.words import NumbersAndText
from servicedesk.i18n import _
from servicedesk.output import Asked


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("resolve", help=_("The matter is settled: say how."))(resolve)
    noun.command("close", help=_("Put a resolved ticket away."))(close)
    noun.command("reopen", help=_("It is not settled after all: say why."))(reopen)
    noun.command("cancel", help=_("Not a matter after all: say why."))(cancel)


def resolve(
    context: typer.Context,
    words: NumbersAndText,
    cause: Annotated[
        str, typer.Option("--cause", metavar="CODE", help=_("Why it happened; complaints need it."))
    ] = "",
    step: Annotated[
        str, typer.Option("--step", help=_("before, during or after service; complaints need it."))
    ] = "",
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import tickets

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: tickets.resolve(
            desk, number, text, cause=cause, step=step, if_version=if_version
        ),
        _("Ticket {number} resolved"),
        _("Ticket {number} is already resolved"),
        Asked(as_json, json_fields),
    )


def close(
    context: typer.Context,
    numbers: options.Numbers,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import tickets

    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: tickets.close(desk, number, if_version=if_version),
        _("Ticket {number} closed"),
        _("Ticket {number} is already closed"),
        Asked(as_json, json_fields),
    )


def reopen(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import tickets

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: tickets.reopen(desk, number, text, if_version=if_version),
        _("Ticket {number} reopened"),
        _("Ticket {number} is already open"),
        Asked(as_json, json_fields),
    )


def cancel(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import tickets

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: tickets.cancel(desk, number, text, if_version=if_version),
        _("Ticket {number} cancelled"),
        _("Ticket {number} is already cancelled"),
        Asked(as_json, json_fields),
    )
