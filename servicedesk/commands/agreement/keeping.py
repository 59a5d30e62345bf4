"""`agreement new`, `agreement edit` and `agreement end`."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_changed, print_made
from servicedesk.commands.agreement.listing import AgreementSaid, CustomerOption, PremisesOption
from servicedesk.commands.inputs import clean
from servicedesk.commands.premises.moving import day_said
from servicedesk.i18n import _
from servicedesk.rules.numbers import read_agreement_number, read_customer_number


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("new", help=_("Write an agreement down; prints its number."))(new)
    noun.command("edit", help=_("Change kind, start, end, services, reference, note."))(edit)
    noun.command("end", help=_("It is over, and not up for renewal."))(end)


def new(
    context: typer.Context,
    customer: CustomerOption = "",
    premises: PremisesOption = "",
    kind: Annotated[
        str, typer.Option("--kind", help=_("service, management, lease, warranty, membership, other."))
    ] = "service",
    start: Annotated[str, typer.Option("--start", metavar="DAY", help=_("Its first day; else today."))] = "",
    end: Annotated[str, typer.Option("--end", metavar="DAY", help=_("Its last day."))] = "",
    services: Annotated[str, typer.Option("--services", metavar="TEXT", help=_("What is included."))] = "",
    reference: Annotated[
        str, typer.Option("--reference", metavar="TEXT", help=_("The number on the paper."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("For colleagues."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.agreement_shapes import AGREEMENT
    from servicedesk.lookups.premises import place_meant
    from servicedesk.operations import agreements

    desk, asked = begin(context, AGREEMENT, as_json, json_fields)
    made = agreements.new(
        desk,
        agreements.NewAgreement(
            kind,
            read_customer_number(customer) if customer else None,
            place_meant(desk, clean(premises)) if premises else None,
            day_said(desk, start),
            day_said(desk, end),
            *(clean(said) for said in (services, reference, note)),
        ),
    ).agreement
    words = _("Agreement A{number} kept").format(number=made.number)
    print_made(desk, AGREEMENT, made, asked, words)


def edit(
    context: typer.Context,
    agreement: AgreementSaid,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.agreement_shapes import AGREEMENT
    from servicedesk.operations import agreements

    desk, asked = begin(context, AGREEMENT, as_json, json_fields)
    done = agreements.edit(desk, read_agreement_number(agreement), changes(values), if_version=if_version)
    words = _("Agreement A{number} is so already") if done.already else _("Agreement A{number} saved")
    print_changed(desk, AGREEMENT, done.agreement, asked, words.format(number=done.agreement.number))


def end(
    context: typer.Context,
    agreement: AgreementSaid,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=_("Its last day; else today."))] = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.agreement_shapes import AGREEMENT
    from servicedesk.operations import agreements

    desk, asked = begin(context, AGREEMENT, as_json, json_fields)
    number, day = read_agreement_number(agreement), day_said(desk, on)
    done = agreements.end(desk, number, day, if_version=if_version)
    words = _("Agreement A{number} was ended already") if done.already else _("Agreement A{number} is ended")
    print_changed(desk, AGREEMENT, done.agreement, asked, words.format(number=number))
