"""`customer tier`, `stage` and `tiers`: what a customer is to the firm, by rule or as a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _, ngettext
from servicedesk.output import Asked, check_fields, print_list, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.standing import Fixed

Customer = Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; the history keeps it."))]
Auto = Annotated[bool, typer.Option("--auto", help=_("Let it be computed again."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("tier", help=_("Fix the tier of a customer and say why, or let it be computed again."))(tier)
    noun.command("stage", help=_("Fix the stage of a customer and say why, or let it be computed again."))(
        stage
    )
    noun.command("tiers", help=_("Compute tier and stage of every customer; says what changed and why."))(
        tiers
    )


def tier(
    context: typer.Context,
    customer: Customer,
    level: Annotated[str, typer.Argument(metavar="[LEVEL]", help=_("The tier, such as A."))] = "",
    reason: Reason = "",
    auto: Auto = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations.standing import fix_tier, let_go

    asked = _asked(as_json, json_fields)
    if auto == bool(level):
        raise BadValue(
            _("Say a tier or --auto, one of the two"),
            _("For example: {example}").format(
                example='servicedesk customer tier 12 A --reason "recommends us everywhere"'
            ),
        )
    desk, number = desk_for(context), read_customer_number(customer)
    done = let_go(desk, number) if auto else fix_tier(desk, number, level, clean(reason))
    words = (
        _("Customer {number}: tier {tier}, computed") if auto else _("Customer {number}: tier {tier}, fixed")
    )
    _tell(desk, done, words.format(number=done.number, tier=done.tier or "–"), asked)


def stage(
    context: typer.Context,
    customer: Customer,
    stage: Annotated[
        str, typer.Argument(metavar="[STAGE]", help=_("prospect, new, active, existing or lapsed."))
    ] = "",
    reason: Reason = "",
    auto: Auto = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations.standing import fix_stage, let_stage_go
    from servicedesk.rules.codes import label

    asked = _asked(as_json, json_fields)
    if auto == bool(stage):
        raise BadValue(
            _("Say a stage or --auto, one of the two"),
            _("For example: {example}").format(
                example='servicedesk customer stage 12 existing --reason "came over from the old firm"'
            ),
        )
    desk, number = desk_for(context), read_customer_number(customer)
    done = let_stage_go(desk, number) if auto else fix_stage(desk, number, stage, clean(reason))
    words = _("Customer {number}: {stage}, computed") if auto else _("Customer {number}: {stage}, fixed")
    _tell(desk, done, words.format(number=done.number, stage=label("stage", done.stage)), asked)


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


def _asked(as_json: bool, json_fields: str) -> Asked:
    from servicedesk.commands.customer_shapes import CUSTOMER

    asked = Asked(as_json, json_fields)
    check_fields(CUSTOMER, asked)
    return asked


def _tell(desk: Desk, done: Fixed, words: str, asked: Asked) -> None:
    """What became of the file, or that it was so already."""
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups.customers import customer as file_of

    say(_("Customer {number} is so already").format(number=done.number) if done.already else words)
    if asked.wants_json:
        print_one(desk, CUSTOMER, file_of(desk, done.number), asked)


def _told(count: int, *, dry_run: bool) -> str:
    if not count:
        return _("Every customer stands where she should")
    if dry_run:
        words = ngettext("{count} customer would change", "{count} customers would change", count)
    else:
        words = ngettext("{count} customer changed", "{count} customers changed", count)
    return words.format(count=count)
