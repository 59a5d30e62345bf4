"""`premises move-in` and `premises move-out`: who has to do with a place, and since when no more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import begin, print_changed
from servicedesk.commands.inputs import clean
from servicedesk.commands.premises.listing import PlaceSaid
from servicedesk.i18n import _
from servicedesk.output import say
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk

CustomerSaid = Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("move-in", help=_("A customer lives there from now on, or in another role."))(move_in)
    noun.command("move-out", help=_("A customer lives there no more; the place keeps its tickets."))(move_out)


def move_in(
    context: typer.Context,
    place: PlaceSaid,
    customer: CustomerSaid,
    role: Annotated[str, typer.Option("--role", help=_("owner, tenant, family, contact."))] = "owner",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help=_("From which day on."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.premises_shapes import WHOLE_PLACE
    from servicedesk.lookups.premises import place as place_of
    from servicedesk.lookups.premises import place_meant
    from servicedesk.operations import premises

    desk, asked = begin(context, WHOLE_PLACE, as_json, json_fields)
    number, who = place_meant(desk, clean(place)), read_customer_number(customer)
    done = premises.move_in(desk, who, number, role, day_said(desk, since))
    words = (
        _("C{customer} lives at P{number} already")
        if done.already
        else _("C{customer} moved in at P{number}")
    )
    told = words.format(customer=who, number=number)
    print_changed(desk, WHOLE_PLACE, place_of(desk, number), asked, told)


def move_out(
    context: typer.Context,
    place: PlaceSaid,
    customer: CustomerSaid,
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help=_("Since which day; else today."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.premises_shapes import WHOLE_PLACE
    from servicedesk.lookups.premises import place as place_of
    from servicedesk.lookups.premises import place_meant
    from servicedesk.operations import premises

    desk, asked = begin(context, WHOLE_PLACE, as_json, json_fields)
    number, who = place_meant(desk, clean(place)), read_customer_number(customer)
    done = premises.move_out(desk, who, number, day_said(desk, until))
    words = (
        _("C{customer} left P{number} before") if done.already else _("C{customer} moved out of P{number}")
    )
    told = words.format(customer=who, number=number)
    print_changed(desk, WHOLE_PLACE, place_of(desk, number), asked, told)
    for note in done.notes:
        say(note)


def day_said(desk: Desk, said: str) -> date | None:
    """A day a person gave; None where none was. Raises BadValue."""
    from servicedesk.rules.when import read_day

    return read_day(said, desk.local(desk.now()).date()) if said.strip() else None
