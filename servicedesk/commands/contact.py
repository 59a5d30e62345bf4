"""`servicedesk contact`: what was said with customers, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, read_text
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number, read_ticket_number

if TYPE_CHECKING:
    from servicedesk.operations.contacts import Logged

UNKNOWN = ("unknown", "未知")


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree; the noun alone lists."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_contacts(context)

    noun.command("list", help=_("List contacts, newest first: a customer's or everybody's."))(list_contacts)
    noun.command("add", help=_("Log a call, visit or message; prints its number."))(add)
    noun.command("attach", help=_("Put an unknown caller's contact into a customer's file."))(attach)
    app.add_typer(noun, name="contact")


def list_contacts(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="[C]", help=_("The customer's number."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.customer_shapes import CONTACT
    from servicedesk.lookups import contacts

    number = read_customer_number(customer) if customer else None
    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = contacts.contacts(desk, number, limit=asked.rows_wanted)
    print_list(desk, CONTACT, rows, asked, total=lambda: contacts.count(desk, number))


def add(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="C", help=_("The customer's number, or unknown for an unknown caller."))
    ],
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help=_("What was said."))] = None,
    file: options.TextFile = "",
    channel: Annotated[
        str, typer.Option("--channel", metavar="CH", help=_("phone, visit, wechat ..."))
    ] = "phone",
    direction: Annotated[
        str, typer.Option("--direction", metavar="in|out", help=_("Who came to whom."))
    ] = "in",
    ticket: Annotated[str, typer.Option("--ticket", metavar="N", help=_("The ticket it is about."))] = "",
    caller: Annotated[str, typer.Option("--caller", help=_("What an unknown caller said of herself."))] = "",
    keep_callbacks: Annotated[
        bool, typer.Option("--keep-callbacks", help=_("Leave the calls that were promised."))
    ] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CONTACT
    from servicedesk.lookups.contacts import contact
    from servicedesk.operations.contacts import NewContact, log_contact

    asked = Asked(as_json, json_fields)
    check_fields(CONTACT, asked)
    known = None if customer.strip().lower() in UNKNOWN else read_customer_number(customer)
    said = read_text(text, file)
    if not said.strip():
        raise BadValue(_("There is no text"), _("Write what was said, in a few words"))
    desk = desk_for(context)
    logged = log_contact(
        desk,
        NewContact(
            customer=known,
            text=said,
            channel=channel,
            direction=direction,
            ticket=read_ticket_number(ticket) if ticket else None,
            caller=clean(caller),
            keep_callbacks=keep_callbacks,
        ),
    )
    _tell(logged)
    if asked.wants_json:
        print_one(desk, CONTACT, contact(desk, logged.number), asked)
    else:
        print(logged.number)


def attach(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help=_("The contact's own number."))],
    customer: Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))],
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CONTACT
    from servicedesk.lookups.contacts import contact
    from servicedesk.operations.contacts import attach_contact

    asked = Asked(as_json, json_fields)
    check_fields(CONTACT, asked)
    wanted = read_customer_number(customer)
    desk = desk_for(context)
    attach_contact(desk, number, wanted)
    say(_("Contact {number} is in the file of customer {customer}").format(number=number, customer=wanted))
    if asked.wants_json:
        print_one(desk, CONTACT, contact(desk, number), asked)


def _tell(logged: Logged) -> None:
    from servicedesk.operations.relations import merge_words

    say(_("Contact {number} logged").format(number=logged.number))
    for closed in logged.closed:
        say(
            _("Callback {number} closed, since the customer rang: {reason}").format(
                number=closed.id, reason=closed.reason
            )
        )
    if logged.merged and logged.ticket:
        say(merge_words(logged.merged, logged.ticket.number))
    for note in logged.notes:
        say(note)
    if logged.resumed and logged.ticket:
        say(_("Ticket {number} is taken up again").format(number=logged.ticket.number))
