"""`need list` and `need show`: the backlog, the most pressing first, each with the reason of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list
from servicedesk.rules.numbers import read_customer_number, read_need_number, read_ticket_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.needs import Need

ANY = {"any", "all", "全部"}

ClassOption = Annotated[
    str, typer.Option("--class", metavar="CLASS", help=_("functional, emotional, experience, social."))
]
KindOption = Annotated[
    str, typer.Option("--kind", help=_("direct, as it was said, or latent, as we noticed."))
]
CategoryOption = Annotated[str, typer.Option("--category", help=_("What it is about."))]
SegmentOption = Annotated[
    str, typer.Option("--segment", metavar="NAME", help=_("Only of who belongs to this segment."))
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_needs(context)

    noun.command("list", help=_("Needs that are not met yet, the most pressing first, and why."))(list_needs)
    noun.command("show", help=_("One need with its priority and what became of it."))(show)


def list_needs(
    context: typer.Context,
    need_class: ClassOption = "",
    kind: KindOption = "",
    customer: Annotated[str, typer.Option("--customer", metavar="C", help=_("Of this customer."))] = "",
    ticket: Annotated[str, typer.Option("--ticket", metavar="N", help=_("Noted on this ticket."))] = "",
    category: CategoryOption = "",
    state: Annotated[str, typer.Option("--state", help=_("open, met, dropped, or any."))] = "open",
    segment: SegmentOption = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.need_shapes import NEED
    from servicedesk.lookups.needs import Wanted, needs

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    wanted = Wanted(
        need_class=need_class,
        kind=kind,
        state="" if state.strip().casefold() in ANY else state,
        customer=read_customer_number(customer) if customer else None,
        ticket=read_ticket_number(ticket) if ticket else None,
        category=clean(category),
        segment=clean(segment),
    )
    rows = needs(desk, wanted)
    print_list(desk, NEED, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def show(
    context: typer.Context,
    numbers: options.Numbers,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.need_shapes import NEED
    from servicedesk.lookups.needs import need
    from servicedesk.output import print_one

    asked = Asked(as_json, json_fields)

    def read(desk: Desk, number: int) -> Need:
        found = need(desk, number)
        if not asked.wants_json:
            print_one(desk, NEED, found, asked)
        return found

    act_on_each(
        desk_for(context), numbers, read, tell=lambda _found: (), row=lambda found: found, shape=NEED, asked=asked,
        read=read_need_number,
    )  # fmt: skip
