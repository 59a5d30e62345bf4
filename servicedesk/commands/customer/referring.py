"""`customer referrals`: who recommends us, whom one customer sent, and how customers heard of us."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("referrals", help=_("Who recommends us, best first; with C whom this customer sent."))(
        referrals
    )


def referrals(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="[C]", help=_("The customer's number."))] = "",
    heard: Annotated[
        bool, typer.Option("--heard", help=_("Count how customers heard of us instead."))
    ] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer.referral_shapes import HEARD, PROMOTER, REFERRED
    from servicedesk.lookups import referrals as lookup

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    if heard:
        if customer:
            raise BadValue(_("Give a customer or --heard, not both"), _("See --help"))
        ways = lookup.heard(desk)
        print_list(desk, HEARD, ways[: asked.rows_wanted], asked, total=lambda: len(ways))
    elif customer:
        sent = lookup.referred(desk, read_customer_number(customer))
        print_list(desk, REFERRED, sent[: asked.rows_wanted], asked, total=lambda: len(sent))
    else:
        found = lookup.promoters(desk)
        print_list(desk, PROMOTER, found[: asked.rows_wanted], asked, total=lambda: len(found))
