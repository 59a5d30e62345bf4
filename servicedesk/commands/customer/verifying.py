"""`customer verify`: the customer confirms what her file says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.customer.filing import Source
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_one, say
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.operations.verifying import Verified


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("verify", help=_("The customer confirmed today what the file says, all or some of it."))(
        verify
    )


def verify(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))],
    fields: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD]..", help=_("name, phone, email, premises, birthday, ...; else all.")),
    ] = None,
    source: Source = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer.record_shape import RECORD
    from servicedesk.lookups.customer_file import customer_record
    from servicedesk.operations import verifying

    asked = Asked(as_json, json_fields)
    check_fields(RECORD, asked)
    desk = desk_for(context)
    wanted = [clean(field) for field in fields or ()]
    done = verifying.verify(desk, read_customer_number(customer), wanted, told_by=clean(source))
    say(told(done))
    if asked.wants_json:
        print_one(desk, RECORD, customer_record(desk, done.customer.number), asked)


def told(done: Verified) -> str:
    """What was confirmed, in one line."""
    text = (
        _("Customer {number} confirmed today already: {fields}")
        if done.already
        else _("Customer {number} confirmed: {fields}")
    )
    return text.format(number=done.customer.number, fields=_(", ").join(done.fields))
