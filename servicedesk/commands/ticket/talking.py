"""`ticket note`, `ticket reply`, `ticket escalate`: words on a ticket."""

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
    noun.command("note", help=_("Write something for colleagues only."))(note)
    noun.command("reply", help=_("Write down what the customer was told; it stops the first clock."))(reply)
    noun.command("escalate", help=_("Call for a supervisor, with the reason."))(escalate)


def note(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.note(desk, number, text, if_version=if_version),
        _("Ticket {number} noted"),
        "",
        Asked(as_json, json_fields),
    )


def reply(
    context: typer.Context,
    words: NumbersAndText,
    channel: Annotated[str, typer.Option("--channel", help=_("How; else the way the ticket came in."))] = "",
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.reply(desk, number, text, channel=channel, if_version=if_version),
        _("Ticket {number} replied to"),
        "",
        Asked(as_json, json_fields),
    )


def escalate(
    context: typer.Context,
    words: NumbersAndText,
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import handling

    numbers, text = numbers_and_text(words, file)
    act_on_tickets(
        desk_for(context),
        numbers,
        lambda desk, number: handling.escalate(desk, number, text, if_version=if_version),
        _("Ticket {number} escalated"),
        "",
        Asked(as_json, json_fields),
    )
