"""`customer list`, `customer find`, `customer show`: everyone, who is meant, and whole files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, query_text
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.customer_file import CustomerRecord

MOST_FOUND = 200

SortKey = Annotated[str, typer.Option("--sort", metavar="KEY", help=_("name, number, contact, created."))]
InSegment = Annotated[
    str, typer.Option("--segment", metavar="NAME", help=_("Only who belongs to this segment."))
]
Fragment = Annotated[
    list[str],
    typer.Argument(metavar="TEXT", help=_("Any part of a name, pinyin, phone, premises, or a number.")),
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_customers(context)

    noun.command("list", help=_("List customers by name, the archived ones only where asked for."))(
        list_customers
    )
    noun.command("find", help=_("Who is meant, best first: by any fragment."))(find)
    noun.command("show", help=_("A customer's whole file."))(show)


def list_customers(
    context: typer.Context,
    query: options.QueryWords = None,
    segment: InSegment = "",
    sort: SortKey = "name",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups import customers

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    wanted = query_text(query)
    if segment:
        from servicedesk.lookups.segments import narrowed

        wanted = narrowed(desk, segment, wanted)
    rows = customers.files(desk, wanted, sort=sort, limit=asked.rows_wanted)
    print_list(desk, CUSTOMER, rows, asked, total=lambda: customers.count(desk, wanted))


def find(
    context: typer.Context,
    text: Fragment,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups import customers
    from servicedesk.lookups.find import find as find_customers

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    most = MOST_FOUND if asked.rows_wanted is None else asked.rows_wanted
    said = clean(" ".join(text)).strip()
    if not said:
        raise BadValue(_("There is nothing to look for"), _("Give any part of a name, phone or premises"))
    found = find_customers(desk, said, most)
    if not found:
        say(_("Nobody is found by {text}").format(text=said))
    print_list(desk, CUSTOMER, customers.files_by_numbers(desk, [row.number for row in found]), asked)


def show(
    context: typer.Context,
    numbers: options.Numbers,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer.page import print_page, print_record
    from servicedesk.commands.customer.record_shape import RECORD
    from servicedesk.commands.each import act_on_each
    from servicedesk.lookups.customer_file import customer_record

    asked = Asked(as_json, json_fields)

    def read(desk: Desk, number: int) -> CustomerRecord:
        record = customer_record(desk, number)
        if asked.for_people:
            print_page(desk, record)
        elif not asked.wants_json:
            print_record(desk, record)
        return record

    act_on_each(
        desk_for(context),
        numbers,
        read,
        tell=lambda _record: (),
        row=lambda record: record,
        shape=RECORD,
        asked=asked,
        read=read_customer_number,
    )
