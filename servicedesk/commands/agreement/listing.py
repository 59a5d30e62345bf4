"""`agreement list` and `agreement show`; with `--due` the list of renewals."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, print_one
from servicedesk.rules.numbers import read_agreement_number, read_customer_number

AgreementSaid = Annotated[str, typer.Argument(metavar="A", help=_("The agreement's number."))]
CustomerOption = Annotated[str, typer.Option("--customer", metavar="C", help=_("With this customer."))]
PremisesOption = Annotated[str, typer.Option("--premises", metavar="P", help=_("About this place."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_agreements(context)

    noun.command("list", help=_("List agreements, next to end first."))(list_agreements)
    noun.command("show", help=_("One agreement."))(show)


def list_agreements(
    context: typer.Context,
    due: Annotated[
        int | None,
        typer.Option("--due", metavar="DAYS", help=_("For renewal: ends within so many days, or ran out.")),
    ] = None,
    customer: CustomerOption = "",
    premises: PremisesOption = "",
    ended: Annotated[bool, typer.Option("--ended", help=_("Those that were ended, too."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.agreement_shapes import AGREEMENT
    from servicedesk.lookups.agreements import agreements
    from servicedesk.lookups.premises import place_meant

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = agreements(
        desk,
        due=due,
        customer=read_customer_number(customer) if customer else None,
        premises=place_meant(desk, clean(premises)) if premises else None,
        ended=ended,
    )
    print_list(desk, AGREEMENT, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def show(
    context: typer.Context,
    agreement: AgreementSaid,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.agreement_shapes import AGREEMENT
    from servicedesk.lookups import agreements

    asked = Asked(as_json, json_fields)
    check_fields(AGREEMENT, asked)
    desk = desk_for(context)
    print_one(desk, AGREEMENT, agreements.agreement(desk, read_agreement_number(agreement)), asked)
