"""`servicedesk sla`: why a promise falls due when it does, and the clock as a calculator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import needed_moment
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _, ngettext
from servicedesk.output import Asked, check_fields, print_one, say
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from servicedesk.desk import Desk

Calendar = Annotated[
    str, typer.Option("--calendar", metavar="NAME", help=_("The calendar; else the firm's."))
]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            print(context.get_help())

    noun.command(
        "explain", help=_("The ledger of a ticket's promises: what counted, what did not, and why.")
    )(explain)
    noun.command("due", help=_("The clock as a calculator: when so much working time has passed."))(due)
    noun.command("recount", help=_("Count the promises of all open work anew from the history."))(recount)
    app.add_typer(noun, name="sla")


def explain(
    context: typer.Context,
    numbers: options.Numbers,
    kind: Annotated[str, typer.Option("--kind", help=_("As if it were of this kind."))] = "",
    priority: Annotated[str, typer.Option("--priority", help=_("As if it had this priority."))] = "",
    calendar: Annotated[
        str, typer.Option("--calendar", metavar="NAME", help=_("As if counted by this calendar."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.sla_shapes import EXPLAINED
    from servicedesk.lookups import sla
    from servicedesk.reports.ledger_text import as_text

    desk, asked = desk_for(context), Asked(as_json, json_fields)
    what_if = sla.WhatIf(kind, priority, calendar)

    def read(desk: Desk, number: int) -> sla.Explained:
        found = sla.explain(desk, number, what_if)
        if not asked.wants_json:
            print(as_text(desk, found), end="")
        return found

    act_on_each(
        desk, numbers, read, tell=lambda _found: (), row=lambda found: found, shape=EXPLAINED, asked=asked
    )


def due(
    context: typer.Context,
    start: Annotated[str, typer.Option("--start", metavar="TIME", help=_("From when on; else now."))] = "now",
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=0, metavar="M", help=_("So many working minutes."))
    ] = None,
    until: Annotated[
        str, typer.Option("--until", metavar="TIME", help=_("Count the working minutes until then instead."))
    ] = "",
    calendar: Calendar = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.sla_shapes import CALCULATED
    from servicedesk.lookups import sla

    asked = Asked(as_json, json_fields)
    check_fields(CALCULATED, asked)
    if (minutes is None) is (not until):
        raise BadValue(
            _("Either --minutes or --until is needed"),
            _("--minutes asks when they have passed, --until how many there are"),
        )
    desk = desk_for(context)
    since = needed_moment(desk, start)
    if minutes is not None:
        found = sla.due(desk, since, minutes, calendar)
    else:
        found = sla.between(desk, since, needed_moment(desk, until), calendar)
    if not found.confirmed:
        say(_("The holidays of that day are not official yet"))
    print_one(desk, CALCULATED, found, asked)


def recount(context: typer.Context) -> None:
    from servicedesk.operations.recounting import recount_all

    moved = recount_all(desk_for(context))
    text = ngettext(
        "{count} ticket falls due at another time", "{count} tickets fall due at another time", moved
    )
    say(text.format(count=moved) if moved else _("Every due time is right"))
