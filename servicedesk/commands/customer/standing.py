"""`customer tier` and `customer tiers`: what a customer is to the firm, by rule or as a person says."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _, ngettext
from servicedesk.output import Asked, check_fields, print_list, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("tier", help=_("Fix the tier of a customer and say why, or let it be computed again."))(tier)
    noun.command("tiers", help=_("Compute tier and stage of every customer; says what changed and why."))(
        tiers
    )


def tier(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))],
    level: Annotated[str, typer.Argument(metavar="[LEVEL]", help=_("The tier, such as A."))] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("Why; the history keeps it."))
    ] = "",
    auto: Annotated[bool, typer.Option("--auto", help=_("Let it be computed again."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups.customers import customer as file_of
    from servicedesk.operations.standing import fix_tier, let_go

    asked = Asked(as_json, json_fields)
    check_fields(CUSTOMER, asked)
    if auto == bool(level):
        raise BadValue(
            _("Say a tier or --auto, one of the two"), _("For example: servicedesk customer tier 12 A")
        )
    desk, number = desk_for(context), read_customer_number(customer)
    done = let_go(desk, number) if auto else fix_tier(desk, number, level, clean(reason))
    if done.already:
        say(_("Customer {number} is so already").format(number=done.number))
    else:
        text = (
            _("Customer {number}: tier {tier}, computed")
            if auto
            else _("Customer {number}: tier {tier}, fixed")
        )
        say(text.format(number=done.number, tier=done.tier or "–"))
    if asked.wants_json:
        print_one(desk, CUSTOMER, file_of(desk, done.number), asked)


def tiers(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only tell what would change."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer.standing_shape import MOVED
    from servicedesk.operations.standing import compute

    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    check_fields(MOVED, asked)
    desk = desk_for(context)
    moved = compute(desk, dry_run=dry_run)
    say(_told(len(moved), dry_run=dry_run))
    if moved or not asked.for_people:
        print_list(desk, MOVED, moved[: asked.rows_wanted], asked, total=lambda: len(moved))


def _told(count: int, *, dry_run: bool) -> str:
    if not count:
        return _("Every customer stands where she should")
    if dry_run:
        words = ngettext("{count} customer would change", "{count} customers would change", count)
    else:
        words = ngettext("{count} customer changed", "{count} customers changed", count)
    return words.format(count=count)
